//! A review as a file, to be read by programs and to be compared with later. `docs/review.schema.json` describes it.
//!
//! What many identities have is written once and referenced by its index, so that the file of a large tenant stays
//! small. It is made in pieces, because as one text it would double the memory that a review takes.

mod form;
mod read;
mod write;

use super::PermissionKey;
use crate::file_text::FileTextError;
use crate::ids::{AppId, ObjectId, ServicePrincipalId, TenantId};
use crate::time::Timestamp;

pub use form::{LARGEST, VERSION};
pub use write::{ReviewOrigin, write};
pub(super) use write::{gap_words, state_word};

/// A review as it was saved: what is needed to compare another one with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedReview {
    /// The tenant.
    pub tenant: TenantId,
    /// When it was read.
    pub at: Timestamp,
    /// Whether nothing was missing.
    pub complete: bool,
    /// Whether directory roles, also those that come through groups, were read.
    pub directory_roles: bool,
    /// What was assigned, each once.
    pub things: Vec<SavedReviewPermission>,
    /// The identities.
    pub identities: Vec<SavedIdentity>,
}

/// A permission as it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedReviewPermission {
    /// What it is known by.
    pub key: PermissionKey,
    /// What it was called.
    pub label: String,
    /// The name of its API; empty for a directory role.
    pub api_name: String,
    /// The application id of its API, where it was known.
    pub api: Option<AppId>,
}

/// An identity as it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedIdentity {
    /// Its object id.
    pub id: ServicePrincipalId,
    /// Its name.
    pub name: String,
    /// Whether all its app roles were read.
    pub read: bool,
    /// An assignment: the index of the permission, and the group if it is through one.
    pub held: Vec<(usize, Option<ObjectId>)>,
}

/// Why a file is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileError {
    /// It is not such a file, or it was damaged.
    Damaged,
    /// It was made by a newer version of the page.
    NewerVersion,
    /// It is larger than any that is read.
    TooLarge,
    /// It is about another tenant.
    OtherTenant,
}

impl From<FileTextError> for FileError {
    fn from(none: FileTextError) -> Self {
        match none {
            FileTextError::TooLarge => Self::TooLarge,
            FileTextError::NotText => Self::Damaged,
        }
    }
}

/// A name for the file, made of the tenant's id and the day.
pub fn file_name(tenant: TenantId, at: Timestamp, ending: &str) -> String {
    format!("review-{tenant}-{}.{ending}", at.date())
}

#[cfg(test)]
mod tests;
