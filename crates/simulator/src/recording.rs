//! A transport that remembers what went over it, for counting exchanges and for asking what was sent.

use std::cell::RefCell;
use std::rc::Rc;

use domain::problem::Claims;
use domain::sort;
use domain::time::Timestamp;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};

/// One exchange, as the client saw it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// When it was sent.
    pub at: Timestamp,
    /// When the answer came.
    pub answered: Timestamp,
    /// With which token.
    pub authority: Authority,
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub outcome: Result<Response, TransportError>,
}

/// How many exchanges had to wait for one another: the length of the longest row of which each was sent when the one
/// before had been answered. It tells something only where an answer takes time.
pub fn depth(exchanges: &[Exchange]) -> usize {
    let mut rows: Vec<(&Exchange, usize)> = Vec::new();
    let mut in_order: Vec<&Exchange> = exchanges.iter().collect();
    sort::sort_by_key(&mut in_order, |exchange| exchange.at);
    for exchange in in_order {
        let before = rows.iter().filter(|(earlier, _)| earlier.answered <= exchange.at).map(|(_, length)| length).max();
        rows.push((exchange, before.map_or(1, |length| length + 1)));
    }
    rows.into_iter().map(|(_, length)| length).max().unwrap_or_default()
}

/// Remembers every exchange. Clones share their memory.
#[derive(Clone, Debug)]
pub struct Recording<T, S> {
    inner: T,
    surroundings: S,
    exchanges: Rc<RefCell<Vec<Exchange>>>,
}

impl<T: Transport, S: Surroundings> Recording<T, S> {
    /// Listens to a transport.
    pub fn new(inner: T, surroundings: S) -> Self {
        Self { inner, surroundings, exchanges: Rc::default() }
    }

    /// What happened so far, in the order in which the answers came.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.exchanges.borrow().clone()
    }

    /// Forgets what happened so far, and says how many exchanges that were.
    pub fn take(&self) -> usize {
        std::mem::take(&mut *self.exchanges.borrow_mut()).len()
    }
}

impl<T: Transport, S: Surroundings> Transport for Recording<T, S> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        let at = self.surroundings.now();
        let outcome = self.inner.send(authority, request.clone()).await;
        let answered = self.surroundings.now();
        self.exchanges.borrow_mut().push(Exchange { at, answered, authority, request, outcome: outcome.clone() });
        outcome
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exchanges_that_waited_for_one_another_count() {
        let exchange = |(at, answered): (i64, i64)| Exchange {
            at: Timestamp::from_millis(at),
            answered: Timestamp::from_millis(answered),
            authority: Authority::Read,
            request: Request::new(Vec::new()),
            outcome: Err(TransportError::Lost),
        };
        let check = |spans: &[(i64, i64)], wanted: usize| {
            let exchanges: Vec<Exchange> = spans.iter().copied().map(exchange).collect();
            assert_eq!(depth(&exchanges), wanted, "{spans:?}");
        };
        check(&[], 0);
        check(&[(0, 10), (0, 10), (5, 15)], 1);
        check(&[(10, 20), (0, 10)], 2);
        check(&[(0, 100), (0, 10), (10, 20), (20, 30)], 3);
    }
}
