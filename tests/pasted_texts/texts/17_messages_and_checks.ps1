Write-Host "This needs Directory.ReadWrite.All on the old tenant"
if (-not $ok) { throw "Grant RoleManagement.ReadWrite.Directory first" }
$graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
$role = $graph.AppRoles | Where-Object { $_.Value -ne 'User.Export.All' -and $_.Value -eq 'User.Read.All' }
Write-Output "User.Read.All granted"
=====
graph: User.Read.All
out: Directory.ReadWrite.All, RoleManagement.ReadWrite.Directory, User.Export.All
