$body = @{ principalId = $mi; resourceId = $sp; appRoleId = "9492366f-7969-46a4-8d15-ed1a20078fff" } | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri "https://graph.microsoft.com/v1.0/servicePrincipals/$mi/appRoleAssignments" -Body $body
# Sites.ReadWrite.All
New-AzureADServiceAppRoleAssignment -ObjectId $mi -PrincipalId $mi -ResourceId $sp -Id "dc50a0fb-09a3-484d-be87-e023b12c6440"
=====
exchange: Exchange.ManageAsApp
graph: Sites.ReadWrite.All

