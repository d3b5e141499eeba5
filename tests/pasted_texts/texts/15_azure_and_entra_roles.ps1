New-AzRoleAssignment -ObjectId $mi -RoleDefinitionName "Security Reader" -Scope "/subscriptions/$sub"
$params = @{
    "@odata.type"    = "#microsoft.graph.unifiedRoleAssignment"
    RoleDefinitionId = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
    PrincipalId      = $mi
    DirectoryScopeId = "/"
}
New-MgRoleManagementDirectoryRoleAssignment -BodyParameter $params
foreach ($name in "Reports Reader", "Message Center Reader") {
    $definition = Get-MgRoleManagementDirectoryRoleDefinition -Filter "displayName eq '$name'"
}
=====
roles: Global Reader, Reports Reader, Message Center Reader
out: Security Reader
