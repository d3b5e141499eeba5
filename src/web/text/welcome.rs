//! The first page.

/// The heading.
pub const HEADING: &str = "What may your managed identities do?";
/// What the product is, in one sentence.
pub const LEAD: &str = "Bestow shows everything an Azure managed identity may do in your tenant, and gives it the \
                        permissions it needs, after you have seen exactly what will change.";
/// Said until the page has started.
pub const LOADING: &str = "Loading…";
/// The button for a real tenant.
pub const SIGN_IN: &str = "Sign in with Microsoft";
/// The button for the made-up one.
pub const OPEN_SAMPLE: &str = "Open the sample tenant";
/// What the sample is.
pub const SAMPLE_HINT: &str = "The sample tenant is made up, runs in this browser only and needs no account.";
/// Why there is no sign-in.
pub const NOT_CONNECTED: &str = "This page is not connected to a tenant yet.";
/// The link that helps.
pub const CONNECT: &str = "Connect your own tenant";

/// The heading of what is asked for.
pub const ASKS: &str = "What it asks for";
/// What signing in asks for.
pub const ASKS_LEAD: &str = "Signing in asks for permission to read, in your name and within your own rights:";
/// What a change asks for.
pub const ASKS_LATER: &str =
    "Permission to change something is asked for when you apply your first change, and not before.";

/// The heading of what is never done.
pub const NEVER: &str = "What it never does";
/// What is never done.
pub const NEVERS: [&str; 4] = [
    "It has no server. Your browser talks to Microsoft and to nobody else; nothing about your tenant is sent to \
     whoever hosts this page.",
    "It writes nothing that you have not reviewed line by line.",
    "It keeps no record of your tenant, measures nothing, and loads nothing from other sites.",
    "It never mixes the sample with your tenant: the header always says which one is open.",
];

/// The heading of what can be done.
pub const DOES: &str = "What you can do here";
/// What can be done.
pub const DOESES: [&str; 3] = [
    "Find an identity by name, object id, application id, Azure resource id or a pasted portal address.",
    "See its application permissions and directory roles on one page, by API and complete.",
    "Give it Microsoft Graph, SharePoint, Exchange and other permissions, with a preview and a receipt.",
];

/// Said while the sample tenant is fetched.
pub const OPENING_SAMPLE: &str = "Opening the sample tenant";
/// Said where the sample tenant did not open.
pub const SAMPLE_FAILED: &str = "The sample tenant could not be loaded. Reload the page; if that does not help, its file may be missing on the web host.";
