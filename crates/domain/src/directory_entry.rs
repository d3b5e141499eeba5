//! Other objects of the directory that are in some relation to an identity: its owners, what it owns, its groups.

use super::ids::ObjectId;

/// An object of the directory, as far as the token may see it.
///
/// <https://learn.microsoft.com/graph/api/resources/directoryobject>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// Its object id.
    pub id: ObjectId,
    /// What it is.
    pub kind: EntryKind,
    /// Its name. Where the token may not read objects of this kind, the service gives the id alone.
    pub name: Option<String>,
}

/// What an object of the directory is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A user.
    User,
    /// A group.
    Group {
        /// Whether directory roles can be assigned to it; `None` where the token may not read groups.
        role_assignable: Option<bool>,
    },
    /// An app registration. Who owns it can sign in as it.
    Application,
    /// An application, an API or an identity of this tenant.
    ServicePrincipal,
    /// An administrative unit.
    AdministrativeUnit,
    /// A directory role, which the service lists among memberships. What is assigned is read elsewhere.
    DirectoryRole,
    /// Another kind, by the service's name for it.
    Other(String),
}

impl DirectoryEntry {
    /// Whether this is a group through which a directory role may arrive. One that the token may not read may be.
    pub fn may_carry_roles(&self) -> bool {
        matches!(self.kind, EntryKind::Group { role_assignable } if role_assignable != Some(false))
    }
}
