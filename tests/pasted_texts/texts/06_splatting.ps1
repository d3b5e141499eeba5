$signIn = @{
    Scopes    = "Application.Read.All", "AppRoleAssignment.ReadWrite.All"
    NoWelcome = $true
}
Connect-MgGraph @signIn
$params = @{
    Api         = '00000003-0000-0ff1-ce00-000000000000'
    Permissions = 'Sites.Selected'
}
Grant-IdentityPermission @params
=====
sharepoint: Sites.Selected
out: Application.Read.All, AppRoleAssignment.ReadWrite.All
