$requiredScopes = @("Application.Read.All", "AppRoleAssignment.ReadWrite.All")
$context = Get-MgContext
foreach ($required in $requiredScopes) {
    if ($context.Scopes -notcontains $required) { $missing = $true }
}
if ($missing) { Connect-MgGraph -Scopes $requiredScopes }
$msGraph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
$role = $msGraph.AppRoles | Where-Object { $_.Value -eq 'Reports.Read.All' }
=====
graph: Reports.Read.All
out: Application.Read.All, AppRoleAssignment.ReadWrite.All
