//! How to connect a tenant of one's own.

use crate::web::config::{AccessMode, Invalid, TypedField};
use domain::scope::Scope;

/// The heading.
pub const HEADING: &str = "Connect your own tenant";
/// What it takes.
pub const LEAD: &str = "Bestow signs in with app registrations in your tenant. An administrator creates them once. Bestow needs no client \
     secret and no server.";

/// The heading of the choice of a mode.
pub const MODE: &str = "1. Choose what Bestow can do";
/// What the choice is about, for screen readers.
pub const MODE_GROUP: &str = "Mode";
/// The modes, in the order in which they are offered.
pub const MODES: [AccessMode; 3] = [AccessMode::ReadOnly, AccessMode::ReaderOperator, AccessMode::Single];
/// The name of a mode.
pub fn mode(mode: AccessMode) -> &'static str {
    match mode {
        AccessMode::ReadOnly => "Read only (default)",
        AccessMode::ReaderOperator => "Read and change, with two registrations (recommended for changes)",
        AccessMode::Single => "Read and change, with one registration (trial)",
    }
}
/// What a mode leads to.
pub fn consequence(mode: AccessMode) -> &'static str {
    match mode {
        AccessMode::ReadOnly => {
            "Bestow shows permissions and roles and changes nothing. Azure roles aren't available, because Azure has \
             no read-only permission."
        }
        AccessMode::ReaderOperator => {
            "Users sign in with a registration that only reads. Bestow gets an access token of the second registration only \
             while a reviewed change is applied."
        }
        AccessMode::Single => {
            "After the first change, every access token of this registration can write. Read-only deployments that use the \
             same registration then refuse its tokens. Reloading the page ends the session."
        }
    }
}
/// The choice of Azure.
pub const AZURE: &str = "Show and assign Azure roles";
/// What it takes.
pub const AZURE_HINT: &str = "Adds user_impersonation of Azure Service Management to each registration. This permission allows \
     everything that the user's own Azure roles allow. Bestow keeps the access token in memory.";
/// The choice of an optional scope, and what it takes.
pub fn extra(scope: Scope) -> (&'static str, &'static str) {
    match scope {
        Scope::GroupMemberReadWriteAll => (
            "Change members of groups",
            "Adds GroupMember.ReadWrite.All to the registration for changes. The permission covers every group that \
             isn't role-assignable, as far as your own roles allow. Without it, Bestow asks for consent when you apply \
             such a change.",
        ),
        other => (other.value(), super::problem::purpose(other)),
    }
}
/// The choice of consent.
pub const CONSENT: &str = "Grant admin consent";
/// What it takes.
pub const CONSENT_HINT: &str = "Requires Cloud Application Administrator, Application Administrator or Privileged Role Administrator. If you \
     don't have one of these roles, ask someone who does to grant consent in the portal.";

/// The heading of the registration.
pub const REGISTER: &str = "2. Register the app";
/// What the tabs are, for screen readers.
pub const WAYS: &str = "Ways to register";
/// The redirect URI, on the button that copies it.
pub const REDIRECT: &str = "Redirect URI";
/// The redirect URI and its platform.
pub const REDIRECT_TYPE: &str = "Redirect URI, Single-page application (SPA):";

/// A way to register the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationWay {
    /// The Microsoft Graph PowerShell SDK.
    PowerShell,
    /// The Azure CLI.
    AzureCli,
    /// Step by step.
    Portal,
    /// JSON for Microsoft Graph or the portal.
    Manifest,
}

/// The name of a tab.
pub fn way(way: RegistrationWay) -> &'static str {
    match way {
        RegistrationWay::PowerShell => "PowerShell",
        RegistrationWay::AzureCli => "Azure CLI",
        RegistrationWay::Portal => "Portal",
        RegistrationWay::Manifest => "Manifest",
    }
}

/// What comes before the commands for PowerShell.
pub const POWERSHELL_LEAD: &str = "Requires the Microsoft Graph PowerShell SDK. Install it once:";
/// What the commands for PowerShell do.
pub const POWERSHELL_RUN: &str = "Then paste this into PowerShell. The script asks for the tenant, unless you enter the tenant in \
     step 3 first, creates the registrations and prints config.json.";
/// What the commands for the Azure CLI do.
pub const CLI_RUN: &str = "Paste this into Azure Cloud Shell (Bash), or any Bash with the Azure CLI. The script creates the registrations \
     and prints config.json. If you don't enter the tenant in step 3 first, the script uses the tenant that the Azure CLI is signed in to.";
/// What the commands are, on the button that copies them.
pub const COMMANDS: &str = "the commands";
/// What follows.
pub const COMMANDS_NEXT: &str = "Paste the printed config.json, from { to }, into the first field of step 3.";
/// How to use a manifest.
pub const MANIFEST_RUN: &str = "Create each app registration with POST /v1.0/applications, for example in Graph Explorer. For an existing app \
     registration, copy spa and requiredResourceAccess into Manage > Manifest. Then grant admin consent.";
/// What a manifest is, on the button that copies it.
pub const A_MANIFEST: &str = "the manifest";

/// The permissions of a registration, for the steps.
pub struct PortalApp<'a> {
    /// The registration's name.
    pub name: &'a str,
    /// Its delegated permissions of Microsoft Graph, in one line.
    pub permissions: &'a str,
}

/// The steps in the portal.
pub fn portal_steps(apps: &[PortalApp<'_>], azure: bool) -> Vec<String> {
    let mut steps = Vec::new();
    for (at, app) in apps.iter().enumerate() {
        let (name, permissions) = (app.name, app.permissions);
        if at == 0 {
            steps.push(format!(
                "In the Microsoft Entra admin center, go to Entra ID > App registrations and select New registration. Enter \
                 the name {name} and select Accounts in this organizational directory only."
            ));
            steps.push(
                "Under Redirect URI, select Single-page application (SPA) and enter the redirect URI above. Don't select \
                 Web: with Web, sign-in fails with AADSTS9002326. Select Register."
                    .to_owned(),
            );
        } else {
            steps.push(format!("Create a second registration in the same way, with the name {name}."));
        }
        steps.push(format!(
            "Go to Manage > API permissions > Add a permission > Microsoft Graph > Delegated permissions, select \
             {permissions}, and select Add permissions."
        ));
        if azure {
            steps.push(
                "Select Add a permission > Azure Service Management > Delegated permissions, select user_impersonation, and \
                 select Add permissions."
                    .to_owned(),
            );
        }
        steps.push("Select Grant admin consent for your tenant.".to_owned());
    }
    steps.push(match apps.len() {
        1 => "On Overview, copy Application (client) ID and Directory (tenant) ID into step 3.".to_owned(),
        _ => "On each Overview, copy Application (client) ID, and Directory (tenant) ID once, into step 3.".to_owned(),
    });
    steps
}

/// The heading of the fields.
pub const IDS: &str = "3. Enter the IDs";
/// What the fields are for.
pub const IDS_HINT: &str =
    "IDs aren't secret. They're kept in this tab only. To keep them for everyone, deploy config.json.";
/// The name of a field.
pub fn field(field: TypedField, mode: AccessMode) -> &'static str {
    match (field, mode) {
        (TypedField::Tenant, _) => "Directory (tenant) ID or domain, or the whole config.json",
        (TypedField::Client, AccessMode::ReaderOperator) => "Application (client) ID of Bestow",
        (TypedField::Client, _) => "Application (client) ID",
        (TypedField::Operator, _) => "Application (client) ID of Bestow (changes)",
    }
}
/// What is wrong with a field.
pub fn invalid(invalid: &Invalid) -> String {
    match invalid {
        Invalid::Tenant(_) => {
            "Enter a tenant ID, a domain such as contoso.onmicrosoft.com, or a whole and valid config.json.".to_owned()
        }
        Invalid::ClientId | Invalid::OperatorClientId => {
            "Enter an application (client) ID: 32 hexadecimal digits with hyphens. It's on the Overview of the registration."
                .to_owned()
        }
        Invalid::OperatorIsReader => {
            "Enter the ID of the second registration. If both IDs are the same, every access token can write.".to_owned()
        }
        other => super::sign_in::invalid(other),
    }
}
/// The button that takes the IDs for this tab.
pub const USE: &str = "Continue to sign-in";
/// Said in the sample tenant.
pub const LEAVES_SAMPLE: &str = "Continuing closes the sample tenant.";
/// Said to a user who is signed in.
pub const ENDS_SESSION: &str = "Continuing ends your current session on this page.";
/// Said where a change was begun.
pub const DISCARDS: &str = "Changes that you haven't applied are discarded.";
/// The button that saves the file.
pub const DOWNLOAD: &str = "Download config.json";
/// Where the file goes.
pub const WHERE: &str = "To connect Bestow for everyone, put config.json next to index.html in the folder of Bestow on your web host, and \
     reload the page.";
/// Where the documentation is.
pub const DOCS: &str = "The steps for each web host are in docs/hosting of the release.";
/// What is shown of the file.
pub const FILE: &str = "config.json";

/// Said while values that were typed count instead of the host's.
pub const TYPED: &str = "This tab uses IDs that were typed in, not the config.json of the web host.";
/// The button that changes it.
pub const DISCARD: &str = "Discard typed IDs";

#[cfg(test)]
mod tests {
    use super::*;
    use graph::registration::registrations;

    #[test]
    fn steps_name_every_permission_of_each_registration_and_azure() {
        for mode in MODES {
            let apps = registrations(mode, Scope::OPTIONAL);
            let lines: Vec<(&str, String)> = apps.iter().map(|app| (app.name, app.values())).collect();
            let shown: Vec<PortalApp<'_>> =
                lines.iter().map(|(name, permissions)| PortalApp { name, permissions }).collect();
            let steps = portal_steps(&shown, true);
            assert!(steps.iter().all(|step| step.ends_with('.')));
            let text = steps.join("\n");
            assert_eq!(text.matches("user_impersonation").count(), apps.len(), "{mode:?}");
            for scope in Scope::ALL {
                let expected = apps.iter().filter(|app| app.scopes.contains(scope)).count();
                let words = text.split([' ', ',', '\n']);
                assert_eq!(words.filter(|word| *word == scope.value()).count(), expected, "{mode:?} {scope}");
            }
        }
    }

    #[test]
    fn each_mode_has_a_name_and_a_consequence_of_its_own() {
        let texts: std::collections::BTreeSet<_> = MODES.iter().flat_map(|&it| [mode(it), consequence(it)]).collect();
        assert_eq!(texts.len(), 6);
    }
}
