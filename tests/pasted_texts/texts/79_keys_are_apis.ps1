$roles = @{
    Graph    = 'User.Read.All', 'Group.Read.All'
    Exchange = 'Exchange.ManageAsApp'
    SharePoint = 'Sites.Selected'
}
$directoryRoles = 'Exchange Administrator', 'SharePoint Administrator'
=====
graph: User.Read.All, Group.Read.All
exchange: Exchange.ManageAsApp
sharepoint: Sites.Selected
roles: Exchange Administrator, SharePoint Administrator
