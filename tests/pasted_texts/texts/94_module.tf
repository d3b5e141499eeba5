module "identity" {
  source = "./modules/identity"
  graph_app_roles      = ["User.Read.All"]
  sharepoint_app_roles = ["Sites.Selected"]
  directory_roles      = ["Global Reader"]
  # exchange_app_roles = ["full_access_as_app"]
}
=====
graph: User.Read.All
sharepoint: Sites.Selected
roles: Global Reader
out: full_access_as_app
