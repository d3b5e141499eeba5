//! Use it in your code: the lines that connect as an identity.

use domain::connect_lines::{BlockPurpose, CodeGap, CodeHost, CodeLanguage};

/// The heading.
pub const HEADING: &str = "Use it in your code";
/// What it is.
pub const WHAT: &str =
    "Code for the permissions of this identity. Replace the values in CAPITALS. The code contains no secrets.";
/// The same on a receipt.
pub const WHAT_AFTER: &str = "Code for the permissions in this change. The page of the identity has the code for all its permissions. Replace the \
     values in CAPITALS.";
/// The name of the choice of a host.
pub const HOSTS: &str = "Where the code runs";
/// The name of the choice of a language.
pub const LANGUAGE: &str = "Language";
/// The name of the choice of an identity, where there are several.
pub const IDENTITY: &str = "Managed identity";

/// The name of a host.
pub fn host(host: CodeHost) -> &'static str {
    match host {
        CodeHost::Automation => "Automation",
        CodeHost::FunctionApp => "Function App",
        CodeHost::LogicApp => "Logic App",
        CodeHost::VirtualMachine => "Virtual machine",
        CodeHost::Container => "Container",
        CodeHost::GitHubActions => "GitHub Actions",
    }
}

/// What has to be known of a host, beyond its code.
pub fn host_note(host: CodeHost) -> Option<&'static str> {
    match host {
        CodeHost::Automation => Some(
            "Import the modules into the Automation account or its runtime environment in this order. PnP PowerShell \
             requires a runtime with PowerShell 7.4 or later.",
        ),
        CodeHost::FunctionApp => Some(
            "On a Flex Consumption plan, include the modules in the app's Modules folder: this plan doesn't use \
             requirements.psd1.",
        ),
        CodeHost::LogicApp => Some(
            "Paste the actions into the code view of the workflow. In Logic Apps (Standard), enable the identity first.",
        ),
        CodeHost::VirtualMachine => Some(
            "Azure Arc machines have another token endpoint. On such a machine, use the Connect commands and skip the token \
             check.",
        ),
        CodeHost::Container => Some(
            "For Container Apps and Container Instances. In Azure Kubernetes Service, use WorkloadIdentityCredential \
             instead of ManagedIdentityCredential.",
        ),
        CodeHost::GitHubActions => {
            Some("Create the federated credential once, then add the workflow to the repository.")
        }
    }
}

/// The name of a language.
pub fn language(language: CodeLanguage) -> &'static str {
    match language {
        CodeLanguage::PowerShell => "PowerShell 7",
        CodeLanguage::WindowsPowerShell => "Windows PowerShell 5.1",
        CodeLanguage::Shell => "Shell (curl)",
        CodeLanguage::CSharp => ".NET (C#)",
        CodeLanguage::Python => "Python",
        CodeLanguage::JavaScript => "JavaScript (Node.js)",
        CodeLanguage::Json => "Workflow definition (JSON)",
        CodeLanguage::Yaml => "Workflow (YAML)",
        CodeLanguage::Text => "Text",
    }
}

/// The name of a block, which is also the name of the button that copies it.
pub fn purpose(purpose: BlockPurpose) -> &'static str {
    match purpose {
        BlockPurpose::Modules => "Modules",
        BlockPurpose::Federation => "Federated credential",
        BlockPurpose::Connect => "Connect",
        BlockPurpose::FirstCalls => "First calls",
        BlockPurpose::TokenCheck => "Check the roles in the token",
        BlockPurpose::Workflow => "Workflow",
    }
}

/// What has to be known of a block.
pub fn purpose_note(purpose: BlockPurpose) -> Option<&'static str> {
    match purpose {
        BlockPurpose::FirstCalls => Some(
            "Each call succeeds only with one of the permissions in the comment above it. All calls only read data, except the call for Mail.Send, which sends a test message.",
        ),
        BlockPurpose::TokenCheck => Some(
            "Prints the roles in the current access token for each API, but not the token. New permissions can take up to 24 hours.",
        ),
        BlockPurpose::Modules | BlockPurpose::Federation | BlockPurpose::Connect | BlockPurpose::Workflow => None,
    }
}

/// The permissions without a first call.
pub fn no_first_call(values: &str) -> String {
    format!("No first call for {values}. Bestow knows no call that tests it without making a change.")
}

/// What the code does not contain.
pub fn gap(gap: CodeGap) -> &'static str {
    match gap {
        CodeGap::PnpNeedsPowerShell7 => {
            "SharePoint isn't included: PnP PowerShell requires PowerShell 7. Select PowerShell 7 as the language."
        }
        CodeGap::ExchangeNeedsPowerShell => "Exchange Online isn't included: it requires PowerShell cmdlets.",
        CodeGap::SystemAssignedCannotFederate => {
            "A system-assigned identity can't have federated credentials. Use a user-assigned identity for GitHub \
             Actions."
        }
        CodeGap::NoTokenCheck => "The token check isn't included: a logic app can't read its access token.",
        CodeGap::NoPermission => {
            "This identity has no application permissions and no Azure roles that you can see. Calls fail unless an Entra \
             role allows them. Add a permission first."
        }
    }
}
