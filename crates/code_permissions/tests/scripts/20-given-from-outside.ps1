param(
    [Parameter(Mandatory)] [uri]$Uri,
    [string]$Method = 'GET',
    [string]$Noun = 'User',
    [string]$Resource
)
Connect-MgGraph -Identity

# the caller decides
Invoke-MgGraphRequest -Method $Method -Uri $Uri

# the name of the cmdlet is put together
$command = "Get-Mg$Noun"
& $command -Top 5

# known path, unknown method
Invoke-MgGraphRequest -Method $Method -Uri 'v1.0/groups/11111111-1111-1111-1111-111111111111'

# unknown collection
Invoke-MgGraphRequest GET "v1.0/$Resource/delta"

foreach ($line in Get-Content .\requests.txt) {
    Invoke-MgGraphRequest GET $line
}

# these can be told
foreach ($report in 'getMailboxUsageDetail', 'getM365AppUserDetail') {
    Invoke-MgGraphRequest GET "v1.0/reports/$report(period='D30')" -OutputFilePath "$report.csv"
}
Get-MgServiceAnnouncementIssue -Top 10
