$exo = Get-MgServicePrincipal -Filter "AppId eq '00000002-0000-0ff1-ce00-000000000000'"
$exoRole = $exo.AppRoles | Where-Object Value -eq 'Exchange.ManageAsApp'
$graph = Get-MgServicePrincipal -Filter "AppId eq '00000003-0000-0000-c000-000000000000'"
$graphRole = $graph.AppRoles | Where-Object Value -eq 'Calendars.Read'
$exoRole2 = $exo.AppRoles | Where-Object Value -eq 'Calendars.Read'
=====
graph: Calendars.Read
exchange: Exchange.ManageAsApp, Calendars.Read
