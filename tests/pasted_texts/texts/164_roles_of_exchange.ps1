Grant-PnPAzureADAppSitePermission -AppId $id -DisplayName "x" -Site $url -Permissions Write
Set-MgApplication -Permission 'Sites.Selected'
New-ServicePrincipal -AppId $app -ServiceId $sp
New-ManagementRoleAssignment -App $sp -Role "Application Mail.Send" -CustomResourceScope "X"
=====
ask: Sites.Selected = graph sharepoint
out: Mail.Send
