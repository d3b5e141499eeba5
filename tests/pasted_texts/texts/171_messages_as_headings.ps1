Write-Host 'SharePoint Online'
Add-Role 'Sites.FullControl.All'
Write-Host "Microsoft Graph:"
Add-Role 'User.Read.All'
=====
graph: User.Read.All
sharepoint: Sites.FullControl.All
