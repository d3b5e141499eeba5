param graphPermissions array = ['User.Read.All', 'Mail.Send']
@description('Needs Directory.Read.All')
param spoPermissions array = [
  'Sites.Selected'
]
var msGraphAppId = '00000003-0000-0000-c000-000000000000'
=====
graph: User.Read.All, Mail.Send
sharepoint: Sites.Selected
out: Directory.Read.All
