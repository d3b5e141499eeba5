$TenantId = ""
function Set-APIPermissions ($MSIName, $AppId, $PermissionName) {
    Write-Host "[+] Setting permission $PermissionName on $MSIName"
    $MSI = Get-MgServicePrincipal -Filter "displayName eq '$MSIName'"
    $Target = Get-MgServicePrincipal -Filter "appId eq '$AppId'"
    $AppRole = $Target.AppRoles | Where-Object {$_.Value -eq $PermissionName -and $_.AllowedMemberTypes -contains "Application"}
    New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $MSI.Id -PrincipalId $MSI.Id -ResourceId $Target.Id -AppRoleId $AppRole.Id | Out-Null
}
function Set-RBACPermissions ($MSIName, $Role) { New-AzRoleAssignment -Scope "/subscriptions/x" -RoleDefinitionName $Role }
Connect-MgGraph -TenantId $TenantId -Scopes AppRoleAssignment.ReadWrite.All, Application.Read.All -NoWelcome | Out-Null
#Triage
Set-RBACPermissions -MSIName $Msi -Role "Security Reader"
#M365Defender
Set-APIPermissions -MSIName $Msi -AppId "8ee8fdad-f234-4243-8f3b-15c294843740" -PermissionName "AdvancedHunting.Read.All"
#MDE
Set-APIPermissions -MSIName $Msi -AppId "fc780465-2017-40d4-a0c5-307022471b92" -PermissionName "User.Read.All"
Set-APIPermissions -MSIName $Msi -AppId "00000003-0000-0000-c000-000000000000" -PermissionName "IdentityRiskyUser.Read.All"
=====
graph: IdentityRiskyUser.Read.All
mtp: AdvancedHunting.Read.All
defender: User.Read.All
out: AppRoleAssignment.ReadWrite.All, Application.Read.All, Security Reader
