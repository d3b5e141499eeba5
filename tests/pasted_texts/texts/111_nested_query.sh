az ad app permission add --id x --api 00000003-0000-0000-c000-000000000000 --api-permissions $(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query "appRoles[?value=='User.Read.All'].id" -o tsv)=Role
for scope in Files.Read.All "Sites.Read.All" ; do echo $scope ; done # Graph
az ad sp update --id 00000003-0000-0ff1-ce00-000000000000
=====
graph: User.Read.All, Files.Read.All, Sites.Read.All
