resource "azuread_service_principal_delegated_permission_grant" "app" {
  service_principal_object_id          = azuread_service_principal.app.object_id
  resource_service_principal_object_id = azuread_service_principal.msgraph.object_id
  claim_values                         = ["User.Read.All", "openid"]
}
locals {
  spo_roles = ["Sites.FullControl.All"]
  // exo_roles = ["Exchange.ManageAsApp"]
}
=====
sharepoint: Sites.FullControl.All
delegated: User.Read.All, openid
out: Exchange.ManageAsApp
