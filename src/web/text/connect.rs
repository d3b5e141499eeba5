//! How to connect a tenant of one's own.

use domain::cloud::Cloud;
use domain::scope::Scope;
use graph::permission_table;

/// The heading.
pub const HEADING: &str = "Connect your own tenant";
/// What it takes.
pub const LEAD: &str = "Bestow needs an app registration in your tenant. An administrator creates it once. There is no client secret \
     and no server.";
/// The heading of the steps.
pub const STEPS: &str = "Register the app";
/// The steps in the portal.
pub fn portal_steps() -> [String; 5] {
    let scopes = |writes: bool| names(Scope::ALL.iter().copied().filter(|scope| scope.writes() == writes));
    [
        "In the Microsoft Entra admin center, open App registrations and select New registration. Name it Bestow \
         and select Accounts in this organizational directory only."
            .to_owned(),
        "Under Redirect URI, select Single-page application (SPA) and enter the address below.".to_owned(),
        format!(
            "Under API permissions, add these delegated Microsoft Graph permissions, which only read: {}. Grant \
             admin consent.",
            scopes(false)
        ),
        format!(
            "To make changes, create a second registration in the same way, named Bestow (changes). Add the same \
             permissions and these, which write: {}. Its token exists only while a reviewed change is applied. \
             Skip this step for a read-only deployment.",
            scopes(true)
        ),
        "Enter the directory (tenant) ID and both application (client) IDs in the file config.json next to \
         Bestow, as below, and reload. Without the second registration, set mode to read-only and omit \
         operatorClientId."
            .to_owned(),
    ]
}

/// The registrations as commands, for a shell and for this build's cloud. In the end they print both ids.
pub fn commands(redirect: &str) -> String {
    let register = permission_table::commands(redirect, Cloud::OF_THIS_BUILD);
    format!("{register}\necho \"clientId $READER operatorClientId $OPERATOR\"\n")
}

fn names(scopes: impl Iterator<Item = Scope>) -> String {
    let mut names: Vec<&str> = scopes.map(Scope::value).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last.to_owned() } else { format!("{} and {last}", names.join(", ")) }
}

/// The redirect address.
pub const REDIRECT: &str = "Redirect URI";
/// The file.
pub const FILE: &str = "config.json";
/// The same as commands.
pub const COMMANDS: &str = "Or run this in Azure Cloud Shell (Bash)";
/// The file, filled in by the host.
pub const FILE_EXAMPLE: &str = r#"{
  "tenant": "<directory (tenant) id or domain>",
  "mode": "reader-operator",
  "clientId": "<application (client) id of Bestow>",
  "operatorClientId": "<application (client) id of Bestow (changes)>"
}"#;
/// The heading of the form.
pub const TYPE_IN: &str = "Try it in this tab";
/// What the form does.
pub const TYPE_IN_HINT: &str = "Sign in now, before config.json is deployed. Values are kept in this tab only.";
/// The tenant's field.
pub const TENANT: &str = "Directory (tenant) ID or domain";
/// The registration's field.
pub const CLIENT: &str = "Application (client) ID";
/// The form's button.
pub const USE: &str = "Continue to sign-in";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::config::Mode;

    #[test]
    fn the_steps_name_every_scope_once_and_those_that_write_for_the_second_registration_only() {
        let steps = portal_steps();
        let [_, _, reader, operator, _] = &steps;
        for &scope in Scope::ALL {
            let named = [reader, operator].map(|step| step.contains(scope.value()));
            assert_eq!(named, [!scope.writes(), scope.writes()], "{scope}");
        }
        assert!(steps.iter().all(|step| step.ends_with('.')));
    }

    #[test]
    fn the_example_of_the_file_is_read_once_it_is_filled_in() {
        let filled = FILE_EXAMPLE
            .replace("<directory (tenant) id or domain>", "halden.example")
            .replace("<application (client) id of Bestow>", "00000000-0000-0000-0000-00000000000a")
            .replace("<application (client) id of Bestow (changes)>", "00000000-0000-0000-0000-00000000000b");
        let config = crate::web::config::from_file(&filled).unwrap().unwrap();
        assert!(matches!(config.mode, Mode::ReaderOperator { .. }), "{config:?}");
    }
}
