//! When things in the sample happened.

use std::time::Duration;

use domain::time::Timestamp;

/// A time of day that differs from day to day, so that dates do not all look alike.
pub(super) fn days_before(now: Timestamp, days: u64) -> Timestamp {
    now - Duration::from_secs(days * 86_400 + days * 7_919 % 36_000)
}
