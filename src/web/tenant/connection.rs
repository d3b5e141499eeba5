//! Who answers: Microsoft, or the sample tenant. One never replaces the other.

use std::rc::Rc;

use crate::web::msal::{Client, Renewal};
use crate::web::session::account::UserInTenant;
use crate::web::session::tokens::Tokens;
use crate::web::tenant::fetch;
use crate::web::tenant::sample::SampleTenant;
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
    /// Microsoft, with the token of one sign-in that a connection is tested with. It belongs to no session.
    Tested(Rc<Client>),
}

impl Transport for Connection {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        match self {
            Self::Live { tokens, opened_for } => {
                fetch::send(authority, &tokens.token(*opened_for, authority).await?, request).await
            }
            Self::Sample(tenant) => tenant.send(authority, request).await,
            Self::Tested(client) => {
                let grant = client.token(Renewal::NotNeeded).await.map_err(|_| TransportError::SignInNeeded)?;
                fetch::send(authority, &grant.token, request).await
            }
        }
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        match self {
            Self::Live { tokens, opened_for } => tokens.renew(*opened_for, authority, claims).await,
            Self::Sample(tenant) => tenant.renew(authority, claims).await,
            Self::Tested(_) => Err(TransportError::SignInNeeded),
        }
    }
}
