//! How to connect a tenant of one's own.

use crate::domain::scope::Scope;

/// The heading.
pub const HEADING: &str = "Connect your own tenant";
/// What it takes.
pub const LEAD: &str = "The page needs an app registration in your tenant, so that people can sign in to it. An \
                        administrator makes it once; the page itself has no secret and no server.";
/// The heading of the steps.
pub const STEPS: &str = "Register the app";
/// The steps in the portal.
pub const PORTAL_STEPS: [&str; 5] = [
    "In the Entra admin center open App registrations and choose New registration. Name it Bestow and keep it to \
     accounts in this organizational directory only.",
    "Under Redirect URI choose Single-page application and enter the address below.",
    "Under API permissions add these delegated permissions of Microsoft Graph: User.Read, Application.Read.All and \
     RoleManagement.Read.Directory. For changes also AppRoleAssignment.ReadWrite.All and \
     RoleManagement.ReadWrite.Directory. Grant admin consent.",
    "Note the application (client) id and the directory (tenant) id of the registration.",
    "Put both into the file config.json beside this page, as below, and reload the page.",
];
/// The redirect address.
pub const REDIRECT: &str = "Redirect URI";
/// The file.
pub const FILE: &str = "config.json";
/// The same as commands.
pub const COMMANDS: &str = "The same with the Azure CLI";
/// The file, filled in by whoever hosts the page.
pub const FILE_EXAMPLE: &str = r#"{
  "tenant": "<directory (tenant) id or domain>",
  "clientId": "<application (client) id>",
  "mode": "single"
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

/// The registration as commands, for a shell.
pub fn commands(redirect: &str) -> String {
    let scopes: Vec<String> = SCOPES.iter().map(|scope| format!("{}=Scope", scope.id())).collect();
    format!(
        "appId=$(az ad app create --display-name Bestow --sign-in-audience AzureADMyOrg --query appId -o tsv)\n\
         id=$(az ad app show --id $appId --query id -o tsv)\n\
         az rest --method PATCH --url https://graph.microsoft.com/v1.0/applications/$id \\\n  \
         --body '{{\"spa\":{{\"redirectUris\":[\"{redirect}\"]}}}}'\n\
         az ad app permission add --id $appId --api {GRAPH} \\\n  --api-permissions {}\n\
         az ad app permission admin-consent --id $appId\n\
         echo $appId",
        scopes.join(" ")
    )
}

const GRAPH: crate::domain::ids::AppId = crate::domain::well_known::MICROSOFT_GRAPH;

/// What a deployment with changes needs.
const SCOPES: [Scope; 5] = [
    Scope::UserRead,
    Scope::ApplicationReadAll,
    Scope::RoleManagementReadDirectory,
    Scope::AppRoleAssignmentReadWriteAll,
    Scope::RoleManagementReadWriteDirectory,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_name_every_scope_and_the_address_to_come_back_to() {
        let commands = commands("https://bestow.example/redirect.html");
        assert!(commands.contains("[\"https://bestow.example/redirect.html\"]"), "{commands}");
        for scope in SCOPES {
            assert!(commands.contains(&format!("{}=Scope", scope.id())), "{scope}");
            assert!(PORTAL_STEPS.iter().any(|step| step.contains(scope.value())), "{scope}");
        }
        assert!(Scope::AT_SIGN_IN.iter().all(|scope| SCOPES.contains(scope)));
    }

    #[test]
    fn the_example_of_the_file_is_read_once_it_is_filled_in() {
        let filled = FILE_EXAMPLE
            .replace("<directory (tenant) id or domain>", "halden.example")
            .replace("<application (client) id>", "00000000-0000-0000-0000-00000000000a");
        assert!(crate::web::config::from_file(&filled).is_some_and(|config| config.is_ok()));
    }
}
