$graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
$graph.AppRoles | Where-Object { $_.Value -like 'Mail.*' }
$graph.AppRoles | Where-Object { $_.Value -match '^Sites\.' }
$graph.AppRoles | Where-Object { $_.Value -eq 'Calendars.Read' }
Get-ChildItem *.ps1 | Where-Object Name -like "*Backup*"
=====
graph: Calendars.Read
out: Mail.*, ^Sites\.
