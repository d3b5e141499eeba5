Import-Module Microsoft.Entra.Beta.DirectoryManagement
Connect-Entra -Identity

$devices = Get-EntraBetaDevice -All
$apps = Get-EntraBetaServicePrincipal -Filter "servicePrincipalType eq 'ManagedIdentity'"
$domains = Get-EntraDomain | Where-Object IsVerified

# These two lines are left from 2021.
$policies = Get-AzureADMSConditionalAccessPolicy
$admins = Get-MsolRoleMember -RoleObjectId '62e90394-69f5-4237-9190-012177145e10'

foreach ($device in $devices | Where-Object { $_.ApproximateLastSignInDateTime -lt (Get-Date).AddYears(-1) }) {
    Set-EntraDevice -DeviceObjectId $device.Id -AccountEnabled $false
}
'{0} devices, {1} identities, {2} domains, {3} policies, {4} admins' -f $devices.Count, $apps.Count, $domains.Count, $policies.Count, $admins.Count
