$req = New-Object -TypeName "Microsoft.Open.AzureAD.Model.RequiredResourceAccess"
$req.ResourceAppId = "00000003-0000-0000-c000-000000000000"
$role = New-Object -TypeName "Microsoft.Open.AzureAD.Model.ResourceAccess" -ArgumentList "741f803b-c850-494e-b5df-cde7c675a1ca","Role"
$scope = New-Object -TypeName "Microsoft.Open.AzureAD.Model.ResourceAccess" -ArgumentList "e1fe6dd8-ba31-4d61-89e7-88639da4683d","Scope"
$req.ResourceAccess = $role, $scope
$dirRole = Get-AzureADDirectoryRole | Where-Object { $_.DisplayName -eq "Exchange Service Administrator" }
Add-AzureADDirectoryRoleMember -ObjectId $dirRole.ObjectId -RefObjectId $mi.ObjectId
=====
graph: User.ReadWrite.All
delegated: User.Read
roles: Exchange Administrator
