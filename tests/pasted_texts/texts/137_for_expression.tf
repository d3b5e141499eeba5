resource "azuread_app_role_assignment" "mi" {
  for_each            = { for r in ["User.Read.All", "Group.Read.All"] : r => r }
  app_role_id         = data.azuread_service_principal.graph.app_role_ids[each.key]
}
=====
graph: User.Read.All, Group.Read.All

