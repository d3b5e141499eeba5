#Requires –Modules Microsoft.Graph
<#
.SYNOPSIS
  Gives the identity of the onboarding runbook its permissions
.NOTES
  Needs Directory.ReadWrite.All in an older version, no longer.
#>
$identityName = “aa-onboarding”

Connect-MgGraph –Scopes “Application.Read.All”,“AppRoleAssignment.ReadWrite.All,RoleManagement.ReadWrite.Directory”
$identityId = (Get-MgServicePrincipal –Filter “displayName eq ’$identityName’”).Id

Write-Host “Adding Microsoft Graph permissions” –ForegroundColor Green
$graphApp = Get-MgServicePrincipal –Filter “AppId eq ’00000003-0000-0000-c000-000000000000’”
$graphScopes = @(
  ’UserAuthenticationMethod.Read.All’,
  ’Group.ReadWrite.All’,
  ’Directory.Read.All’,
  ’User.ReadWrite.All’
)
foreach ($scope in $graphScopes) {
  $appRole = $graphApp.AppRoles | Where-Object {$_.Value –eq $scope}
  if ($null –eq $appRole) { Write-Warning “There isn’t an app role for $scope”; continue }
  $assigned = Get-MgServicePrincipalAppRoleAssignment –ServicePrincipalId $identityId | Where-Object { $_.AppRoleId –eq $appRole.Id –and $_.ResourceDisplayName –eq “Microsoft Graph” }
  if ($null –eq $assigned) {
    New-MgServicePrincipalAppRoleAssignment –PrincipalId $identityId –ServicePrincipalId $identityId –ResourceId $graphApp.Id –AppRoleId $appRole.Id
  }
}

Write-Host “Adding SharePoint Online permissions” –ForegroundColor Green
$spoApp = Get-MgServicePrincipal –Filter “AppId eq ’00000003-0000-0ff1-ce00-000000000000’”
# The SPO scopes
$spoScopes = @(
  ’Sites.FullControl.All’,
  ’TermStore.ReadWrite.All’,
  ’User.ReadWrite.All’
)
foreach ($scope in $spoScopes) {
  $appRole = $spoApp.AppRoles | Where-Object {$_.Value –eq $scope}
  $assigned = Get-MgServicePrincipalAppRoleAssignment –ServicePrincipalId $identityId | Where-Object { $_.ResourceDisplayName –eq “Office 365 SharePoint Online” }
  if ($null –eq $assigned) {
    New-MgServicePrincipalAppRoleAssignment –PrincipalId $identityId –ServicePrincipalId $identityId –ResourceId $spoApp.Id –AppRoleId $appRole.Id
  }
}

# Exchange
$exoApp = Get-MgServicePrincipal –Filter “AppId eq ’00000002-0000-0ff1-ce00-000000000000’”
$appRole = $exoApp.AppRoles | Where-Object {$_.DisplayName –eq “Manage Exchange As Application”}
$assignment = @{
  “PrincipalId” = $identityId
  “ResourceId” = $exoApp.Id
  “AppRoleId” = $appRole.Id
}
New-MgServicePrincipalAppRoleAssignment –ServicePrincipalId $identityId @assignment

# The directory role
$roleId = (Get-MgRoleManagementDirectoryRoleDefinition –Filter “DisplayName eq ’Exchange Administrator’”).Id
New-MgRoleManagementDirectoryRoleAssignment –PrincipalId $identityId –RoleDefinitionId $roleId –DirectoryScopeId “/”
=====
graph: UserAuthenticationMethod.Read.All, Group.ReadWrite.All, Directory.Read.All, User.ReadWrite.All
sharepoint: Sites.FullControl.All, TermStore.ReadWrite.All, User.ReadWrite.All
exchange: Exchange.ManageAsApp
roles: Exchange Administrator
out: Directory.ReadWrite.All, Application.Read.All, AppRoleAssignment.ReadWrite.All, RoleManagement.ReadWrite.Directory
