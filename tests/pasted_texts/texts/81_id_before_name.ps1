$ResourceAppId = "00000003-0000-0ff1-ce00-000000000000"
$AppRoleName = "Sites.FullControl.All"
$res = Get-MgServicePrincipal -Filter "appId eq '$ResourceAppId'"
$role = $res.AppRoles | Where-Object { $_.Value -eq $AppRoleName }
=====
sharepoint: Sites.FullControl.All
