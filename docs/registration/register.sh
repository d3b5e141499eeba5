#!/usr/bin/env bash
# Registers Bestow in your Microsoft Entra tenant with the Azure CLI and prints config.json.
# Written by `cargo xtask docs` from the permissions that Bestow's requests need. Don't edit it by hand.
#
#   az login --tenant TENANT --allow-no-subscriptions
#   ./register.sh https://bestow.example.com/ --consent > config.json
#
# --read-only  creates the reader only: Bestow makes no changes
# --single     creates one registration that reads and makes changes, for a trial
# --azure      adds user_impersonation of Azure Service Management, to show, assign and remove Azure roles
# --groups     adds GroupMember.ReadWrite.All, to change the members of groups
# --consent    grants tenant-wide admin consent for the permissions below
#
# National cloud: run `az cloud set` before `az login`.
set -euo pipefail

graph=00000003-0000-0000-c000-000000000000
azure=797f4846-ba00-4fd7-ba43-dac1f8f63013

reader_access='{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[
  {"id":"e1fe6dd8-ba31-4d61-89e7-88639da4683d","type":"Scope"},
  {"id":"c79f8feb-a9db-4090-85f9-90d820caa0eb","type":"Scope"},
  {"id":"741c54c3-0c1e-44a1-818b-3f97ab4e8c83","type":"Scope"},
  {"id":"06da0dbc-49e2-44d2-8312-53f166ab848a","type":"Scope"},
  {"id":"bc024368-1153-4739-b217-4326f2e966d0","type":"Scope"},
  {"id":"e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20","type":"Scope"}]}'
reader_scopes='User.Read Application.Read.All RoleManagement.Read.Directory Directory.Read.All GroupMember.Read.All AuditLog.Read.All'

operator_access='{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[
  {"id":"e1fe6dd8-ba31-4d61-89e7-88639da4683d","type":"Scope"},
  {"id":"c79f8feb-a9db-4090-85f9-90d820caa0eb","type":"Scope"},
  {"id":"741c54c3-0c1e-44a1-818b-3f97ab4e8c83","type":"Scope"},
  {"id":"06da0dbc-49e2-44d2-8312-53f166ab848a","type":"Scope"},
  {"id":"bc024368-1153-4739-b217-4326f2e966d0","type":"Scope"},
  {"id":"e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20","type":"Scope"},
  {"id":"84bccea3-f856-4a8a-967b-dbe0a3d53a64","type":"Scope"},
  {"id":"d01b97e9-cbc0-49fe-810a-750afd5527a3","type":"Scope"},
  {"id":"8c026be3-8e26-4774-9372-8d5d6f21daff","type":"Scope"}]}'
operator_scopes='User.Read Application.Read.All RoleManagement.Read.Directory Directory.Read.All GroupMember.Read.All AuditLog.Read.All AppRoleAssignment.ReadWrite.All RoleManagement.ReadWrite.Directory RoleAssignmentSchedule.ReadWrite.Directory'

azure_access='{"resourceAppId":"797f4846-ba00-4fd7-ba43-dac1f8f63013","resourceAccess":[{"id":"41094075-9dad-400e-a0bd-54e686782033","type":"Scope"}]}'

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

address=
mode=reader-operator
with_azure=no
with_groups=no
with_consent=no
for argument in "$@"; do
  case $argument in
    --read-only) mode=read-only ;;
    --single) mode=single ;;
    --azure) with_azure=yes ;;
    --groups) with_groups=yes ;;
    --consent) with_consent=yes ;;
    -*) fail "There is no option $argument." ;;
    *) address=$argument ;;
  esac
done

if [[ $with_groups == yes ]]; then
  operator_access="${operator_access%??},{\"id\":\"f81125ac-d3b7-4573-a3b2-7099cc39df9e\",\"type\":\"Scope\"}]}"
  operator_scopes="$operator_scopes GroupMember.ReadWrite.All"
fi

# The folder that index.html is in, with a slash at the end.
address=${address%index.html}
address=${address%/}/
[[ $address =~ ^(https://|http://localhost[:/])[A-Za-z0-9.:/_~%-]*$ ]] ||
  fail 'Specify the address of Bestow, for example https://bestow.example.com/'
redirect=${address}redirect.html

tenant=$(az account show --query tenantId --output tsv)
graph_root=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph_root=${graph_root%/}
say "Tenant: $tenant"
say "Redirect URI: $redirect"

# Fails if the tenant has an app registration with this name, so that none is changed by mistake.
check_name() {
  local count
  count=$(az ad app list --filter "displayName eq '$1'" --query 'length(@)' --output tsv)
  [[ $count == 0 ]] || fail "An app registration named '$1' already exists. Rename or delete it, then run this script again."
}

# Creates an app registration and its enterprise application. Sets app_id.
register() {
  local name=$1 access=$2 attempt
  app_id=$(az rest --method POST --uri "$graph_root/v1.0/applications" \
    --headers Content-Type=application/json --query appId --output tsv \
    --body "{\"displayName\":\"$name\",\"signInAudience\":\"AzureADMyOrg\",\"spa\":{\"redirectUris\":[\"$redirect\"]},\"requiredResourceAccess\":[$access]}")
  say "App registration $name: $app_id"
  # The new application may not be found for a few seconds.
  for attempt in 1 2 3 4 5 6; do
    if az ad sp create --id "$app_id" --output none; then
      return
    fi
    say "The enterprise application couldn't be created yet (attempt $attempt of 6)."
    sleep 5
  done
  fail "Couldn't create the enterprise application for $app_id. Run: az ad sp create --id $app_id"
}

# Grants tenant-wide admin consent for delegated permissions of one API.
consent() {
  if [[ $with_consent == yes ]]; then
    az ad app permission grant --id "$1" --api "$2" --scope "$3" --output none
  fi
}

check_name 'Bestow'
if [[ $mode == reader-operator ]]; then
  check_name 'Bestow (changes)'
fi

access=$reader_access
scopes=$reader_scopes
if [[ $mode == single ]]; then
  access=$operator_access
  scopes=$operator_scopes
fi
if [[ $with_azure == yes ]]; then
  access="$access,$azure_access"
fi
register 'Bestow' "$access"
reader=$app_id
consent "$reader" "$graph" "$scopes"
if [[ $with_azure == yes ]]; then
  consent "$reader" "$azure" user_impersonation
fi

if [[ $mode == reader-operator ]]; then
  access=$operator_access
  if [[ $with_azure == yes ]]; then
    access="$access,$azure_access"
  fi
  register 'Bestow (changes)' "$access"
  operator=$app_id
  consent "$operator" "$graph" "$operator_scopes"
  if [[ $with_azure == yes ]]; then
    consent "$operator" "$azure" user_impersonation
  fi
  printf '{\n  "tenant": "%s",\n  "mode": "reader-operator",\n  "clientId": "%s",\n  "operatorClientId": "%s"\n}\n' \
    "$tenant" "$reader" "$operator"
else
  printf '{\n  "tenant": "%s",\n  "mode": "%s",\n  "clientId": "%s"\n}\n' "$tenant" "$mode" "$reader"
fi

if [[ $with_consent == no ]]; then
  say "Admin consent isn't granted. In the Microsoft Entra admin center: App registrations > the app > API permissions > Grant admin consent."
fi
