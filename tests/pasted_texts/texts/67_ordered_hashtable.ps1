Connect-MgGraph -Scopes @(
    'Application.Read.All'
    'AppRoleAssignment.ReadWrite.All'
)
$perms = [ordered]@{
    'Microsoft Graph' = @('Device.Read.All','BitlockerKey.Read.All')
    'WindowsDefenderATP' = @('Machine.Read.All')
    'Office 365 Exchange Online' = 'Exchange.ManageAsApp'
    "Office 365 SharePoint Online" = "User.Read.All"
}
foreach ($api in $perms.Keys) {
    $sp = Get-MgServicePrincipal -Filter "displayName eq '$api'"
    foreach ($p in $perms[$api]) { ($sp.AppRoles | Where-Object Value -EQ $p).Id }
}
=====
graph: Device.Read.All, BitlockerKey.Read.All
defender: Machine.Read.All
exchange: Exchange.ManageAsApp
sharepoint: User.Read.All
out: Application.Read.All, AppRoleAssignment.ReadWrite.All
