$graphPermissions = @(
    "User.Read.All", "Group.Read.All",   # read
    "Mail.Send"                          # send
) | Sort-Object -Unique
$sharepoint = "Sites.Selected" # Graph would do as well
=====
graph: User.Read.All, Group.Read.All, Mail.Send
sharepoint: Sites.Selected
