#!/usr/bin/env bash
set -euo pipefail

# usage: federation.sh APP_OBJECT_ID REPOSITORY
app="$1"
repository="$2"
graph="https://graph.microsoft.com/v1.0"

az login --identity --output none

az rest --method GET \
  --url "$graph/applications/$app/federatedIdentityCredentials" \
  --query "value[].subject" --output tsv | while read -r subject; do
  echo "has $subject"
done

cat > credential.json <<JSON
{
  "name": "release",
  "issuer": "https://token.actions.githubusercontent.com",
  "subject": "repo:${repository}:environment:production",
  "audiences": ["api://AzureADTokenExchange"]
}
JSON

az rest -m post -u "$graph/applications/$app/federatedIdentityCredentials" -b @credential.json
rm credential.json

# az rest --method delete --url "$graph/applications/$app"
echo "done: az rest -m get -u $graph/applications/$app shows the result"
