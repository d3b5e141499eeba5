@'
Graph,User.Read.All
SharePoint,Sites.Selected
'@ -split "`r?`n" | ForEach-Object { $api, $role = $_ -split ',' }
=====
graph: User.Read.All
sharepoint: Sites.Selected
