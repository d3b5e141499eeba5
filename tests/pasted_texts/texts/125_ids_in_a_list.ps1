$AppRoleIds = @("df021288-bdef-4463-88db-98f22de89214", "741f803b-c850-494e-b5df-cde7c675a1ca")
$GraphSP = Get-MgServicePrincipal -Filter "AppId eq '00000003-0000-0000-c000-000000000000'"
foreach ($id in $AppRoleIds) { New-MgServicePrincipalAppRoleAssignment -AppRoleId $id -ResourceId $GraphSP.Id -PrincipalId $mi -ServicePrincipalId $mi }
=====
graph: User.Read.All, User.ReadWrite.All
