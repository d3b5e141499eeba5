Connect-PnPOnline -Url https://contoso-admin.sharepoint.com -Interactive
Add-PnPAzureADServicePrincipalAppRole -Principal $mi -AppRole "Group.Read.All" -BuiltInType MicrosoftGraph
Add-PnPAzureADServicePrincipalAppRole -Principal $mi -AppRole "Sites.FullControl.All" -BuiltInType SharePointOnline
=====
graph: Group.Read.All
sharepoint: Sites.FullControl.All
