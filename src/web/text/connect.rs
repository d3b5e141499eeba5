//! How to connect a tenant of one's own.

use crate::domain::cloud::Cloud;
use crate::domain::scope::Scope;
use crate::graph::permission_table;

/// The heading.
pub const HEADING: &str = "Connect your own tenant";
/// What it takes.
pub const LEAD: &str = "The page needs an app registration in your tenant, so that people can sign in to it. An \
                        administrator makes it once; the page itself has no secret and no server.";
/// The heading of the steps.
pub const STEPS: &str = "Register the app";
/// The steps in the portal.
pub fn portal_steps() -> [String; 5] {
    let scopes = |writes: bool| names(Scope::ALL.iter().copied().filter(|scope| scope.writes() == writes));
    [
        "In the Entra admin center open App registrations and choose New registration. Name it Bestow and keep it to \
         accounts in this organizational directory only."
            .to_owned(),
        "Under Redirect URI choose Single-page application and enter the address below.".to_owned(),
        format!(
            "Under API permissions add these delegated permissions of Microsoft Graph, which only read: {}. Grant admin \
             consent.",
            scopes(false)
        ),
        format!(
            "For changes register a second one in the same way, named Bestow (changes). Give it the same permissions \
             and those that write: {}. Its token exists only while a reviewed change is applied. Leave it out where \
             nothing is to be changed from here.",
            scopes(true)
        ),
        "Put the directory (tenant) id and both application (client) ids into the file config.json beside this page, as \
         below, and reload the page. Without the second registration write read-only as the mode and leave \
         operatorClientId out."
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
pub const COMMANDS: &str = "The same with the Azure CLI";
/// The file, filled in by whoever hosts the page.
pub const FILE_EXAMPLE: &str = r#"{
  "tenant": "<directory (tenant) id or domain>",
  "mode": "reader-operator",
  "clientId": "<application (client) id of Bestow>",
  "operatorClientId": "<application (client) id of Bestow (changes)>"
}"#;
/// The heading of the form.
pub const TYPE_IN: &str = "Try it in this tab";
/// What the form does.
pub const TYPE_IN_HINT: &str =
    "Both ids are kept in this tab only, so that you can sign in before the file is in place.";
/// The tenant's field.
pub const TENANT: &str = "Directory (tenant) id or domain";
/// The registration's field.
pub const CLIENT: &str = "Application (client) id";
/// The form's button.
pub const USE: &str = "Use these";

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
