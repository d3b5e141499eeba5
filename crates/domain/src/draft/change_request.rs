//! A change request, and why one is not opened.

use std::fmt;

use crate::change::wish::{Wanted, Wish};
use crate::file_text::FileTextError;
use crate::ids::{ServicePrincipalId, TenantId};
use crate::time::Timestamp;

/// The most wishes that one change request contains.
pub const MOST_WISHES: usize = 500;

/// The largest change request that is read, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// The longest name or value of a permission, in characters.
pub const LONGEST_NAME: usize = 200;

/// The longest claim about where a change request comes from, in characters.
pub const LONGEST_CLAIM: usize = 200;

/// How long a change request can be used after it was made.
pub const LIFETIME: std::time::Duration = std::time::Duration::from_secs(7 * 24 * 3600);

/// How far a clock may be ahead of another before a change request counts as coming from the future.
const CLOCK_DIFFERENCE: std::time::Duration = std::time::Duration::from_secs(600);

/// A change that was composed and not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The tenant that it is for.
    pub tenant: TenantId,
    /// When it was made, by the clock of its author.
    pub created: Timestamp,
    /// Who made it and why, in their own words. A claim: shown as one, never used.
    pub claim: String,
    /// What is wished for, none of it looked up.
    pub wishes: Vec<Wanted>,
}

/// Why a change request is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// It is not a change request, or it was damaged on the way. Ask for it again.
    Damaged,
    /// It was made by a newer version of the page. Reload, or ask the host to update.
    NewerVersion,
    /// It is larger than any change request that the page makes.
    TooLarge,
    /// It is for another tenant. Sign in there.
    OtherTenant(TenantId),
    /// It is too old. Ask for a new one.
    Expired(Timestamp),
    /// It says that it was made later than now: one of the two clocks is wrong.
    FromTheFuture(Timestamp),
    /// It wishes for nothing.
    Empty,
}

/// For tests; the sentences that users read are in `web/text`.
impl fmt::Display for DraftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for DraftError {}

impl From<FileTextError> for DraftError {
    fn from(none: FileTextError) -> Self {
        match none {
            FileTextError::TooLarge => Self::TooLarge,
            FileTextError::NotText => Self::Damaged,
        }
    }
}

impl Draft {
    /// A change request of these wishes. The claim is cut to its longest length.
    pub fn new(tenant: TenantId, created: Timestamp, claim: &str, wishes: Vec<Wanted>) -> Self {
        Self { tenant, created, claim: claim.chars().take(LONGEST_CLAIM).collect(), wishes }
    }

    /// Until when it can be used.
    pub fn expires(&self) -> Timestamp {
        self.created + LIFETIME
    }

    /// Whether it can be used here and now.
    ///
    /// # Errors
    ///
    /// [`DraftError::OtherTenant`], [`DraftError::Expired`] or [`DraftError::FromTheFuture`].
    pub fn check(&self, tenant: TenantId, now: Timestamp) -> Result<(), DraftError> {
        if self.tenant != tenant {
            return Err(DraftError::OtherTenant(self.tenant));
        }
        if self.created > now + CLOCK_DIFFERENCE {
            return Err(DraftError::FromTheFuture(self.created));
        }
        let expires = self.expires();
        if expires < now { Err(DraftError::Expired(expires)) } else { Ok(()) }
    }

    /// The wishes of one identity after the other, each identity once, in the order in which they first appear.
    pub fn by_identity(&self) -> Vec<(ServicePrincipalId, Vec<Wish>)> {
        let mut groups: Vec<(ServicePrincipalId, Vec<Wish>)> = Vec::new();
        for Wanted { identity, wish } in &self.wishes {
            match groups.iter_mut().find(|(id, _)| id == identity) {
                Some((_, wishes)) => wishes.push(wish.clone()),
                None => groups.push((*identity, vec![wish.clone()])),
            }
        }
        groups
    }
}
