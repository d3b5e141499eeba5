$scopes = @("https://graph.microsoft.com/.default")
$appRoles = "Group.Read.All" , `
            "Device.Read.All"
=====
graph: Group.Read.All, Device.Read.All
out: https://graph.microsoft.com/.default
