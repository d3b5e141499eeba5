if ($role.Value -eq "User.Read.All" -or $role.Value -eq "Mail.Send") { grant $graphSp $role }
=====
graph: User.Read.All, Mail.Send
