module "roles" {
  source = "./roles"
  for_each = {
    microsoft_graph = ["User.Read.All", "Mail.Send"]
    sharepoint      = ["Sites.FullControl.All"]
  }
}
resource "azuread_app_role_assignment" "x" {
  app_role_id        = azuread_service_principal.this["microsoft_graph"].app_role_ids["Group.Read.All"]
  resource_object_id = azuread_service_principal.this["microsoft_graph"].object_id
}
resource "msgraph_resource" "y" {
  url  = "servicePrincipals/${local.mi}/appRoleAssignments"
  body = {
    appRoleId = "b0afded3-3588-46d8-8b3d-9842eff778da"
  }
}
=====
graph: User.Read.All, Mail.Send, Group.Read.All, AuditLog.Read.All
sharepoint: Sites.FullControl.All
