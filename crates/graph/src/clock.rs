//! Surroundings for tests of what waits: time passes in sleep alone, and nothing is random.

use std::cell::Cell;
use std::time::Duration;

use super::transport::Surroundings;
use domain::time::Timestamp;

/// Time that passes in sleep alone. It begins at nought.
pub(super) struct Clock(Cell<Timestamp>);

impl Clock {
    pub(super) fn new() -> Self {
        Self(Cell::new(Timestamp::from_millis(0)))
    }

    /// Lets time pass of which no one slept.
    pub(super) fn advance(&self, span: Duration) {
        self.0.set(self.0.get() + span);
    }
}

impl Surroundings for Clock {
    fn now(&self) -> Timestamp {
        self.0.get()
    }

    async fn sleep(&self, span: Duration) {
        self.advance(span);
    }

    fn random(&self) -> u64 {
        0
    }
}
