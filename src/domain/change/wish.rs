//! What an identity should hold, as a person or a set names it.

use crate::domain::directory_role::DirectoryScope;
use crate::domain::ids::{AppId, AppRoleId, RoleDefinitionId};

/// Something that an identity should hold. Nothing has been looked up yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// An app role of an API.
    AppRole {
        /// The API, by the id that it has in every tenant.
        api: AppId,
        /// The role within it.
        role: RoleKey,
    },
    /// A directory role.
    DirectoryRole {
        /// The role.
        role: RoleDefinitionId,
        /// Where it is to count.
        scope: DirectoryScope,
    },
    /// A name that someone pasted. It may be an app role of any API or a directory role.
    Named {
        /// The API, where the text told which.
        api: Option<AppId>,
        /// The name as it was pasted.
        name: String,
    },
}

/// How an app role is named within its API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleKey {
    /// By its id, as when it was picked from the API's own list.
    Id(AppRoleId),
    /// By its value, as in a set.
    Value(String),
}
