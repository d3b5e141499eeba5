//! Who answers: Microsoft, or the sample tenant. One never replaces the other.

use std::rc::Rc;

use super::fetch;
use super::sample::SampleTenant;
use super::session::account::UserInTenant;
use super::session::tokens::Tokens;
use domain::problem::Claims;
use graph::transport::{Authority, Request, Response, Transport, TransportError};

/// Who answers.
#[derive(Clone)]
pub enum Connection {
    /// Microsoft Graph and Azure, with the tokens of the session.
    Live {
        /// The tokens.
        tokens: Rc<Tokens>,
        /// Who was signed in when the connection was opened. The token of anyone else never goes out on it.
        opened_for: UserInTenant,
    },
    /// The sample tenant.
    Sample(Rc<SampleTenant>),
}

impl Transport for Connection {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        match self {
            Self::Live { tokens, opened_for } => {
                fetch::send(authority, &tokens.token(*opened_for, authority).await?, request).await
            }
            Self::Sample(tenant) => tenant.send(authority, request).await,
        }
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        match self {
            Self::Live { tokens, opened_for } => tokens.renew(*opened_for, authority, claims).await,
            Self::Sample(tenant) => tenant.renew(authority, claims).await,
        }
    }
}
