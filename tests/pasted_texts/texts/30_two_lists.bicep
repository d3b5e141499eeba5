extension microsoftGraphV1
param principalId string
var graphRoles = [
  'Group.Read.All'
  'User.Read.All'
  // 'RoleManagement.ReadWrite.Directory'
]
var sharePointRoles = ['Sites.Selected', 'User.Read.All']
resource graphSp 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}
resource spoSp 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0ff1-ce00-000000000000'
}
resource a 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for role in graphRoles: {
  appRoleId: (filter(graphSp.appRoles, r => r.value == role)[0]).id
  principalId: principalId
  resourceId: graphSp.id
}]
resource b 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for role in sharePointRoles: {
  appRoleId: (filter(spoSp.appRoles, r => r.value == role)[0]).id
  principalId: principalId
  resourceId: spoSp.id
}]
=====
graph: Group.Read.All, User.Read.All
sharepoint: Sites.Selected, User.Read.All
out: RoleManagement.ReadWrite.Directory
