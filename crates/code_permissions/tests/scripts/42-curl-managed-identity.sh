#!/bin/sh
set -eu

TOKEN=$(curl -s -H "Metadata: true" \
  "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://graph.microsoft.com" |
  jq -r .access_token)
API=https://graph.microsoft.com/v1.0

SITE=$(curl -sf -H "Authorization: Bearer $TOKEN" "$API/sites/contoso.sharepoint.com:/sites/ops?\$select=id" | jq -r .id)
DRIVE=$(curl -sf -H "Authorization: Bearer $TOKEN" "$API/sites/$SITE/drive" | jq -r .id)

for file in /var/log/app/*.gz; do
  name=$(basename "$file")
  curl -sf -X PUT --data-binary "@$file" \
    -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/gzip" \
    "$API/drives/$DRIVE/root:/logs/$name:/content" >/dev/null || echo "failed: $name" >&2
done

# a POST, because there is data
curl -sf "$API/users/ops@contoso.com/sendMail" \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"message":{"subject":"Logs uploaded","toRecipients":[{"emailAddress":{"address":"ops@contoso.com"}}]}}'

curl -s https://hc-ping.example.com/4a1c
