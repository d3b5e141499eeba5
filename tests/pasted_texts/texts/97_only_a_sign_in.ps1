$Scopes = "User.Read.All"
Connect-MgGraph -Scopes $Scopes
Get-MgUser -All
=====
out: User.Read.All
