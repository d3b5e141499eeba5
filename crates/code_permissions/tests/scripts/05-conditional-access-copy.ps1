$tenant = 'contoso.onmicrosoft.com'
$folder = Join-Path $env:TEMP 'conditional-access'
New-Item -ItemType Directory -Path $folder -Force | Out-Null
Connect-MgGraph -TenantId $tenant -Identity

Get-MgIdentityConditionalAccessPolicy -All | ForEach-Object {
    $_ | ConvertTo-Json -Depth 12 | Set-Content (Join-Path $folder "$($_.Id).json")
}
Get-MgIdentityConditionalAccessNamedLocation -All |
    ConvertTo-Json -Depth 6 |
    Set-Content (Join-Path $folder 'locations.json')

$body = @"
{
  "displayName": "Block legacy authentication ($tenant)",
  "state": "enabledForReportingButNotEnforced",
  "conditions": {
    "users": { "includeUsers": [ "All" ] },
    "applications": { "includeApplications": [ "All" ] },
    "clientAppTypes": [ "exchangeActiveSync", "other" ]
  },
  "grantControls": { "operator": "OR", "builtInControls": [ "block" ] }
}
"@
Invoke-MgGraphRequest -Method POST -Uri 'https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies' -Body $body -ContentType 'application/json'
Write-Host 'Check the result with Get-MgIdentityConditionalAccessPolicy or GET /identity/conditionalAccess/policies.'
