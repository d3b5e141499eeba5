az rest --method post \
  --url "https://graph.microsoft.com/v1.0/servicePrincipals/$MI/appRoleAssignments" \
  --headers 'Content-Type=application/json' \
  --body '{
    "principalId": "11111111-2222-4333-8444-555555555555",
    "resourceId": "66666666-7777-4888-8999-aaaaaaaaaaaa",
    "appRoleId": "5b567255-7703-4780-807c-7be8301ae99b"
  }'
az rest --method POST --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments --body "{\"principalId\":\"$MI\",\"roleDefinitionId\":\"88d8e3e3-8f55-4a1e-953a-9b9898b8876b\",\"directoryScopeId\":\"/\"}"
=====
graph: Group.Read.All
roles: Directory Readers
