GRAPH_APP_ID=00000003-0000-0000-c000-000000000000
SPO_APP_ID=00000003-0000-0ff1-ce00-000000000000
graph_roles=("User.Read.All" "Group.Read.All")
declare -a SITES=(Sites.Selected)
assign() {
  local resource=$(az ad sp show --id "$1" --query id -o tsv)
  az rest --method POST --uri "https://graph.microsoft.com/v1.0/servicePrincipals/$MI/appRoleAssignments" --body "$2"
}
for r in "${graph_roles[@]}"; do assign "$GRAPH_APP_ID" "$r"; done
for r in "${SITES[@]}"; do
  assign "$SPO_APP_ID" "$r"
done
=====
graph: User.Read.All, Group.Read.All
sharepoint: Sites.Selected
