#!/usr/bin/env bash
graph=https://graph.microsoft.com
out=$(mktemp -d)

for name in conditionalAccess/policies conditionalAccess/namedLocations; do
  az rest --method get --uri "$graph/v1.0/identity/$name" > "$out/$(basename "$name").json"
done

url="$graph/v1.0/devices?\$select=id,displayName,accountEnabled"
while [ -n "$url" ] && [ "$url" != "null" ]; do
  page=$(az rest --method get --uri "$url")
  echo "$page" | jq -c '.value[]' >> "$out/devices.jsonl"
  url=$(echo "$page" | jq -r '."@odata.nextLink"')
done

az rest --method patch \
  --uri "$graph/v1.0/policies/authorizationPolicy" \
  --headers 'Content-Type=application/json' \
  --body '{"allowInvitesFrom":"adminsAndGuestInviters"}'

az rest --method get --uri "$graph/v1.0/policies/crossTenantAccessPolicy/partners" > "$out/partners.json"
tar czf policies.tgz -C "$out" . # later: az rest --method put --uri https://graph.microsoft.com/v1.0/...
