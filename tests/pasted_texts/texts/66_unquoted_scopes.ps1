$permissionsToAdd = "User.Read.All,Group.Read.All,GroupMember.Read.All" -split ","
Connect-MgGraph -Scopes Application.Read.All,AppRoleAssignment.ReadWrite.All -NoWelcome
$graph = Get-MgServicePrincipal -ServicePrincipalId (Get-MgServicePrincipal -Filter "AppId eq '00000003-0000-0000-c000-000000000000'").Id
foreach ($perm in $permissionsToAdd) { $appRoleId = ($graph.AppRoles | ? { $_.Value -eq $perm }).Id }
=====
graph: User.Read.All, Group.Read.All, GroupMember.Read.All
out: Application.Read.All, AppRoleAssignment.ReadWrite.All
