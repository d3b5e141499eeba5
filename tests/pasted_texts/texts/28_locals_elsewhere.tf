variable "roles" {
  type        = set(string)
  default     = ["Sites.Read.All", "User.Read.All"]
  description = "Roles such as Directory.Read.All of the identity"
}
resource "azuread_service_principal" "target" {
  client_id    = "00000003-0000-0000-c000-000000000000"
  use_existing = true
}
resource "azuread_app_role_assignment" "this" {
  for_each            = var.roles
  app_role_id         = azuread_service_principal.target.app_role_ids[each.value]
  principal_object_id = azurerm_user_assigned_identity.this.principal_id
  resource_object_id  = azuread_service_principal.target.object_id
}
resource "azuread_directory_role" "reader" {
  display_name = "Directory Readers"
}
resource "azurerm_role_assignment" "sec" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Security Reader"
}
/* resource "azuread_app_role_assignment" "old" {
  app_role_id = azuread_service_principal.target.app_role_ids["Mail.ReadWrite"]
} */
=====
graph: Sites.Read.All, User.Read.All
roles: Directory Readers
out: Directory.Read.All, Security Reader, Mail.ReadWrite
