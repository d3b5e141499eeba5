//! A service that asks for quiet is left alone by everyone, until the time that it named.

use std::cell::Cell;

use http::StatusCode;

use super::coalesce::is_log;
use super::retry::LONGEST_WAIT;
use super::retry_after;
use super::transport::{Authority, Request, Response, Surroundings};
use domain::problem::Problem;
use domain::time::Timestamp;

/// The services that ask for patience each on their own.
#[derive(Debug, Default)]
pub(super) struct Gates {
    pub(super) graph: Gate,
    /// The logs allow five requests in ten seconds; nothing else waits for them.
    ///
    /// <https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits>
    logs: Gate,
    pub(super) azure: Gate,
}

/// Keeps requests to one service back while it wants none.
#[derive(Debug, Default)]
pub(super) struct Gate {
    until: Cell<Option<Timestamp>>,
}

impl Gates {
    /// The one that an exchange passes.
    pub(super) fn of(&self, authority: Authority) -> &Gate {
        match authority {
            Authority::Read | Authority::Change => &self.graph,
            Authority::Azure => &self.azure,
        }
    }

    /// The one that a read passes before it joins a batch.
    pub(super) fn of_read(&self, request: &Request) -> &Gate {
        if is_log(request) { &self.logs } else { &self.graph }
    }

    /// Until when a service has asked for quiet, where one still does; the longest where several do.
    pub(super) fn closed_until(&self, now: Timestamp) -> Option<Timestamp> {
        let asked = [&self.graph, &self.logs, &self.azure].into_iter().filter_map(|gate| gate.until.get());
        asked.filter(|&until| until > now).max()
    }
}

impl Gate {
    /// Lets no one through before this time.
    pub(super) fn close(&self, until: Timestamp) {
        self.until.set(self.until.get().max(Some(until)));
    }

    /// Leaves the service alone for as long as a 429 asks for, also where this request is given up: the next one is
    /// another user's.
    pub(super) fn close_on_throttling(&self, response: &Response, now: Timestamp) {
        if response.status() == StatusCode::TOO_MANY_REQUESTS
            && let Some(span) = retry_after::wait(response.headers(), now)
        {
            self.close(now + span);
        }
    }

    /// The same for a read, which a user waits for: more patience than they have without a word is a problem that they
    /// are told of at once.
    pub(super) async fn wait_for_read(&self, surroundings: &impl Surroundings) -> Result<(), Problem> {
        let now = surroundings.now();
        match self.until.get().filter(|&until| until > now).map(|until| until.since(now)) {
            Some(span) if span > LONGEST_WAIT => Err(Problem::Throttled(span)),
            _ => {
                self.wait_until_open(surroundings).await;
                Ok(())
            }
        }
    }

    /// Waits until the service may be asked. While one waits, another answer may ask for more patience.
    pub(super) async fn wait_until_open(&self, surroundings: &impl Surroundings) {
        loop {
            let now = surroundings.now();
            let Some(until) = self.until.get().filter(|&until| until > now) else { return };
            surroundings.sleep(until.since(now)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_executor::block_on;

    use super::*;
    use crate::clock::Clock;
    use crate::odata::Get;

    #[test]
    fn a_log_that_wants_quiet_holds_nothing_else_up() {
        let (gates, clock) = (Gates::default(), Clock::new());
        let throttled = http::Response::builder().status(429).header("retry-after", "10").body(Vec::new()).unwrap();
        let log = Get::new("/beta/auditLogs/signIns").request();
        gates.of_read(&log).close_on_throttling(&throttled, clock.now());
        let waited = |gate: &Gate| {
            block_on(gate.wait_until_open(&clock));
            clock.now().millis()
        };
        assert_eq!(waited(gates.of_read(&Get::new("/v1.0/servicePrincipals").request())), 0);
        assert_eq!((waited(gates.of(Authority::Read)), waited(gates.of(Authority::Azure))), (0, 0));
        assert_eq!(gates.closed_until(clock.now()), Some(Timestamp::from_millis(10_000)));
        assert_eq!(waited(gates.of_read(&log)), 10_000);
        assert_eq!(gates.closed_until(clock.now()), None);
    }

    #[test]
    fn read_waits_no_longer_than_the_limit() {
        let (gate, clock) = (Gate::default(), Clock::new());
        gate.close(clock.now() + Duration::from_secs(900));
        assert_eq!(block_on(gate.wait_for_read(&clock)), Err(Problem::Throttled(Duration::from_secs(900))));
        assert_eq!(clock.now().millis(), 0);
        clock.advance(Duration::from_secs(890));
        assert_eq!(block_on(gate.wait_for_read(&clock)), Ok(()));
        assert_eq!(clock.now().millis(), 900_000);
    }
}
