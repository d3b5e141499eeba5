function Get-Token([string]$Resource) {
    $uri = "$($env:IDENTITY_ENDPOINT)?resource=$Resource&api-version=2019-08-01"
    (Invoke-RestMethod -Uri $uri -Headers @{ 'X-IDENTITY-HEADER' = $env:IDENTITY_HEADER }).access_token
}

$graph = 'https://graph.microsoft.com/v1.0'
$headers = @{
    Authorization    = 'Bearer ' + (Get-Token 'https://graph.microsoft.com')
    ConsistencyLevel = 'eventual'
}
$since = (Get-Date).AddDays(-1).ToString('s') + 'Z'

$all = [System.Collections.Generic.List[object]]::new()
$uri = $graph + '/auditLogs/directoryAudits?$filter=activityDateTime ge ' + $since
while ($uri) {
    try {
        $page = Invoke-RestMethod -Method Get -Uri $uri -Headers $headers
    } catch {
        if ($_.Exception.Response.StatusCode -eq 429) { Start-Sleep -Seconds 30; continue }
        throw
    }
    $all.AddRange([object[]]$page.value)
    $uri = $page.'@odata.nextLink'
}

$risky = irm "$graph/identityProtection/riskyUsers?`$filter=riskState eq 'atRisk'" -Headers $headers
foreach ($user in $risky.value) {
    $body = @{ userIds = @($user.id) } | ConvertTo-Json
    irm -Uri "$graph/identityProtection/riskyUsers/confirmCompromised" -Method Post -Headers $headers -Body $body -ContentType 'application/json'
}
$all | Group-Object category | Sort-Object Count -Descending | Format-Table Name, Count
