m365 login --authType deviceCode
m365 entra approleassignment add --appObjectId "$MI" --resource "Microsoft Graph" --scopes "Mail.Send,User.Read.All"
m365 entra approleassignment add --appObjectId "$MI" --resource SharePoint --scopes Sites.Selected
m365 entra oauth2grant add --clientId "$SP" --resourceId "$GRAPH" --scope "Calendars.Read Mail.Read"
m365 entra approleassignment remove --appObjectId "$MI" --resource "Microsoft Graph" --scopes "Files.Read.All"
=====
graph: Mail.Send, User.Read.All
sharepoint: Sites.Selected
delegated: Calendars.Read, Mail.Read
out: Files.Read.All
