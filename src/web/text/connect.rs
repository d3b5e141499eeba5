//! How to connect a tenant of one's own.

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
