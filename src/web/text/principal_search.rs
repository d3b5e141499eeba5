//! Finding one identity or application.

use domain::identity::IdentityKind;
use domain::ids::ServicePrincipalId;

/// The button.
pub const FIND: &str = "Find";
/// What may be in the box, where only managed identities count.
pub const HINT: &str = "Name, object ID, client ID, resource ID or portal URL";
/// What may be in the box, where applications count as well.
pub const HINT_ALL: &str = "Managed identity or application (for example, a Run As account): name, ID or portal URL";
/// The name of one of several service principals with the same name.
pub fn namesake(name: &str, id: ServicePrincipalId) -> String {
    format!("{name}, {id}")
}

/// Said while it is looked for.
pub const LOOKING: &str = "Searching";
/// Where there are more than are shown.
pub const MORE: &str = "More results exist. Add a word, or paste an ID.";
/// What to do where nothing was found.
pub const NONE_NEXT: &str = "Search matches the start of words. Enter the beginning of the name, or paste an ID.";

/// Where nothing was found.
pub fn none(applications: bool) -> &'static str {
    if applications { "No identities or applications found." } else { "No managed identities found." }
}

/// The kind of a managed identity that was found.
pub fn kind(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::SystemAssigned => "System-assigned identity",
        IdentityKind::UserAssigned => "User-assigned identity",
        IdentityKind::Unknown => "Managed identity",
    }
}
