//! A transport that remembers what went over it, for counting exchanges and for asking what was sent.

use std::cell::RefCell;
use std::rc::Rc;

use crate::domain::problem::Claims;
use crate::domain::time::Timestamp;
use crate::graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};

/// One exchange, as the client saw it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// When it was sent.
    pub at: Timestamp,
    /// With which token.
    pub authority: Authority,
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub outcome: Result<Response, TransportError>,
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
        self.exchanges.borrow_mut().push(Exchange { at, authority, request, outcome: outcome.clone() });
        outcome
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}
