#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications, Microsoft.Graph.Identity.SignIns
<#
.SYNOPSIS
Registers Bestow in your Microsoft Entra tenant and returns config.json.
.DESCRIPTION
Written by `cargo xtask docs` from the permissions that Bestow's requests need. Don't edit it by hand.
.PARAMETER Address
The address of Bestow, for example https://bestow.example.com/
.PARAMETER Tenant
The directory (tenant) ID or one of its domains.
.PARAMETER ReadOnly
Creates the reader only: Bestow makes no changes.
.PARAMETER Single
Creates one registration that reads and makes changes, for a trial.
.PARAMETER Azure
Adds user_impersonation of Azure Service Management, to show, assign and remove Azure roles.
.PARAMETER Groups
Adds GroupMember.ReadWrite.All, to change the members of groups.
.PARAMETER Consent
Grants tenant-wide admin consent for the permissions below.
.PARAMETER Environment
The cloud, as Connect-MgGraph names it.
.EXAMPLE
& ./register.ps1 -Address https://bestow.example.com/ -Tenant contoso.onmicrosoft.com -Consent | Set-Content config.json
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [uri] $Address,
    [Parameter(Mandatory)] [string] $Tenant,
    [switch] $ReadOnly,
    [switch] $Single,
    [switch] $Azure,
    [switch] $Groups,
    [switch] $Consent,
    [ValidateSet('Global', 'USGov', 'USGovDoD', 'China')] [string] $Environment = 'Global'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$graphAppId = '00000003-0000-0000-c000-000000000000'
$azureAppId = '797f4846-ba00-4fd7-ba43-dac1f8f63013'

$readerPermissions = @(
    @{ Id = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'; Value = 'User.Read' }
    @{ Id = 'c79f8feb-a9db-4090-85f9-90d820caa0eb'; Value = 'Application.Read.All' }
    @{ Id = '741c54c3-0c1e-44a1-818b-3f97ab4e8c83'; Value = 'RoleManagement.Read.Directory' }
    @{ Id = '06da0dbc-49e2-44d2-8312-53f166ab848a'; Value = 'Directory.Read.All' }
    @{ Id = 'bc024368-1153-4739-b217-4326f2e966d0'; Value = 'GroupMember.Read.All' }
    @{ Id = 'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20'; Value = 'AuditLog.Read.All' }
)

$operatorPermissions = @(
    @{ Id = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'; Value = 'User.Read' }
    @{ Id = 'c79f8feb-a9db-4090-85f9-90d820caa0eb'; Value = 'Application.Read.All' }
    @{ Id = '741c54c3-0c1e-44a1-818b-3f97ab4e8c83'; Value = 'RoleManagement.Read.Directory' }
    @{ Id = '06da0dbc-49e2-44d2-8312-53f166ab848a'; Value = 'Directory.Read.All' }
    @{ Id = 'bc024368-1153-4739-b217-4326f2e966d0'; Value = 'GroupMember.Read.All' }
    @{ Id = 'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20'; Value = 'AuditLog.Read.All' }
    @{ Id = '84bccea3-f856-4a8a-967b-dbe0a3d53a64'; Value = 'AppRoleAssignment.ReadWrite.All' }
    @{ Id = 'd01b97e9-cbc0-49fe-810a-750afd5527a3'; Value = 'RoleManagement.ReadWrite.Directory' }
    @{ Id = '8c026be3-8e26-4774-9372-8d5d6f21daff'; Value = 'RoleAssignmentSchedule.ReadWrite.Directory' }
)
if ($Groups) { $operatorPermissions += @{ Id = 'f81125ac-d3b7-4573-a3b2-7099cc39df9e'; Value = 'GroupMember.ReadWrite.All' } }

$azurePermissions = @(
    @{ Id = '41094075-9dad-400e-a0bd-54e686782033'; Value = 'user_impersonation' }
)

# The folder that index.html is in, with a slash at the end.
$folder = $Address.GetLeftPart([System.UriPartial]::Path) -replace 'index\.html$', ''
if (-not $folder.EndsWith('/')) { $folder = "$folder/" }
if ($Address.Scheme -ne 'https' -and $Address.Host -ne 'localhost') {
    throw 'The address must begin with https://'
}
$redirectUri = "${folder}redirect.html"

$scopes = @('Application.ReadWrite.All')
if ($Consent) { $scopes += 'DelegatedPermissionGrant.ReadWrite.All' }
$connection = @{
    TenantId    = $Tenant
    Environment = $Environment
    Scopes      = $scopes
    NoWelcome   = $true
}
$null = Connect-MgGraph @connection
$tenantId = (Get-MgContext).TenantId
Write-Host "Tenant: $tenantId"
Write-Host "Redirect URI: $redirectUri"

# Fails if the tenant has an app registration with this name, so that none is changed by mistake.
function Confirm-NewName([string] $Name) {
    if (Get-MgApplication -Filter "displayName eq '$Name'") {
        throw "An app registration named '$Name' already exists. Rename or delete it, then run this script again."
    }
}

function ConvertTo-ResourceAccess([string] $ResourceAppId, [object[]] $Permissions) {
    @{
        resourceAppId  = $ResourceAppId
        resourceAccess = @($Permissions | ForEach-Object { @{ id = $_.Id; type = 'Scope' } })
    }
}

# Creates an app registration and its enterprise application.
function New-Registration([string] $Name, [object[]] $RequiredResourceAccess) {
    $application = New-MgApplication -BodyParameter @{
        displayName            = $Name
        signInAudience         = 'AzureADMyOrg'
        spa                    = @{ redirectUris = @($redirectUri) }
        requiredResourceAccess = $RequiredResourceAccess
    }
    Write-Host "App registration ${Name}: $($application.AppId)"
    # The new application may not be found for a few seconds.
    foreach ($attempt in 1..6) {
        try {
            return New-MgServicePrincipal -BodyParameter @{ appId = $application.AppId }
        }
        catch {
            if ($attempt -eq 6) { throw }
            Write-Host "The enterprise application couldn't be created yet (attempt $attempt of 6)."
            Start-Sleep -Seconds 5
        }
    }
}

# Grants tenant-wide admin consent for delegated permissions of one API.
function Grant-Consent([object] $ServicePrincipal, [string] $ResourceAppId, [object[]] $Permissions) {
    if (-not $Consent) { return }
    $resource = Get-MgServicePrincipal -Filter "appId eq '$ResourceAppId'"
    $null = New-MgOauth2PermissionGrant -BodyParameter @{
        clientId    = $ServicePrincipal.Id
        consentType = 'AllPrincipals'
        resourceId  = $resource.Id
        scope       = ($Permissions.Value -join ' ')
    }
}

Confirm-NewName 'Bestow'
$two = -not ($ReadOnly -or $Single)
if ($two) { Confirm-NewName 'Bestow (changes)' }

$permissions = if ($Single) { $operatorPermissions } else { $readerPermissions }
$access = @(ConvertTo-ResourceAccess $graphAppId $permissions)
if ($Azure) { $access += ConvertTo-ResourceAccess $azureAppId $azurePermissions }
$reader = New-Registration 'Bestow' $access
Grant-Consent $reader $graphAppId $permissions
if ($Azure) { Grant-Consent $reader $azureAppId $azurePermissions }

$mode = if ($Single) { 'single' } else { 'read-only' }
$config = [ordered] @{ tenant = $tenantId; mode = $mode; clientId = $reader.AppId }
if ($two) {
    $access = @(ConvertTo-ResourceAccess $graphAppId $operatorPermissions)
    if ($Azure) { $access += ConvertTo-ResourceAccess $azureAppId $azurePermissions }
    $operator = New-Registration 'Bestow (changes)' $access
    Grant-Consent $operator $graphAppId $operatorPermissions
    if ($Azure) { Grant-Consent $operator $azureAppId $azurePermissions }
    $config.mode = 'reader-operator'
    $config.operatorClientId = $operator.AppId
}

if (-not $Consent) {
    Write-Host "Admin consent isn't granted. In the Microsoft Entra admin center: App registrations > the app > API permissions > Grant admin consent."
}
$config | ConvertTo-Json
