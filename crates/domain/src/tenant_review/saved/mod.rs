//! A review as a file, to be read by programs and to be compared with later. `docs/review.schema.json` describes it.
//!
//! What many identities have is written once and referenced by its index, so that the file of a large tenant stays
//! small. It is made in pieces, because as one text it would double the memory that a review takes.

mod read;
mod write;

use super::ThingKey;
use crate::export::{EvidenceReader, EvidenceSource, EvidenceTenant};
use crate::file_text::NoText;
use crate::ids::{AppId, ObjectId, ServicePrincipalId, TenantId};
use crate::time::Timestamp;

pub use write::write;
pub(super) use write::{lacks, state_word};

/// The version of the form. It grows when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// The largest file that is read, in bytes: some times that of a tenant with 12,580 identities.
pub const LARGEST: usize = 64 * 1024 * 1024;

const FORMAT: &str = "bestow.review";

/// Where a review comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// A tenant, or the sample.
    pub source: EvidenceSource,
    /// Which tenant.
    pub tenant: EvidenceTenant,
    /// Who read it.
    pub read_by: EvidenceReader,
}

/// A review as it was saved: what is needed to compare another one with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The tenant.
    pub tenant: TenantId,
    /// When it was read.
    pub at: Timestamp,
    /// Whether nothing was missing.
    pub complete: bool,
    /// Whether directory roles, also those that come through groups, were read.
    pub directory_roles: bool,
    /// What was assigned, each once.
    pub things: Vec<SavedThing>,
    /// The identities.
    pub identities: Vec<SavedIdentity>,
}

/// A permission as it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedThing {
    /// What it is known by.
    pub key: ThingKey,
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

impl From<NoText> for FileError {
    fn from(none: NoText) -> Self {
        match none {
            NoText::TooLarge => Self::TooLarge,
            NoText::NotText => Self::Damaged,
        }
    }
}

/// A name for the file, made of the tenant's id and the day.
pub fn file_name(tenant: TenantId, at: Timestamp, ending: &str) -> String {
    format!("review-{tenant}-{}.{ending}", at.date())
}

#[cfg(test)]
mod tests;
