//! How long a sign-in lasts here: without being used, and at the longest.
//!
//! Microsoft ends a browser's refresh token after 24 hours, whatever happens
//! (<https://learn.microsoft.com/entra/identity-platform/refresh-tokens>); this page does so much earlier. What can
//! write is given less time than what can only read.

use std::time::Duration;

use crate::web::config::Mode;
use domain::time::Timestamp;

/// How long a token may live in this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Without being used.
    pub idle: Duration,
    /// From the sign-in on.
    pub whole: Duration,
}

/// Why a sign-in has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryReason {
    /// No one used it.
    Unused,
    /// It is as old as it may get.
    Old,
}

/// When a sign-in began and was last used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInUse {
    /// When it began.
    pub began: Timestamp,
    /// When the user last did something here, or a request took its token.
    pub last: Timestamp,
}

const MINUTE: Duration = Duration::from_secs(60);
/// A sign-in is not ended while requests go out: what is being applied comes to its end first.
const AT_REST: Duration = MINUTE;

impl Limits {
    /// The limits of a token that can write and is beside the sign-in: the one for changes, and the one for Azure,
    /// which only reads with it but has no permission that only reads.
    pub const BESIDE: Self = Self { idle: MINUTE.saturating_mul(15), whole: MINUTE.saturating_mul(60) };

    /// The limits of the sign-in of a deployment.
    pub fn of(mode: Mode) -> Self {
        let hour = MINUTE * 60;
        if mode.reads_only() {
            Self { idle: hour, whole: hour * 8 }
        } else {
            Self { idle: MINUTE * 15, whole: hour * 4 }
        }
    }

    /// Whether a sign-in that began then is too old to be taken up again.
    pub fn is_over(self, began: Timestamp, now: Timestamp) -> bool {
        now.since(began) >= self.whole
    }

    /// Whether a sign-in has ended. A clock that was put back ends nothing: the token itself still runs out.
    pub fn expired(self, used: SignInUse, now: Timestamp) -> Option<ExpiryReason> {
        let idle = now.since(used.last);
        if idle >= self.idle {
            Some(ExpiryReason::Unused)
        } else if self.is_over(used.began, now) && idle >= AT_REST {
            Some(ExpiryReason::Old)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::config::Storage;
    use domain::ids::AppId;

    const CLIENT: AppId = AppId::known("00000000-0000-0000-0000-00000000000a");
    const START: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn after(began: u64, last: u64, mode: Mode) -> Option<ExpiryReason> {
        let now = START + MINUTE * 10_000;
        let ago = |minutes: u64| now - Duration::from_secs(minutes * 60);
        Limits::of(mode).expired(SignInUse { began: ago(began), last: ago(last) }, now)
    }

    #[test]
    fn what_is_not_used_ends_and_what_can_write_ends_sooner() {
        let single = Mode::Single { client: CLIENT, storage: Storage::Memory };
        let read_only = Mode::ReadOnly { client: CLIENT };
        for (began, last, single_ends, reader_ends) in [
            (14, 14, None, None),
            (15, 15, Some(ExpiryReason::Unused), None),
            (60, 60, Some(ExpiryReason::Unused), Some(ExpiryReason::Unused)),
            (240, 0, None, None),
            (240, 1, Some(ExpiryReason::Old), None),
            (480, 1, Some(ExpiryReason::Old), Some(ExpiryReason::Old)),
        ] {
            assert_eq!(after(began, last, single), single_ends, "single, {began} and {last} minutes");
            assert_eq!(after(began, last, read_only), reader_ends, "read-only, {began} and {last} minutes");
        }
    }

    #[test]
    fn tokens_that_can_write_end_after_15_idle_minutes_or_one_hour() {
        let now = START + MINUTE * 10_000;
        for (began, last, ends) in [
            (14, 14, None),
            (15, 15, Some(ExpiryReason::Unused)),
            (59, 14, None),
            // What is under way comes to its end.
            (60, 0, None),
            (60, 1, Some(ExpiryReason::Old)),
            (90, 14, Some(ExpiryReason::Old)),
        ] {
            let used = SignInUse { began: now - MINUTE * began, last: now - MINUTE * last };
            assert_eq!(Limits::BESIDE.expired(used, now), ends, "{began} and {last} minutes");
        }
        for mode in [Mode::ReadOnly { client: CLIENT }, Mode::Single { client: CLIENT, storage: Storage::Session }] {
            let entered = Limits::of(mode);
            assert!(Limits::BESIDE.idle <= entered.idle && Limits::BESIDE.whole < entered.whole, "{mode:?}");
        }
    }

    #[test]
    fn a_clock_that_was_put_back_ends_nothing() {
        let used = SignInUse { began: START + MINUTE, last: START + MINUTE };
        assert_eq!(Limits::BESIDE.expired(used, START), None);
        assert!(!Limits::BESIDE.is_over(used.began, START));
    }
}
