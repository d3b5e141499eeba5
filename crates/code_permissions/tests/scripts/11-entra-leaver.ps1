# Leaver process with the Microsoft.Entra module.
param([Parameter(Mandatory)][string]$UserPrincipalName, [string]$NewManager)
Import-Module Microsoft.Entra.Users, Microsoft.Entra.Groups
Connect-Entra -Identity

$user = Get-EntraUser -UserId $UserPrincipalName -Property id, displayName, department
Write-Output "Leaver: $($user.DisplayName), $($user.Department)"

Revoke-EntraUserAllRefreshToken -UserId $user.Id

$manager = Get-EntraUserManager -UserId $user.Id
if (-not $manager -and $NewManager) {
    Set-EntraUserManager -UserId $user.Id -ManagerId $NewManager
}

foreach ($group in $env:LEAVER_GROUPS -split ';') {
    try { Remove-EntraGroupMember -GroupId $group -MemberId $user.Id }
    catch { Write-Warning "Not a member of $group (Get-EntraGroupMember shows who is)" }
}
$licenses = New-Object -TypeName Microsoft.Open.AzureAD.Model.AssignedLicenses
$licenses.RemoveLicenses = $env:LEAVER_SKUS -split ';'
Set-EntraUserLicense -UserId $user.Id -AssignedLicenses $licenses
