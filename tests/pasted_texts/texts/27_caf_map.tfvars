azuread_api_permissions = {
  runbook = {
    microsoft_graph = {
      resource_app_id = "00000003-0000-0000-c000-000000000000"
      resource_access = {
        AppRoleAssignment_ReadWrite_All = {
          id   = "06b708a9-e830-4db3-a914-8e69da51d44f"
          type = "Role"
        }
        User_Read = {
          id   = "e1fe6dd8-ba31-4d61-89e7-88639da4683d"
          type = "Scope"
        }
        Mail_Send = { id = "b633e1c5-b582-4048-a93e-9f11b44c7e96" type = "Role" }
      }
    }
    office365_exchange = {
      resource_app_id = "00000002-0000-0ff1-ce00-000000000000"
      resource_access = {
        full_access_as_app = {
          id   = "dc890d15-9560-4a4c-9b7f-a736ec74ec40"
          type = "Role"
        }
      }
    }
  }
}
=====
graph: AppRoleAssignment.ReadWrite.All, Mail.Send
exchange: full_access_as_app
delegated: User.Read
