resource "azuread_app_role_assignment" "exo" {
  app_role_id         = "dc50a0fb-09a3-484d-be87-e023b12c6440" # Exchange.ManageAsApp
  principal_object_id = azurerm_automation_account.aa.identity[0].principal_id
  resource_object_id  = data.azuread_service_principal.exo.object_id
}
resource "azuread_app_role_assignment" "spo" {
  app_role_id         = "df021288-bdef-4463-88db-98f22de89214"
  principal_object_id = azurerm_automation_account.aa.identity[0].principal_id
  resource_object_id  = data.azuread_service_principal.sharepoint.object_id
}
resource "azuread_directory_role_assignment" "exoadmin" {
  role_id = "29232cdf-9323-42fd-ade2-1d097af3e4de"
}
=====
exchange: Exchange.ManageAsApp
sharepoint: User.Read.All
roles: Exchange Administrator
