$ErrorActionPreference = 'Stop'
# Required permissions: Application.Read.All, AppRoleAssignment.ReadWrite.All
$scopes = 'Application.Read.All', 'AppRoleAssignment.ReadWrite.All', 'Directory.Read.All'
Connect-MgGraph -Scopes ($scopes -join ',')
$apiPermissions = @{
    "00000003-0000-0000-c000-000000000000" = @{
        AppRoles = @("User.Read.All", "Group.Read.All")
        Delegated = @("User.Read")
    }
    "00000003-0000-0ff1-ce00-000000000000" = @{
        AppRoles = @("Sites.Selected")
        Delegated = @("AllSites.Read")
    }
}
=====
graph: User.Read.All, Group.Read.All
sharepoint: Sites.Selected
delegated: User.Read, AllSites.Read
out: Application.Read.All, AppRoleAssignment.ReadWrite.All, Directory.Read.All
