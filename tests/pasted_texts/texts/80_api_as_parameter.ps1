Add-AppPermission -Api "Microsoft Graph" -Permission "User.Read.All" -Type Application
Add-AppPermission -Api "Microsoft Graph" -Permission "Mail.Read" -Type Delegated
Add-AppPermission -Permission "Sites.Selected" -Api SharePoint
=====
graph: User.Read.All
sharepoint: Sites.Selected
delegated: Mail.Read
