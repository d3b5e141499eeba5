//! Whose a part of a set is: an API, the directory, or only a name.

use crate::web::tenant::tenant_text::visible;
use crate::web::text::{change, places, review, role_name};
use domain::change::permission::Permission;
use domain::change::wish::Wish;
use domain::sets::{SetEntry, SetEntryOwner};

/// Whose a part of a set is, and for how long the set asks for it.
pub fn of_entry(entry: &SetEntry) -> String {
    match &entry.wish {
        Wish::Add(Permission::EntraRole { scope, .. }, lasting) => places::directory_role(scope, None, *lasting),
        _ => of(&entry.of),
    }
}

/// Whose a part of a set is.
fn of(of: &SetEntryOwner) -> String {
    match of {
        SetEntryOwner::Api(id, name) => name.as_deref().map_or_else(|| role_name::api(*id), visible),
        SetEntryOwner::Directory => review::DIRECTORY_ROLE.to_owned(),
        SetEntryOwner::Name => change::ANY_API.to_owned(),
    }
}
