locals {
  permissions = {
    "00000003-0000-0000-c000-000000000000" = ["User.Read.All", "Mail.Send"]
    "00000003-0000-0ff1-ce00-000000000000" = ["Sites.Selected"]
  }
  api_roles = [
    { api = "microsoft_graph", role = "Group.Read.All" },
    { api = "sharepoint", role = "User.Read.All" },
  ]
}
=====
graph: User.Read.All, Mail.Send, Group.Read.All
sharepoint: Sites.Selected, User.Read.All
