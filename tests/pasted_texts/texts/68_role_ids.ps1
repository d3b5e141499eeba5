New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $mi -BodyParameter @{ principalId = $mi; resourceId = $graphId; appRoleId = 'df021288-bdef-4463-88db-98f22de89214' } # User.Read.All
New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $mi -PrincipalId $mi -ResourceId $spoSp.Id -AppRoleId "678536fe-1083-478a-9c59-b99265e6b0d3"
=====
graph: User.Read.All
sharepoint: Sites.FullControl.All
