declare -A PERMS=( ["00000003-0000-0000-c000-000000000000"]="User.Read.All Group.Read.All" ["00000003-0000-0ff1-ce00-000000000000"]="Sites.Selected" )
for api in "${!PERMS[@]}"; do for p in ${PERMS[$api]}; do grant "$api" "$p"; done; done
=====
graph: User.Read.All, Group.Read.All
sharepoint: Sites.Selected
