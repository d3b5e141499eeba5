$AppRoles = Get-MgServicePrincipal -Filter "DisplayName eq 'Microsoft Graph'" | Select-Object -ExpandProperty AppRoles
$AppRoles | Where-Object { $_.DisplayName -eq "Read all users' full profiles" }
$AppRoles | Where-Object DisplayName -eq 'Read and write all groups'
=====
graph: User.Read.All, Group.ReadWrite.All
