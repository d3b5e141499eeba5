$SharePointAppRoles = "Sites.FullControl.All"
$GraphAppRoles = "User.Read.All"
$ExoAppRoles = "Exchange.ManageAsApp"
Set-AppRoles -Graph $GraphAppRoles -Spo $SharePointAppRoles
$roleName = "Exchange Administrator"
$role = Get-AzureADDirectoryRole | Where {$_.displayName -eq $roleName}
=====
graph: User.Read.All
sharepoint: Sites.FullControl.All
exchange: Exchange.ManageAsApp
roles: Exchange Administrator
