#Requires -Modules ExchangeOnlineManagement
$org = 'contoso.onmicrosoft.com'
try {
    Connect-ExchangeOnline -ManagedIdentity -Organization $org -ShowBanner:$false
} catch {
    throw "Connect-ExchangeOnline failed. Is Exchange.ManageAsApp granted? $_"
}

$boxes = Get-EXOMailbox -RecipientTypeDetails SharedMailbox -ResultSize Unlimited -Properties WhenCreated
foreach ($box in $boxes) {
    $statistics = Get-EXOMailboxStatistics -Identity $box.ExchangeGuid
    if ($statistics.LastLogonTime -lt (Get-Date).AddMonths(-6)) {
        Set-Mailbox -Identity $box.Identity `
            -HiddenFromAddressListsEnabled $true `
            -CustomAttribute1 'unused'
        Set-CASMailbox -Identity $box.Identity -ImapEnabled $false -PopEnabled $false
    }
}
Disconnect-ExchangeOnline -Confirm:$false
