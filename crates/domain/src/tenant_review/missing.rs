//! How far a reading has come, and what could not be read.

use crate::ids::{ObjectId, ServicePrincipalId};
use crate::problem::Problem;

/// What could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingData {
    /// The list of identities, or a part of it.
    Identities(Problem),
    /// Identities that were not read yet, because the reading was stopped.
    NotReadYet(usize),
    /// The app roles of these identities, or a part of them.
    Grants {
        /// The identities, with their names.
        identities: Vec<(ServicePrincipalId, String)>,
        /// Why, for the first of them.
        problem: Problem,
    },
    /// Which principals have directory roles.
    DirectoryRoles(Problem),
    /// Azure roles, or what tells where they lead, though Azure is connected.
    AzureRoles(Problem),
    /// The members of these groups, which have directory roles or Azure roles.
    Members {
        /// The groups, with their names where they are known.
        groups: Vec<(ObjectId, String)>,
        /// Why, for the first of them.
        problem: Problem,
    },
    /// The names of directory roles.
    RoleNames(Problem),
    /// Which directory roles end by themselves. That they are assigned is known.
    Endings(Problem),
    /// The names of app roles, and so their tiers.
    Apis(Problem),
    /// Entries that the service sent and this program could not read.
    Unreadable(usize),
}

/// How far a reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingProgress {
    /// How many identities have been read completely.
    pub done: usize,
    /// How many there are, as far as they are known.
    pub all: usize,
    /// Whether all of them are known.
    pub all_known: bool,
}
