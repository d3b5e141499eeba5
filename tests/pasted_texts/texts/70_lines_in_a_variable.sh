PERMISSIONS="User.Read.All
Group.Read.All
Mail.Send"
echo "$PERMISSIONS" | while read -r p; do
  az rest --method GET --uri "https://graph.microsoft.com/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?\$select=appRoles"
done
=====
graph: User.Read.All, Group.Read.All, Mail.Send
