//! PowerShell: modules, connecting, first calls, and the roles in the token.
//!
//! <https://learn.microsoft.com/powershell/module/microsoft.graph.authentication/connect-mggraph>
//! <https://learn.microsoft.com/powershell/module/az.accounts/connect-azaccount>
//! <https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity>
//! <https://pnp.github.io/powershell/cmdlets/Connect-PnPOnline.html>

use super::first_call::FirstCall;
use super::host::CodeHost;
use super::rest::{rest_calls, token_audiences};
use super::services::{Services, sharepoint_root};
use super::subject::{BlockPurpose, CodeGap, CodeLanguage, CodeSubject, ConnectLines};
use crate::cloud::Cloud;
use crate::ids::AppId;
use crate::initial_domain::InitialDomain;

/// Where a script gets its tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenSource {
    /// The endpoint that the environment names, as in Automation and App Service.
    Environment,
    /// The metadata service of a virtual machine.
    Metadata,
    /// The first of the two that is there, in containers.
    Either,
    /// The Azure CLI, which has signed in before.
    AzureCli,
}

/// Writes the blocks.
pub(super) fn write(
    host: CodeHost,
    language: CodeLanguage,
    subject: &CodeSubject,
    services: &Services,
    lines: &mut ConnectLines,
) {
    let pnp = services.sharepoint && language == CodeLanguage::PowerShell;
    if services.sharepoint && !pnp {
        lines.gaps.push(CodeGap::PnpNeedsPowerShell7);
    }
    let modules = modules(services, pnp, true);
    let (modules, written_in) = match host {
        CodeHost::Automation => (modules.join("\n"), CodeLanguage::Text),
        CodeHost::FunctionApp => (requirements(&modules), language),
        _ => (install(&modules), language),
    };
    let source = match host {
        CodeHost::Automation | CodeHost::FunctionApp => TokenSource::Environment,
        CodeHost::Container => TokenSource::Either,
        _ => TokenSource::Metadata,
    };
    let mut connect = connect(host, subject, services, pnp);
    let function = token_function(source, subject);
    let check = token_check(subject, services);
    let check = if has_rest(services) {
        connect = format!("{connect}\n\n{function}");
        check
    } else {
        format!("{function}\n\n{check}")
    };
    lines.push(BlockPurpose::Modules, written_in, modules);
    if services.azure || services.exchange || services.graph || pnp || has_rest(services) {
        lines.push(BlockPurpose::Connect, language, connect);
    }
    lines.push(
        BlockPurpose::FirstCalls,
        language,
        first_calls(subject, services, pnp, "Get-AzResource | Select-Object -First 1"),
    );
    lines.push(BlockPurpose::TokenCheck, language, check);
}

/// The modules, those that others need first.
pub(super) fn modules(services: &Services, pnp: bool, az: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    if services.azure && az {
        add("Az.Accounts".to_owned());
        add("Az.Resources".to_owned());
    }
    if services.graph {
        add("Microsoft.Graph.Authentication".to_owned());
    }
    for (call, _) in &services.calls {
        if let FirstCall::Graph { module, .. } = call {
            add(format!("Microsoft.Graph.{module}"));
        }
    }
    if pnp {
        add("PnP.PowerShell".to_owned());
    }
    if services.exchange {
        add("ExchangeOnlineManagement".to_owned());
    }
    names
}

/// The command that installs modules.
pub(super) fn install(modules: &[String]) -> String {
    let names: Vec<String> = modules.iter().map(|name| format!("'{name}'")).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("Install-Module -Name {} -Scope CurrentUser", names.join(", "))
    }
}

/// The file `requirements.psd1` of a function app, with the newest version below the next major one.
fn requirements(modules: &[String]) -> String {
    if modules.is_empty() {
        return String::new();
    }
    let line = |name: &String| {
        let major = match name.as_str() {
            "Az.Accounts" => "5",
            "Az.Resources" => "8",
            "PnP.PowerShell" | "ExchangeOnlineManagement" => "3",
            _ => "2",
        };
        format!("    '{name}' = '{major}.*'\n")
    };
    let lines: String = modules.iter().map(line).collect();
    format!("# requirements.psd1\n@{{\n{lines}}}")
}

fn connect(host: CodeHost, subject: &CodeSubject, services: &Services, pnp: bool) -> String {
    let mut text = String::from("$ErrorActionPreference = 'Stop'");
    let mut add = |line: String| {
        text.push('\n');
        text.push_str(&line);
    };
    let account = subject.account();
    if services.azure {
        if host == CodeHost::Automation {
            add("Disable-AzContextAutosave -Scope Process | Out-Null".to_owned());
        }
        add(format!(
            "Connect-AzAccount -Identity{}{} | Out-Null",
            named(" -AccountId", account),
            az_cloud(subject.cloud)
        ));
    }
    if services.exchange {
        add(connect_exchange(account, subject.initial_domain.as_ref(), subject.cloud));
    }
    if services.graph {
        add(format!(
            "Connect-MgGraph -Identity{}{} -NoWelcome",
            named(" -ClientId", account),
            graph_cloud(subject.cloud)
        ));
    }
    if pnp {
        add(format!(
            "Connect-PnPOnline -Url '{}/sites/SITE' -ManagedIdentity{}{}",
            sharepoint_root(subject.cloud),
            named(" -UserAssignedManagedIdentityClientId", account),
            pnp_cloud(subject.cloud)
        ));
    }
    text
}

/// The command that connects to Exchange Online as the managed identity of the resource, or as the user-assigned one
/// that is named.
pub(crate) fn connect_exchange(account: Option<AppId>, domain: Option<&InitialDomain>, cloud: Cloud) -> String {
    format!(
        "Connect-ExchangeOnline -ManagedIdentity -Organization '{}'{}{} -ShowBanner:$false",
        organization(domain, cloud),
        named(" -ManagedIdentityAccountId", account),
        exchange_cloud(cloud)
    )
}

/// The tenant's initial domain; until it is known, one with a part in capitals.
pub(super) fn organization(domain: Option<&InitialDomain>, cloud: Cloud) -> String {
    let unknown = match cloud {
        Cloud::Public => "DOMAIN.onmicrosoft.com",
        Cloud::UsGovernment | Cloud::UsGovernmentDod => "DOMAIN.onmicrosoft.us",
        Cloud::China => "DOMAIN.partner.onmschina.cn",
    };
    domain.map_or_else(|| unknown.to_owned(), ToString::to_string)
}

fn named(parameter: &str, account: Option<AppId>) -> String {
    account.map_or_else(String::new, |id| format!("{parameter} '{id}'"))
}

fn az_cloud(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "",
        Cloud::UsGovernment | Cloud::UsGovernmentDod => " -Environment AzureUSGovernment",
        Cloud::China => " -Environment AzureChinaCloud",
    }
}

/// The parameter by which `Connect-MgGraph` is told the cloud.
pub(super) fn graph_cloud(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "",
        Cloud::UsGovernment => " -Environment USGov",
        Cloud::UsGovernmentDod => " -Environment USGovDoD",
        Cloud::China => " -Environment China",
    }
}

/// The parameter by which `Connect-PnPOnline` is told the cloud.
pub(super) fn pnp_cloud(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "",
        Cloud::UsGovernment => " -AzureEnvironment USGovernmentHigh",
        Cloud::UsGovernmentDod => " -AzureEnvironment USGovernmentDoD",
        Cloud::China => " -AzureEnvironment China",
    }
}

/// The parameter by which `Connect-ExchangeOnline` is told the cloud.
pub(super) fn exchange_cloud(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "",
        Cloud::UsGovernment => " -ExchangeEnvironmentName O365USGovGCCHigh",
        Cloud::UsGovernmentDod => " -ExchangeEnvironmentName O365USGovDoD",
        Cloud::China => " -ExchangeEnvironmentName O365China",
    }
}

/// Whether a call is a plain request, which needs a token of its own.
pub(super) fn has_rest(services: &Services) -> bool {
    services.calls.iter().any(|(call, _)| *call == FirstCall::AuditFeed)
}

/// The calls with cmdlets where there are some, each below a comment that names what it proves. `in_azure` is the call
/// that proves an Azure role.
pub(super) fn first_calls(subject: &CodeSubject, services: &Services, pnp: bool, in_azure: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (call, proves) in &services.calls {
        let command = match call {
            FirstCall::Graph { command, .. } | FirstCall::Exchange(command) => *command,
            FirstCall::SharePoint(command, _) if pnp => *command,
            FirstCall::SharePoint(..) | FirstCall::AuditFeed => continue,
        };
        parts.push(format!("# {proves}\n{command}"));
    }
    if has_rest(services) {
        let of_feed = |it: &super::rest::RestCall| it.proves.starts_with("Office 365 Management APIs");
        for call in rest_calls(subject, services).iter().filter(|it| of_feed(it)) {
            parts.push(format!(
                "# {}\nInvoke-RestMethod -Uri '{}' -Headers @{{ Authorization = \"Bearer $(Get-IdentityToken '{}')\" }}",
                call.proves, call.url, call.audience
            ));
        }
    }
    if services.azure {
        parts.push(format!("# Azure roles\n{in_azure}"));
    }
    parts.join("\n\n")
}

/// A function that returns a token. It runs in Windows PowerShell 5.1 and in PowerShell 7, and needs no module.
pub(super) fn token_function(source: TokenSource, subject: &CodeSubject) -> String {
    let client = subject.account().map_or_else(String::new, |id| format!("&client_id={id}"));
    let environment = format!(
        "$address = \"$($env:IDENTITY_ENDPOINT)?api-version=2019-08-01&resource=$([uri]::EscapeDataString($Resource)){client}\"\n    \
         $headers = @{{ 'X-IDENTITY-HEADER' = $env:IDENTITY_HEADER; Metadata = 'true' }}"
    );
    let metadata = format!(
        "$address = \"http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=$([uri]::EscapeDataString($Resource)){client}\"\n    \
         $headers = @{{ Metadata = 'true' }}"
    );
    let how = match source {
        TokenSource::AzureCli => {
            return "function Get-IdentityToken([string] $Resource) {\n    \
                    az account get-access-token --resource $Resource --query accessToken --output tsv\n}"
                .to_owned();
        }
        TokenSource::Environment => environment,
        TokenSource::Metadata => metadata,
        TokenSource::Either => {
            let deeper = |text: &str| text.replace("\n    ", "\n        ");
            format!(
                "if ($env:IDENTITY_ENDPOINT) {{\n        {}\n    }} else {{\n        {}\n    }}",
                deeper(&environment),
                deeper(&metadata)
            )
        }
    };
    format!(
        "function Get-IdentityToken([string] $Resource) {{\n    {how}\n    \
         (Invoke-RestMethod -Uri $address -Headers $headers -UseBasicParsing).access_token\n}}"
    )
}

/// Prints the roles in the token for each API, after [`token_function`].
pub(super) fn token_check(subject: &CodeSubject, services: &Services) -> String {
    let audiences: Vec<String> = token_audiences(subject, services).iter().map(|it| format!("'{it}'")).collect();
    format!(
        "foreach ($resource in {}) {{\n    \
         $part = (Get-IdentityToken $resource).Split('.')[1].Replace('-', '+').Replace('_', '/')\n    \
         $part = $part.PadRight($part.Length + (4 - $part.Length % 4) % 4, '=')\n    \
         $claims = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($part)) | ConvertFrom-Json\n    \
         \"$resource $($claims.roles)\"\n}}",
        audiences.join(", ")
    )
}
