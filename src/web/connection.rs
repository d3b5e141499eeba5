//! Who answers: Microsoft, or the sample tenant. One never replaces the other.

use std::rc::Rc;

use super::fetch;
use super::sample::SampleTenant;
use super::session::Tokens;
use crate::domain::problem::Claims;
use crate::graph::transport::{Authority, Request, Response, Transport, TransportError};

/// Who answers.
#[derive(Clone)]
pub enum Connection {
    /// Microsoft Graph and Azure, with the tokens of the session.
    Live(Rc<Tokens>),
    /// The sample tenant.
    Sample(Rc<SampleTenant>),
}

impl Transport for Connection {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        match self {
            Self::Live(tokens) => fetch::send(authority, &tokens.token(authority).await?, request).await,
            Self::Sample(tenant) => tenant.send(authority, request).await,
        }
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        match self {
            Self::Live(tokens) => tokens.renew(authority, claims).await,
            Self::Sample(tenant) => tenant.renew(authority, claims).await,
        }
    }
}
