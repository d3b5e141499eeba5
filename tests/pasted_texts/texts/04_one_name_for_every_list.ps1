$app = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
$permissions = 'User.Read.All', 'Mail.Send'
foreach ($permission in $permissions) {
    $role = $app.AppRoles | Where-Object Value -eq $permission
    New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $mi.Id -PrincipalId $mi.Id -ResourceId $app.Id -AppRoleId $role.Id
}
$app = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0ff1-ce00-000000000000'"
$permissions = 'Sites.Selected', 'User.Read.All'
foreach ($permission in $permissions) {
    $role = $app.AppRoles | Where-Object Value -eq $permission
    New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $mi.Id -PrincipalId $mi.Id -ResourceId $app.Id -AppRoleId $role.Id
}
=====
graph: User.Read.All, Mail.Send
sharepoint: Sites.Selected, User.Read.All
