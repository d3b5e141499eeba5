Connect-MgGraph -Identity
$manager = 'dan@contoso.com'

$batch = @{
    requests = @(
        @{ id = '1'; method = 'GET'; url = "/users/$manager/directReports?`$select=id" }
        @{ id = '2'; method = 'GET'; url = "/users/$manager/presence" }
        @{
            id      = '3'
            method  = 'POST'
            url     = "/users/$manager/events"
            headers = @{ 'Content-Type' = 'application/json' }
            body    = @{
                subject = 'Review the roster'
                start   = @{ dateTime = '2026-03-02T09:00:00'; timeZone = 'UTC' }
                end     = @{ dateTime = '2026-03-02T09:30:00'; timeZone = 'UTC' }
            }
        }
    )
}
$answer = Invoke-MgGraphRequest -Method POST -Uri 'https://graph.microsoft.com/v1.0/$batch' -Body ($batch | ConvertTo-Json -Depth 8)

foreach ($response in $answer.responses | Sort-Object { [int]$_.id }) {
    if ($response.status -ge 400) {
        Write-Error "Request $($response.id): $($response.body.error.code)"
    }
}
