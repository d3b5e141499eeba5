Connect-ExchangeOnline -ManagedIdentity -Organization 'contoso.onmicrosoft.com'

$start = (Get-Date).AddDays(-2)
$messages = Get-QuarantineMessage -StartReceivedDate $start -EndReceivedDate (Get-Date) -PageSize 500
$falsePositives = $messages | Where-Object { $_.SenderAddress -like '*@fabrikam.com' }

foreach ($message in $falsePositives) {
    Write-Output "Releasing $($message.Subject)"
    Release-QuarantineMessage -Identity $message.Identity -ReleaseToAll
}

if ($falsePositives.Count -gt 20) {
    # A place to talk about it.
    New-UnifiedGroup -DisplayName 'Mail flow' -Alias mailflow -AccessType Private
    Add-UnifiedGroupLinks -Identity mailflow -LinkType Members -Links 'kim@contoso.com'
}
