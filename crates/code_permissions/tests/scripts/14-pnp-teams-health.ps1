Connect-PnPOnline -Url 'https://contoso-admin.sharepoint.com' -ManagedIdentity

$issues = Get-PnPServiceHealthIssue
$news = Get-PnPMessageCenterAnnouncement | Where-Object { $_.LastModifiedDateTime -gt (Get-Date).AddDays(-7) }

$team = 'a7a1a6f6-2f0c-4f3a-a4a5-0d2b6c0f7f10'
foreach ($channel in Get-PnPTeamsChannel -Team $team) {
    $members = Get-PnPTeamsChannelUser -Team $team -Channel $channel.Id
    if ($members.Count -eq 0) {
        Set-PnPTeamsChannel -Team $team -Identity $channel.Id -Description 'No members'
    }
}

# Flows belong to people.
$flows = Get-PnPFlow -AsAdmin
"{0} issues, {1} announcements, {2} flows" -f $issues.Count, $news.Count, $flows.Count
