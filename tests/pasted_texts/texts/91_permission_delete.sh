az ad app permission add --id $APP --api 00000003-0000-0000-c000-000000000000 --api-permissions "df021288-bdef-4463-88db-98f22de89214=Role" 62a82d76-70ea-41e2-9197-370581804d09=Role
az ad app permission delete --id $APP --api 00000003-0000-0000-c000-000000000000 --api-permissions b633e1c5-b582-4048-a93e-9f11b44c7e96
=====
graph: User.Read.All, Group.ReadWrite.All
out: b633e1c5-b582-4048-a93e-9f11b44c7e96
