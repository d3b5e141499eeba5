$roleDefinition = Get-AzureADMSRoleDefinition -Filter "displayName eq 'Teams Administrator'"
New-AzureADMSRoleAssignment -RoleDefinitionId $roleDefinition.Id -PrincipalId $mi -DirectoryScopeId '/'
Get-MgDirectoryRoleTemplate | Where-Object DisplayName -eq 'User Administrator'
=====
roles: Teams Administrator, User Administrator
