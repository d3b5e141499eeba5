//! The first page.

/// The heading.
pub const HEADING: &str = "Manage permissions of Azure managed identities";
/// What the product is, in one sentence.
pub const LEAD: &str = "See what every managed identity can do, grant Microsoft Graph, SharePoint and Exchange permissions without \
     scripts, and keep a receipt of every change.";
/// Said until the page has started.
pub const LOADING: &str = "Loading…";
/// The button for a real tenant.
pub const SIGN_IN: &str = "Sign in with Microsoft";
/// The button for the made-up one.
pub const OPEN_SAMPLE: &str = "Open the sample tenant";
/// What the sample is.
pub const SAMPLE_HINT: &str = "The sample tenant is made up, runs in this browser only and needs no account.";
/// Why there is no sign-in.
pub const NOT_CONNECTED: &str = "Bestow isn't connected to a tenant yet. The web host has no config.json.";
/// The link that helps.
pub const CONNECT: &str = "Connect your own tenant";

/// The heading of what is asked for.
pub const ASKS: &str = "Permissions";
/// What signing in asks for.
pub const ASKS_LEAD: &str = "Delegated, read-only permissions requested at sign-in:";
/// What a change asks for.
pub const ASKS_LATER: &str = "Permissions for changes are requested when you apply your first change, not before.";

/// The heading of what is never done.
pub const NEVER: &str = "What Bestow never does";
/// What is never done.
pub const NEVER_ITEMS: [&str; 4] = [
    "There's no server. Your browser talks only to Microsoft; nothing about your tenant is sent to the site owner.",
    "Bestow changes nothing that you haven't reviewed line by line.",
    "No telemetry, no third-party content, no tenant data stored on a server.",
    "The sample is never mixed with your tenant: the header always shows which one is open.",
];

/// The heading of what can be done.
pub const DOES: &str = "What you can do";
/// What can be done.
pub const DOES_ITEMS: [&str; 3] = [
    "Find an identity by name, object ID, client ID, resource ID or portal URL.",
    "See its application permissions, Entra roles and Azure roles on one page.",
    "Grant Microsoft Graph, SharePoint, Exchange and other permissions, with a review and a receipt.",
];

/// Said while the sample tenant is fetched.
pub const OPENING_SAMPLE: &str = "Opening the sample tenant";
