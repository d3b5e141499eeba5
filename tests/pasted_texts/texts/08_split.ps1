$permissions = "User.Read.All Group.Read.All AuditLog.Read.All".Split(" ")
$more = 'Device.Read.All;Policy.Read.All' -split ';'
$graph = Get-AzADServicePrincipal -ApplicationId 00000003-0000-0000-c000-000000000000
foreach ($p in $permissions + $more) { Add-Role $graph $p }
=====
graph: User.Read.All, Group.Read.All, AuditLog.Read.All, Device.Read.All, Policy.Read.All
