function Add-GraphPermission($name) { }
Add-GraphPermission 'User.Read.All'
Add-GraphPermission -Name "Sites.Selected"
=====
ask: User.Read.All = graph sharepoint exchange defender teams; Sites.Selected = graph sharepoint
