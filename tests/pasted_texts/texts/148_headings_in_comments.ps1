# Graph permissions
"User.Read.All",
"Group.Read.All" | % { Add-It $_ }
# SharePoint permissions
"User.Read.All" | % { Add-It $_ }
=====
graph: User.Read.All, Group.Read.All
sharepoint: User.Read.All
