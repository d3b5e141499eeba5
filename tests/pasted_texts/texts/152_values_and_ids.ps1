$appRoles = @{ 'User.Read.All' = 'df021288-bdef-4463-88db-98f22de89214'; 'Mail.Send' = 'b633e1c5-b582-4048-a93e-9f11b44c7e96' }
$resourceId = (Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'").Id
=====
graph: User.Read.All, Mail.Send
