$spo = Get-MgServicePrincipal -Filter "displayName eq 'Office 365 SharePoint Online'"
foreach ($x in 'Sites.FullControl.All','User.Read.All') {
    New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $id -PrincipalId $id -ResourceId $spo.Id -AppRoleId ($spo.AppRoles | ? Value -eq $x).Id
}
=====
sharepoint: Sites.FullControl.All, User.Read.All
