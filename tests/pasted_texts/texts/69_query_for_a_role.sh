graphId=$(az ad sp list --query "[?appDisplayName=='Microsoft Graph'].id | [0]" --all -o tsv)
appRoleId=$(az ad sp show --id $graphId --query "appRoles[?value=='User.Read.All' && contains(allowedMemberTypes, 'Application')].id | [0]" -o tsv)
body="{'principalId':'$principalId','resourceId':'$graphId','appRoleId':'$appRoleId'}"
az rest --method post --uri "https://graph.microsoft.com/v1.0/servicePrincipals/$principalId/appRoleAssignments" --body "$body" --headers "Content-Type=application/json"
=====
graph: User.Read.All
