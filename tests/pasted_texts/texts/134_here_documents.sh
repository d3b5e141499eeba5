while read -r api role; do grant $api $role; done <<EOF
00000003-0000-0000-c000-000000000000 User.Read.All
00000003-0000-0ff1-ce00-000000000000 User.Read.All
EOF
cat > perms.json <<'JSON'
{"resourceAppId":"00000002-0000-0ff1-ce00-000000000000","resourceAccess":[{"id":"dc50a0fb-09a3-484d-be87-e023b12c6440","type":"Role"}]}
JSON
=====
graph: User.Read.All
sharepoint: User.Read.All
exchange: Exchange.ManageAsApp
