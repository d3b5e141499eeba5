//! Finding one identity or application.

use crate::domain::identity::IdentityKind;
use crate::domain::ids::ServicePrincipalId;

/// The button.
pub const FIND: &str = "Find";
/// What may stand in the box, where only managed identities count.
pub const HINT: &str = "A name, an id, an Azure resource id, or the address of its page in a portal.";
/// What may stand in the box, where applications count as well.
pub const HINT_ALL: &str = "A managed identity or an application, such as a Run As account's: its name, an id, or the address of its page in a portal.";
/// The name of one of several that are called the same.
pub fn namesake(name: &str, id: ServicePrincipalId) -> String {
    format!("{name}, {id}")
}

/// Said while it is looked for.
pub const LOOKING: &str = "Looking in the directory";
/// Where there are more than are shown.
pub const MORE: &str = "There are more. Add a word, or paste an id.";
/// What to do where nothing was found.
pub const NONE_NEXT: &str =
    "The directory finds words by their beginning. Try the first word of the name, or paste an id.";

/// Where nothing was found.
pub fn none(applications: bool) -> &'static str {
    if applications { "No identity or application has such a name." } else { "No managed identity has such a name." }
}

/// What kind of thing was found.
pub fn kind(kind: Option<IdentityKind>) -> &'static str {
    match kind {
        Some(IdentityKind::SystemAssigned) => "System-assigned identity",
        Some(IdentityKind::UserAssigned) => "User-assigned identity",
        Some(IdentityKind::Unknown) => "Managed identity",
        None => "Application",
    }
}
