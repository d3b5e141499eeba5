$graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
$ids = $graph.AppRoles | Where-Object Value -in 'User.Read.All','Sites.Read.All' | Select-Object -ExpandProperty Id
$one = $graph.AppRoles.Where({ $_.Value -eq 'Mail.Send' })
$two = $graph.AppRoles | Where-Object { @("Files.Read.All","Calendars.Read") -contains $_.Value }
=====
graph: User.Read.All, Sites.Read.All, Mail.Send, Files.Read.All, Calendars.Read
