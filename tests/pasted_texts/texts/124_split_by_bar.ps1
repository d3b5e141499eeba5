$PermissionsGraph = 'User.Read.All|Group.Read.All'.Split('|')
$PermissionsSPO = "Sites.FullControl.All;User.Read.All" -split ";"
=====
graph: User.Read.All, Group.Read.All
sharepoint: Sites.FullControl.All, User.Read.All
