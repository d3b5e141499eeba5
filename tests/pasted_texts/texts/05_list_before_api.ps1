$roles = @("Sites.Read.All"; "User.Read.All")
$mi = Get-AzADServicePrincipal -DisplayName 'id-reports'
$resource = Get-MgServicePrincipal -Filter "displayName eq 'Microsoft Graph'"
$roles | ForEach-Object {
    $name = $_
    $role = $resource.AppRoles | Where-Object { $_.Value -eq $name -and $_.AllowedMemberTypes -contains "Application" }
    New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $mi.Id -PrincipalId $mi.Id -ResourceId $resource.Id -AppRoleId $role.Id
}
=====
graph: Sites.Read.All, User.Read.All
