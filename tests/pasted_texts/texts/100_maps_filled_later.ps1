$map = @{}
$map['00000003-0000-0000-c000-000000000000'] = @('User.Read.All','Group.Read.All')
$map.Add('00000003-0000-0ff1-ce00-000000000000', @('Sites.Selected'))
=====
graph: User.Read.All, Group.Read.All
sharepoint: Sites.Selected
