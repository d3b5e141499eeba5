import requests
GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000"
ROLES = ["User.Read.All", "Sites.Read.All"]  # Mail.Send is not needed
scopes = ["https://graph.microsoft.com/Application.Read.All"]
token = credential.get_token(*scopes)
sp = get_service_principal(GRAPH_APP_ID)
for role in ROLES:
    role_id = next(r["id"] for r in sp["appRoles"] if r["value"] == role)
    mail.send(role_id)
=====
graph: User.Read.All, Sites.Read.All
out: Mail.Send, Application.Read.All
