Connect-MgGraph -Identity -NoWelcome

$active = Get-MgRoleManagementDirectoryRoleAssignment -All -ExpandProperty roleDefinition
$eligible = Get-MgRoleManagementDirectoryRoleEligibilityScheduleInstance -All
$units = Get-MgDirectoryAdministrativeUnit -All -Property id, displayName

$report = [ordered]@{}
foreach ($assignment in $active) {
    $scope = $assignment.DirectoryScopeId
    if ($scope -like '/administrativeUnits/*') {
        $scope = ($units | Where-Object Id -eq ($scope -split '/')[-1]).DisplayName
    }
    $report[$assignment.Id] = '{0} | {1} | {2}' -f $assignment.RoleDefinition.DisplayName, $assignment.PrincipalId, $scope
}

$globalAdmins = Get-MgDirectoryRole -Filter "roleTemplateId eq '62e90394-69f5-4237-9190-012177145e10'"
$count = @(Get-MgDirectoryRoleMember -DirectoryRoleId $globalAdmins.Id -All -Property id).Count
if ($count -gt 5) {
    Write-Warning "$count Global Administrators. Remove some with Remove-MgDirectoryRoleMemberByRef."
}
$report.Values
"Eligible: $($eligible.Count)"
