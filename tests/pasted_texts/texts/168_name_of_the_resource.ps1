$permissions = 'User.Read.All' , "Group.Read.All" ,'Mail.Send'
$resourceName = "Microsoft Graph"
$sp = Get-AzureADServicePrincipal -SearchString $resourceName
=====
graph: User.Read.All, Group.Read.All, Mail.Send
