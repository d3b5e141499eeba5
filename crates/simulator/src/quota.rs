//! How much a program may ask of a tenant: resource units in ten seconds, writes in two and a half minutes, and a few
//! reports in ten seconds.
//!
//! <https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits>
//! <https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits>

use std::collections::VecDeque;
use std::time::Duration;

use super::refusal::Refusal;
use domain::time::Timestamp;

const UNITS_WINDOW: Duration = Duration::from_secs(10);
const WRITES_WINDOW: Duration = Duration::from_secs(150);
const MOST_WRITES: u32 = 3_000;
const REPORTS_WINDOW: Duration = Duration::from_secs(10);
const MOST_REPORTS: u32 = 5;

/// What a request takes of the quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Charge {
    /// Resource units.
    pub units: u32,
    /// Writes.
    pub writes: u32,
    /// Logs and reports, which are measured on their own.
    pub reports: u32,
}

/// The size of a tenant, by which Microsoft Graph measures out what a program may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TenantSize {
    /// Fewer than 50 people.
    Small,
    /// 50 to 500 people.
    Medium,
    /// More than 500 people.
    Large,
}

impl TenantSize {
    /// Resource units in ten seconds.
    fn units(self) -> u32 {
        match self {
            Self::Small => 3_500,
            Self::Medium => 5_000,
            Self::Large => 8_000,
        }
    }
}

/// What was asked lately.
#[derive(Clone, Debug, Default)]
pub(super) struct Quota {
    size: Option<TenantSize>,
    units: VecDeque<(Timestamp, u32)>,
    writes: VecDeque<(Timestamp, u32)>,
    reports: VecDeque<(Timestamp, u32)>,
}

impl Quota {
    /// Measures from now on, or no longer.
    pub(super) fn set(&mut self, size: Option<TenantSize>) {
        *self = Self { size, ..Self::default() };
    }

    /// Refuses a request that is too much. A refused request counts like another.
    pub(super) fn charge(&mut self, now: Timestamp, charge: Charge) -> Result<(), Refusal> {
        let Some(size) = self.size else { return Ok(()) };
        let free = |spent: &mut VecDeque<(Timestamp, u32)>, cost: u32, window: Duration, most: u32| {
            while spent.front().is_some_and(|(at, _)| now.since(*at) >= window) {
                spent.pop_front();
            }
            if cost > 0 {
                spent.push_back((now, cost));
            }
            let sum: u32 = spent.iter().map(|(_, cost)| cost).sum();
            let oldest = spent.front().map_or(Duration::ZERO, |(at, _)| now.since(*at));
            if cost > 0 && sum > most { Some(window.saturating_sub(oldest)) } else { None }
        };
        let by_units = free(&mut self.units, charge.units, UNITS_WINDOW, size.units());
        let by_writes = free(&mut self.writes, charge.writes, WRITES_WINDOW, MOST_WRITES);
        let by_reports = free(&mut self.reports, charge.reports, REPORTS_WINDOW, MOST_REPORTS);
        match by_units.max(by_writes).max(by_reports) {
            Some(wait) => Err(Refusal::TooManyRequests { after: wait.as_secs().max(1) }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Charge = Charge { units: 1, writes: 0, reports: 0 };

    #[test]
    fn what_is_spent_comes_back_after_ten_seconds() {
        let at = |millis| Timestamp::from_millis(millis);
        let mut quota = Quota::default();
        quota.set(Some(TenantSize::Small));
        assert!((0..3_500).all(|_| quota.charge(at(0), ONE).is_ok()));
        assert_eq!(quota.charge(at(4_000), ONE), Err(Refusal::TooManyRequests { after: 6 }));
        assert_eq!(quota.charge(at(10_000), ONE), Ok(()));
    }

    #[test]
    fn reports_are_few_and_hold_nothing_else_up() {
        let now = Timestamp::from_millis(0);
        let report = Charge { reports: 1, ..ONE };
        let mut quota = Quota::default();
        quota.set(Some(TenantSize::Small));
        assert!((0..5).all(|_| quota.charge(now, report).is_ok()));
        assert_eq!(quota.charge(now, report), Err(Refusal::TooManyRequests { after: 10 }));
        assert_eq!(quota.charge(now, ONE), Ok(()));
    }

    #[test]
    fn writes_are_measured_by_themselves() {
        let mut quota = Quota::default();
        quota.set(Some(TenantSize::Large));
        let writes = |writes| Charge { writes, ..ONE };
        assert_eq!(quota.charge(Timestamp::from_millis(0), writes(3_000)), Ok(()));
        let after = Err(Refusal::TooManyRequests { after: 130 });
        assert_eq!(quota.charge(Timestamp::from_millis(20_000), writes(1)), after);
    }

    #[test]
    fn without_a_size_nothing_is_too_much() {
        let all = Charge { units: u32::MAX, writes: u32::MAX, reports: u32::MAX };
        assert_eq!(Quota::default().charge(Timestamp::from_millis(0), all), Ok(()));
    }
}
