//! How fast a long reading goes, so that it never takes more of the tenant's quota than the service gives.
//!
//! The service measures a program in resource units over ten seconds, by the size of the tenant, which a program cannot
//! see: the quota of a small one is assumed. Four fifths of it are used, so that what is sent at the end of one ten
//! seconds and arrives in the next does no harm, and whatever else the user does meanwhile has room. Reads that do not
//! belong to the long reading are noted and never kept waiting.
//!
//! <https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits>

use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

use super::transport::Surroundings;
use domain::time::Timestamp;

/// The span over which the service measures.
const WINDOW: Duration = Duration::from_secs(10);
/// Four fifths of what a tenant of fewer than 50 people gives: 3,500 units.
const UNITS: u32 = 2_800;
/// Four fifths of the reports that any tenant gives: five.
const REPORTS: u32 = 4;

/// What was spent lately of one quota.
#[derive(Debug)]
pub(super) struct Pace {
    most: u32,
    spent: RefCell<VecDeque<(Timestamp, u32)>>,
}

impl Pace {
    /// The pace of everything but logs and reports, in resource units.
    pub(super) fn of_units() -> Self {
        Self { most: UNITS, spent: RefCell::default() }
    }

    /// The pace of logs and reports, in requests.
    pub(super) fn of_reports() -> Self {
        Self { most: REPORTS, spent: RefCell::default() }
    }

    /// Notes what is spent without waiting.
    pub(super) fn note(&self, cost: u32, now: Timestamp) {
        self.forget(now);
        self.spent.borrow_mut().push_back((now, cost));
    }

    /// Waits until this much may be spent, and spends it. More than there ever is counts as all there is.
    pub(super) async fn spend(&self, cost: u32, surroundings: &impl Surroundings) {
        let cost = cost.min(self.most);
        loop {
            let now = surroundings.now();
            let Some(wait) = self.wait(cost, now) else { return self.note(cost, now) };
            surroundings.sleep(wait).await;
        }
    }

    /// How long it takes until this much may be spent; nothing, where it may be now.
    fn wait(&self, cost: u32, now: Timestamp) -> Option<Duration> {
        self.forget(now);
        let spent = self.spent.borrow();
        let mut over = (spent.iter().map(|(_, cost)| cost).sum::<u32>() + cost).checked_sub(self.most + 1)? + 1;
        for (at, cost) in spent.iter() {
            over = over.saturating_sub(*cost);
            if over == 0 {
                return Some((*at + WINDOW).since(now));
            }
        }
        None
    }

    fn forget(&self, now: Timestamp) {
        let mut spent = self.spent.borrow_mut();
        while spent.front().is_some_and(|(at, _)| now.since(*at) >= WINDOW) {
            spent.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::block_on;

    use super::*;
    use crate::clock::Clock;

    #[test]
    fn no_ten_seconds_see_more_than_there_is() {
        let (pace, clock) = (Pace::of_units(), Clock::new());
        let mut sent: Vec<(i64, u32)> = Vec::new();
        block_on(async {
            for _ in 0..1_000 {
                pace.spend(20, &clock).await;
                sent.push((clock.now().millis(), 20));
                clock.sleep(Duration::from_millis(7)).await;
            }
        });
        for (at, _) in &sent {
            let within: u32 = sent.iter().filter(|(when, _)| (*at..at + 10_000).contains(when)).map(|(_, it)| it).sum();
            assert!(within <= UNITS, "{within} from {at} on");
        }
        let seconds = sent.last().map_or(0, |(at, _)| at / 1_000);
        assert!((60..75).contains(&seconds), "20,000 units took {seconds} s");
    }

    #[test]
    fn what_is_noted_makes_the_next_one_wait() {
        let (pace, clock) = (Pace::of_reports(), Clock::new());
        pace.note(3, clock.now());
        block_on(pace.spend(1, &clock));
        assert_eq!(clock.now().millis(), 0);
        block_on(pace.spend(1, &clock));
        assert_eq!(clock.now().millis(), 10_000);
        block_on(pace.spend(100, &clock));
        assert_eq!(clock.now().millis(), 20_000, "more than there is waits for all there is");
    }
}
