param roles object = {
  '00000003-0000-0000-c000-000000000000': ['User.Read.All', 'Mail.Send']
  '00000003-0000-0ff1-ce00-000000000000': ['Sites.Selected']
}
var more = [
  { api: '00000002-0000-0ff1-ce00-000000000000', role: 'Exchange.ManageAsApp' }
  { api: '00000003-0000-0000-c000-000000000000', role: 'Calendars.Read' }
]
resource dr 'Microsoft.Graph/directoryRoles@v1.0' existing = { roleTemplateId: '29232cdf-9323-42fd-ade2-1d097af3e4de' }
resource og 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {
  clientId: x.id
  consentType: 'AllPrincipals'
  resourceId: y.id
  scope: 'User.Read Mail.Read'
}
=====
graph: User.Read.All, Mail.Send, Calendars.Read
sharepoint: Sites.Selected
exchange: Exchange.ManageAsApp
roles: Exchange Administrator
delegated: User.Read, Mail.Read
