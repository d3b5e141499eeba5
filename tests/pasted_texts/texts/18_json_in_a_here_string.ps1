$config = @'
[
  { "Id": "00000003-0000-0000-c000-000000000000", "Name": "Microsoft Graph", "AppRoleAssignments": [ "Device.Read.All", "Sites.Read.All" ] },
  { "Id": "00000003-0000-0ff1-ce00-000000000000", "Name": "SharePoint", "AppRoleAssignments": [ "Sites.Selected" ] }
]
'@ | ConvertFrom-Json
=====
graph: Device.Read.All, Sites.Read.All
sharepoint: Sites.Selected
