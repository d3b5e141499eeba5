Import-Module MicrosoftTeams
Connect-MicrosoftTeams -Identity
Connect-MgGraph -Identity -NoWelcome

$policy = Get-CsTeamsMeetingPolicy -Identity 'Tag:Frontline'
if (-not $policy) { throw 'No policy. Create it with New-CsTeamsMeetingPolicy.' }

$numbers = Import-PowerShellDataFile .\numbers.psd1
$members = Get-MgGroupMember -GroupId $env:FRONTLINE_GROUP -All -Property id
foreach ($member in $members) {
    $online = Get-CsOnlineUser -Identity $member.Id
    if ($online.TeamsMeetingPolicy.Name -eq 'Frontline') { continue }
    Grant-CsTeamsMeetingPolicy -Identity $member.Id -PolicyName 'Frontline'
    Set-CsPhoneNumberAssignment -Identity $member.Id -PhoneNumber $numbers[$member.Id] -PhoneNumberType DirectRouting
}

New-Team -DisplayName 'Frontline' -Visibility Private
