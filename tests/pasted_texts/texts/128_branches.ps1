if ($env:GRAPH) { $perms = "User.Read.All" } else { $perms = "Group.Read.All" }
Connect-MgGraph -Identity
=====
graph: Group.Read.All
ask: User.Read.All = graph sharepoint exchange defender teams
