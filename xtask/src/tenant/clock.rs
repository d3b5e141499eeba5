//! The tenant's clock: that of the machine, which tests may put forward.

use std::time::{Duration, SystemTime};

use domain::time::Timestamp;

/// Real time and how far it was put forward.
#[derive(Default)]
pub struct Clock {
    ahead: Duration,
}

impl Clock {
    /// The time in the tenant.
    pub fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(0) + since + self.ahead
    }

    /// Puts the clock forward.
    pub fn advance(&mut self, span: Duration) {
        self.ahead += span;
    }
}
