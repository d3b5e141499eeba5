//! When something that is wanted for a limited time ends.

use std::num::NonZeroU16;
use std::time::Duration;

use crate::time::Timestamp;

/// A time after which something is wanted no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndLimit {
    /// So many hours after it is given, as a set asks for it.
    Hours(NonZeroU16),
    /// At this time, when it ends on the other identity.
    Until(Timestamp),
}

impl EndLimit {
    /// When what is given now ends.
    pub(super) fn end(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Hours(hours) => now + Duration::from_secs(3600 * u64::from(hours.get())),
            Self::Until(end) => end,
        }
    }
}
