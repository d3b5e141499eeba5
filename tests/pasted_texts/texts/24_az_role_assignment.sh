az role assignment create --assignee "$MI" --role "Security Reader" --scope "/subscriptions/$SUB"
az login --scope https://graph.microsoft.com/.default
for permission in SecurityAlert.Read.All SecurityIncident.Read.All
do
  echo "Granting $permission"
  grant 00000003-0000-0000-c000-000000000000 "$permission"
done
=====
graph: SecurityAlert.Read.All, SecurityIncident.Read.All
out: Security Reader, https://graph.microsoft.com/.default
