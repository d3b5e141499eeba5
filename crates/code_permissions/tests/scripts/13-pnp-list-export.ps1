param([string]$SiteUrl = 'https://contoso.sharepoint.com/sites/projects')

Connect-PnPOnline -Url $SiteUrl -ManagedIdentity
$site = Get-PnPSite -Includes Id, Url
$lists = Get-PnPList | Where-Object { -not $_.Hidden -and $_.BaseTemplate -eq 100 }

$cache = @{}
$output = foreach ($list in $lists) {
    $items = Get-PnPListItem -List $list -PageSize 500 -Fields 'Title', 'Author'
    foreach ($item in $items) {
        $author = $item['Author'].Email
        if (-not $cache.ContainsKey($author)) {
            # today's name is Get-PnPEntraIDUser
            $cache[$author] = Get-PnPAzureADUser -Identity $author
        }
        [pscustomobject]@{ List = $list.Title; Title = $item['Title']; Author = $cache[$author].DisplayName }
    }
}
$output | Export-Csv "$($site.Id).csv"
Write-Host "Use Add-PnPListItem to write back."
Disconnect-PnPOnline
