param([Parameter(Mandatory)][string]$TeamId)
$script:Base = 'https://graph.microsoft.com/v1.0'

function Send-GraphCall {
    param(
        [Parameter(Mandatory, Position = 0)] [string]$Path,
        [Parameter(Position = 1)] [ValidateSet('GET', 'POST', 'PATCH', 'DELETE')] [string]$Method = 'GET',
        [object]$Body
    )
    $arguments = @{
        Uri         = "$script:Base/$Path"
        Method      = $Method
        Headers     = @{ Authorization = "Bearer $script:Token" }
        ContentType = 'application/json'
    }
    if ($Body) { $arguments.Body = $Body | ConvertTo-Json -Depth 5 }
    Invoke-RestMethod @arguments
}

Connect-AzAccount -Identity | Out-Null
$script:Token = (Get-AzAccessToken -ResourceUrl 'https://graph.microsoft.com').Token

$team = Send-GraphCall "teams/$TeamId/channels"
foreach ($channel in $team.value) {
    Write-Output "Send-GraphCall teams/$TeamId/channels/$($channel.id) DELETE would remove $($channel.displayName)"
}
Send-GraphCall -Path "teams/$TeamId/channels" -Method POST -Body @{ displayName = 'Archive'; membershipType = 'standard' }
Send-GraphCall "teams/$TeamId/archive" POST
$apps = Send-GraphCall -Method GET -Path "appCatalogs/teamsApps?`$filter=distributionMethod eq 'organization'"
$apps.value | Select-Object displayName, externalId
