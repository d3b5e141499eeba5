$g="00000003-0000-0000-c000-000000000000";$s="00000003-0000-0ff1-ce00-000000000000";$x="00000002-0000-0ff1-ce00-000000000000"
Grant $g "User.Read.All";Grant $s "User.Read.All";Grant $x "Exchange.ManageAsApp"
=====
graph: User.Read.All
sharepoint: User.Read.All
exchange: Exchange.ManageAsApp
