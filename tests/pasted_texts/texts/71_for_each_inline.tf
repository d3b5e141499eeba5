resource "azuread_app_role_assignment" "graph" {
  for_each = toset([
    "User.Read.All",
    "Group.Read.All",
  ])
  app_role_id         = data.azuread_service_principal.graph.app_role_ids[each.key]
  principal_object_id = azurerm_linux_web_app.app.identity[0].principal_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}
data "azuread_service_principal" "graph" {
  display_name = "Microsoft Graph"
}
resource "azuread_directory_role_assignment" "x" {
  role_id             = azuread_directory_role.exo.template_id
  principal_object_id = azurerm_linux_web_app.app.identity[0].principal_id
}
resource "azuread_directory_role" "exo" {
  template_id = "29232cdf-9323-42fd-ade2-1d097af3e4de"
}
=====
graph: User.Read.All, Group.Read.All
roles: Exchange Administrator
