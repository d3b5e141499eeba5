$body = @{
    ClientId    = $sp.Id
    ConsentType = "AllPrincipals"
    ResourceId  = $graph.Id
    Scope       = "User.Read.All Group.Read.All"
}
New-MgOauth2PermissionGrant -BodyParameter $body
$appOnly = @("AuditLog.Read.All")
=====
graph: AuditLog.Read.All
delegated: User.Read.All, Group.Read.All
