$graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
$old = $graph.AppRoles | Where-Object { $_.Value -eq "User.Read.All" }
$excluded = @("Directory.ReadWrite.All")
Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $mi | Where-Object AppRoleId -eq "62a82d76-70ea-41e2-9197-370581804d09" | ForEach-Object { Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $mi -AppRoleAssignmentId $_.Id }
=====
graph: User.Read.All, Group.ReadWrite.All
out: Directory.ReadWrite.All
