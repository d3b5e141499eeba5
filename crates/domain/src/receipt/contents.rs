//! What a receipt says, whatever form it is written in.

use super::entry::{Outcome, ReceiptEntry};
use crate::cloud::Cloud;
use crate::effect::{AZURE_ROLE_DELAY, TOKEN_KEPT};
use crate::export::EvidenceSource;
use crate::ids::{TenantId, UserId};
use crate::time::Timestamp;

/// The version of the JSON form. It grows when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// What was changed, by whom, where and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Whether it was a real tenant.
    pub source: EvidenceSource,
    /// The cloud that the tenant is in.
    pub cloud: Cloud,
    /// The tenant's id.
    pub tenant: TenantId,
    /// The tenant's name.
    pub tenant_name: String,
    /// Who made the change.
    pub person: UserId,
    /// The name that user signs in with.
    pub user_principal_name: String,
    /// Why, in the user's own words, where they had to give a reason.
    pub reason: Option<String>,
    /// When it began.
    pub started: Timestamp,
    /// When something last happened.
    pub ended: Timestamp,
    /// Each change, in the order of the plan.
    pub changes: Vec<ReceiptEntry>,
}

/// How many changes came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReceiptCounts {
    /// Changes that were done.
    pub done: usize,
    /// Changes that were so already.
    pub was_so: usize,
    /// Removals of what someone assigned again.
    pub assigned_again: usize,
    /// Changes that were refused.
    pub refused: usize,
    /// Changes of which it cannot be told.
    pub unknown: usize,
    /// Changes that were not sent.
    pub not_sent: usize,
}

impl Receipt {
    /// How many changes came to what.
    pub fn counts(&self) -> ReceiptCounts {
        let mut tally = ReceiptCounts::default();
        for change in &self.changes {
            *match change.outcome {
                Outcome::Done(_) => &mut tally.done,
                Outcome::WasSo => &mut tally.was_so,
                Outcome::AssignedAgain(_) => &mut tally.assigned_again,
                Outcome::Refused(_) => &mut tally.refused,
                Outcome::Unknown => &mut tally.unknown,
                Outcome::NotSent(_) => &mut tally.not_sent,
            } += 1;
        }
        tally
    }

    /// By when everything that was done is certainly in effect; nothing, where nothing was done.
    pub fn effective_by(&self) -> Option<Timestamp> {
        let done = self.changes.iter().filter_map(|change| {
            let at = match change.outcome {
                Outcome::Done(at) => at,
                // It may have been done as late as the end.
                Outcome::Unknown => self.ended,
                _ => return None,
            };
            Some(at + if change.is_azure { AZURE_ROLE_DELAY } else { TOKEN_KEPT })
        });
        done.max()
    }

    /// Whether something was done, or may have been, that counts once a token is renewed.
    pub fn shows_in_tokens(&self) -> bool {
        let may_be_done = |change: &&ReceiptEntry| matches!(change.outcome, Outcome::Done(_) | Outcome::Unknown);
        self.changes.iter().filter(may_be_done).any(|change| !change.is_azure)
    }
}
