data "azuread_application_published_app_ids" "well_known" {}

resource "azuread_application" "job" {
  display_name = "job"
  required_resource_access {
    resource_app_id = data.azuread_application_published_app_ids.well_known.result["MicrosoftGraph"]
    resource_access {
      id   = azuread_service_principal.msgraph.app_role_ids["User.Read.All"]
      type = "Role"
    }
    resource_access {
      id   = azuread_service_principal.msgraph.oauth2_permission_scope_ids["User.ReadWrite"]
      type = "Scope"
    }
  }
  required_resource_access {
    resource_app_id = data.azuread_application_published_app_ids.well_known.result.Office365SharePointOnline
    resource_access {
      id   = "20d37865-089c-4dee-8c41-6967602d4ac8" # Sites.Selected
      type = "Role"
    }
  }
}
=====
graph: User.Read.All
sharepoint: Sites.Selected
delegated: User.ReadWrite
