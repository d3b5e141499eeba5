#Requires -Modules Microsoft.Graph.Users, Microsoft.Graph.Users.Actions
<#
.SYNOPSIS
    Disables member accounts that haven't signed in for a number of days.
.NOTES
    Older versions called Get-MgUserMemberOf and Remove-MgUser. This one doesn't.
#>
param(
    [int]$Days = 90,
    [string]$ReportTo = 'it-ops@contoso.com'
)

$ErrorActionPreference = 'Stop'
Connect-MgGraph -Identity -NoWelcome

$limit = (Get-Date).ToUniversalTime().AddDays(-$Days)
$query = @{
    All      = $true
    Filter   = "accountEnabled eq true and userType eq 'Member'"
    Property = 'id', 'displayName', 'userPrincipalName', 'signInActivity'
}
$users = Get-MgUser @query
$stale = $users | Where-Object { $_.SignInActivity.LastSignInDateTime -and $_.SignInActivity.LastSignInDateTime -lt $limit }
Write-Output ("{0} of {1} accounts are stale" -f $stale.Count, $users.Count)

$done = foreach ($user in $stale) {
    try {
        Update-MgUser -UserId $user.Id -AccountEnabled:$false
        $user.UserPrincipalName
    }
    catch {
        Write-Warning "Update-MgUser failed for $($user.UserPrincipalName): $($_.Exception.Message)"
    }
}

$mail = @{
    Message         = @{
        Subject      = "Disabled accounts: $($done.Count)"
        Body         = @{ ContentType = 'Text'; Content = ($done -join "`n") }
        ToRecipients = @(@{ EmailAddress = @{ Address = $ReportTo } })
    }
    SaveToSentItems = $false
}
Send-MgUserMail -UserId $ReportTo -BodyParameter $mail
Disconnect-MgGraph | Out-Null
