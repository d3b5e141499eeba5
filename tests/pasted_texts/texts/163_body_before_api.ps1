$body = @"
{
  "principalId": "$mi",
  "resourceId": "$graph",
  "appRoleId": "b633e1c5-b582-4048-a93e-9f11b44c7e96"
}
"@
$graph = (Get-AzADServicePrincipal -ApplicationId '00000003-0000-0000-c000-000000000000').Id
=====
graph: Mail.Send
