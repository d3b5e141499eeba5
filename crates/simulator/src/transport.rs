//! The simulator where a client expects the network.

use std::cell::RefCell;
use std::rc::Rc;

use domain::problem::Claims;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};

use super::caller::Caller;
use super::service::Simulator;

/// Carries requests to a simulator in the same program, at once and without loss.
#[derive(Clone, Debug)]
pub struct SimulatorTransport<S> {
    simulator: Rc<RefCell<Simulator>>,
    surroundings: S,
    reader: Option<Caller>,
    writer: Option<Caller>,
}

impl<S: Surroundings> SimulatorTransport<S> {
    /// A transport for one user, whose token serves for reading and for changes alike.
    pub fn new(simulator: Rc<RefCell<Simulator>>, surroundings: S, caller: Caller) -> Self {
        Self { simulator, surroundings, reader: Some(caller.clone()), writer: Some(caller) }
    }

    /// The same, but changes go out with another token.
    #[must_use]
    pub fn changing_as(mut self, writer: Option<Caller>) -> Self {
        self.writer = writer;
        self
    }
}

impl<S: Surroundings> Transport for SimulatorTransport<S> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        let caller = match authority {
            Authority::Read | Authority::Azure => &self.reader,
            Authority::Change => &self.writer,
        };
        let Some(caller) = caller else { return Err(TransportError::SignInNeeded) };
        Ok(self.simulator.borrow_mut().answer(Some(caller), self.surroundings.now(), &request))
    }

    /// Always works: a simulator in the same program issues no tokens, so there is nothing to step up.
    async fn renew(&self, _authority: Authority, _claims: Option<&Claims>) -> Result<(), TransportError> {
        Ok(())
    }
}
