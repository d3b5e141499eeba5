$perms = @()
$perms += "User.Read.All"
$perms += 'Group.Read.All' # people
$sp = Get-MgServicePrincipal -Filter "AppId eq '00000003-0000-0000-c000-000000000000'"
ForEach ($p in $perms) { $r = $sp.AppRoles | ? {$_.Value -eq $p}; New-MgServicePrincipalAppRoleAssignment -AppRoleId $r.Id -ResourceId $sp.Id -PrincipalId $mi -ServicePrincipalId $mi }
=====
graph: User.Read.All, Group.Read.All
