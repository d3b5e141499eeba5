$Permissions = @(
    @("Microsoft Graph", "User.Read.All"),
    @("Microsoft Graph", "Mail.Send"),
    @("Office 365 Exchange Online", "Exchange.ManageAsApp"),
    @("Office 365 SharePoint Online", "User.Read.All")
)
foreach ($p in $Permissions) { $api = $p[0]; $role = $p[1] }
=====
graph: User.Read.All, Mail.Send
exchange: Exchange.ManageAsApp
sharepoint: User.Read.All
