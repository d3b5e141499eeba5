for p in \
  User.Read.All \
  Group.Read.All \
  Directory.Read.All
do
  ./assign.sh --resource "Microsoft Graph" --role "$p"
done
ROLES='Exchange Administrator,Global Reader'
=====
graph: User.Read.All, Group.Read.All, Directory.Read.All
roles: Exchange Administrator, Global Reader
