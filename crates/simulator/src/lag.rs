//! Replication that takes its time: reads that do not see what was just written.
//!
//! This is a property of the service, so it is here and not among the network faults: a write is decided by what is
//! true (a duplicate is refused at once), while a read, and the check whether a principal exists, meets a copy that may
//! be behind.

use std::collections::VecDeque;
use std::time::Duration;

use super::tenant::{Tenant, mix};
use domain::time::Timestamp;

/// How far the copies that answer reads are behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lag {
    /// How long it takes until every read sees a write.
    pub span: Duration,
    /// Whether some reads see it earlier, so that of two reads the later one may see less.
    pub flapping: bool,
}

/// What the tenant was before its latest writes.
#[derive(Clone, Debug, Default)]
pub(super) struct Replica {
    lag: Option<Lag>,
    /// When a write happened, and the tenant before it; oldest first.
    before: VecDeque<(Timestamp, Tenant)>,
}

impl Replica {
    pub(super) fn set(&mut self, lag: Option<Lag>) {
        self.lag = lag;
        self.before.clear();
    }

    /// Whether the tenant before a write must be remembered.
    pub(super) fn lags(&self) -> bool {
        self.lag.is_some()
    }

    /// Remembers the tenant before a write.
    pub(super) fn remember(&mut self, at: Timestamp, before: Tenant) {
        self.before.push_back((at, before));
    }

    /// What a read sees, where it is not what is true. Writes that every read sees by now are forgotten.
    pub(super) fn seen_at(&mut self, now: Timestamp, number: u64) -> Option<&Tenant> {
        let lag = self.lag?;
        while self.before.front().is_some_and(|(at, _)| now.since(*at) >= lag.span) {
            self.before.pop_front();
        }
        let is_ahead = lag.flapping && mix(number).is_multiple_of(2);
        if is_ahead { None } else { self.before.front().map(|(_, tenant)| tenant) }
    }
}
