//! The registrations by the Microsoft Graph PowerShell SDK: `register.ps1`, and the same as a command to paste.

use super::{
    AZURE, AccessMode, EXTRAS, GRAPH, RegisteredApp, RegistrationOptions, USER_IMPERSONATION, operator, reader,
};
use domain::cloud::Cloud;

/// The modules that the script needs.
pub const INSTALL: &str = "Install-Module Microsoft.Graph.Authentication, Microsoft.Graph.Applications, Microsoft.Graph.Identity.SignIns -Scope CurrentUser";

/// The script.
pub fn script() -> String {
    let help = EXTRAS.iter().map(|it| format!(".PARAMETER {}\nAdds {}, {}.\n", it.switch, it.scope, it.purpose));
    format!("{}{}", HEAD.replace("@EXTRA_HELP@", &help.collect::<String>()), body())
}

/// The script as a command for PowerShell. Without a tenant PowerShell asks for it.
pub fn command(options: &RegistrationOptions<'_>) -> String {
    let quoted = |text: &str| text.replace('\'', "''");
    let environment = match options.cloud {
        Cloud::Public => "",
        Cloud::UsGovernment => " -Environment USGov",
        Cloud::UsGovernmentDod => " -Environment USGovDoD",
        Cloud::China => " -Environment China",
    };
    let mode = match options.mode {
        AccessMode::ReaderOperator => "",
        AccessMode::ReadOnly => " -ReadOnly",
        AccessMode::Single => " -Single",
    };
    let tenant = options.tenant.map(|tenant| format!(" -Tenant '{}'", quoted(tenant))).unwrap_or_default();
    let azure = if options.azure { " -Azure" } else { "" };
    let consent = if options.consent { " -Consent" } else { "" };
    let extras = EXTRAS.iter().filter(|it| options.extras.contains(&it.scope)).map(|it| format!(" -{}", it.switch));
    let extras: String = extras.collect();
    let (address, body) = (quoted(options.address), body());
    format!("& {{\n{body}}} -Address '{address}'{tenant}{mode}{azure}{extras}{consent}{environment}\n")
}

fn body() -> String {
    let (reader, operator) = (reader(), operator());
    let switches = EXTRAS.iter().map(|it| format!("    [switch] ${},\n", it.switch));
    let permission = |it: &super::Extra| {
        format!(
            "if (${}) {{ $operatorPermissions += @{{ Id = '{}'; Value = '{}' }} }}\n",
            it.switch,
            it.scope.id(),
            it.scope
        )
    };
    BODY.replace("@EXTRA_SWITCHES@", &switches.collect::<String>())
        .replace("@EXTRA_PERMISSIONS@", &EXTRAS.iter().map(permission).collect::<String>())
        .replace("@GRAPH@", GRAPH)
        .replace("@AZURE@", AZURE)
        .replace("@USER_IMPERSONATION@", USER_IMPERSONATION)
        .replace("@READER@", reader.name)
        .replace("@READER_PERMISSIONS@", &permissions(&reader))
        .replace("@OPERATOR@", operator.name)
        .replace("@OPERATOR_PERMISSIONS@", &permissions(&operator))
}

fn permissions(registration: &RegisteredApp) -> String {
    let line = |scope: &domain::scope::Scope| format!("    @{{ Id = '{}'; Value = '{scope}' }}", scope.id());
    registration.scopes.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What only a script in a file has.
const HEAD: &str = r#"#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications, Microsoft.Graph.Identity.SignIns
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
@EXTRA_HELP@.PARAMETER Consent
Grants tenant-wide admin consent for the permissions below.
.PARAMETER Environment
The cloud, as Connect-MgGraph names it.
.EXAMPLE
& ./register.ps1 -Address https://bestow.example.com/ -Tenant contoso.onmicrosoft.com -Consent | Set-Content config.json
#>
"#;

const BODY: &str = r#"[CmdletBinding()]
param(
    [Parameter(Mandatory)] [uri] $Address,
    [Parameter(Mandatory)] [string] $Tenant,
    [switch] $ReadOnly,
    [switch] $Single,
    [switch] $Azure,
@EXTRA_SWITCHES@    [switch] $Consent,
    [ValidateSet('Global', 'USGov', 'USGovDoD', 'China')] [string] $Environment = 'Global'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$graphAppId = '@GRAPH@'
$azureAppId = '@AZURE@'

$readerPermissions = @(
@READER_PERMISSIONS@
)

$operatorPermissions = @(
@OPERATOR_PERMISSIONS@
)
@EXTRA_PERMISSIONS@
$azurePermissions = @(
    @{ Id = '@USER_IMPERSONATION@'; Value = 'user_impersonation' }
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

Confirm-NewName '@READER@'
$two = -not ($ReadOnly -or $Single)
if ($two) { Confirm-NewName '@OPERATOR@' }

$permissions = if ($Single) { $operatorPermissions } else { $readerPermissions }
$access = @(ConvertTo-ResourceAccess $graphAppId $permissions)
if ($Azure) { $access += ConvertTo-ResourceAccess $azureAppId $azurePermissions }
$reader = New-Registration '@READER@' $access
Grant-Consent $reader $graphAppId $permissions
if ($Azure) { Grant-Consent $reader $azureAppId $azurePermissions }

$mode = if ($Single) { 'single' } else { 'read-only' }
$config = [ordered] @{ tenant = $tenantId; mode = $mode; clientId = $reader.AppId }
if ($two) {
    $access = @(ConvertTo-ResourceAccess $graphAppId $operatorPermissions)
    if ($Azure) { $access += ConvertTo-ResourceAccess $azureAppId $azurePermissions }
    $operator = New-Registration '@OPERATOR@' $access
    Grant-Consent $operator $graphAppId $operatorPermissions
    if ($Azure) { Grant-Consent $operator $azureAppId $azurePermissions }
    $config.mode = 'reader-operator'
    $config.operatorClientId = $operator.AppId
}

if (-not $Consent) {
    Write-Host "Admin consent isn't granted. In the Microsoft Entra admin center: App registrations > the app > API permissions > Grant admin consent."
}
$config | ConvertTo-Json
"#;
