//! `register.ps1`: the registrations by the Microsoft Graph PowerShell SDK.

use super::registration::{AZURE, GRAPH, Registration, USER_IMPERSONATION, operator, reader};

/// The script.
pub fn script() -> String {
    let (reader, operator) = (reader(), operator());
    TEMPLATE
        .replace("@GRAPH@", GRAPH)
        .replace("@AZURE@", AZURE)
        .replace("@USER_IMPERSONATION@", USER_IMPERSONATION)
        .replace("@READER@", reader.name)
        .replace("@READER_PERMISSIONS@", &permissions(&reader))
        .replace("@OPERATOR@", operator.name)
        .replace("@OPERATOR_PERMISSIONS@", &permissions(&operator))
}

fn permissions(registration: &Registration) -> String {
    let lines: Vec<String> = registration
        .scopes
        .iter()
        .map(|scope| format!("    @{{ Id = '{}'; Value = '{scope}' }}", scope.id()))
        .collect();
    lines.join("\n")
}

const TEMPLATE: &str = r#"#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications, Microsoft.Graph.Identity.SignIns
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
.PARAMETER Azure
Adds Azure Resource Manager to the reader, to show Azure roles.
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
    [switch] $Azure,
    [switch] $Consent,
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
if (-not $ReadOnly) { Confirm-NewName '@OPERATOR@' }

$access = @(ConvertTo-ResourceAccess $graphAppId $readerPermissions)
if ($Azure) { $access += ConvertTo-ResourceAccess $azureAppId $azurePermissions }
$reader = New-Registration '@READER@' $access
Grant-Consent $reader $graphAppId $readerPermissions
if ($Azure) { Grant-Consent $reader $azureAppId $azurePermissions }

$config = [ordered] @{ tenant = $tenantId; mode = 'read-only'; clientId = $reader.AppId }
if (-not $ReadOnly) {
    $operator = New-Registration '@OPERATOR@' @(ConvertTo-ResourceAccess $graphAppId $operatorPermissions)
    Grant-Consent $operator $graphAppId $operatorPermissions
    $config.mode = 'reader-operator'
    $config.operatorClientId = $operator.AppId
}

if (-not $Consent) {
    Write-Host "Admin consent isn't granted. In the Microsoft Entra admin center: App registrations > the app > API permissions > Grant admin consent."
}
$config | ConvertTo-Json
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::commands::{Language, parses};
    use domain::scope::Scope;

    #[test]
    fn script_parses_as_powershell_and_has_no_gap() {
        let text = script();
        assert!(parses(Language::PowerShell, &text), "{text}");
        assert!(!text.contains("@GRAPH") && !text.contains("_PERMISSIONS@") && !text.contains("@AZURE"));
        let broken = text.replacen("function Confirm-NewName(", "function (", 1);
        assert!(!parses(Language::PowerShell, &broken), "the parser would find a mistake");
    }

    #[test]
    fn reader_has_no_scope_that_writes_and_the_operator_has_all() {
        let text = script();
        let part = |begin: &str| text.split_once(begin).unwrap().1.split_once("\n)\n").unwrap().0.to_owned();
        let (reader, operator) = (part("$readerPermissions = @("), part("$operatorPermissions = @("));
        for scope in Scope::ALL {
            let entry = format!("@{{ Id = '{}'; Value = '{scope}' }}", scope.id());
            assert_eq!(reader.contains(&entry), !scope.writes(), "{scope}");
            assert!(operator.contains(&entry), "{scope}");
        }
    }
}
