//! The seam: a request goes in, a response comes out, and no one above knows who answers.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use domain::problem::Claims;
use domain::time::Timestamp;

/// A request. Its URI is relative and begins with the version where it goes to Microsoft Graph, as `/v1.0/me`, and
/// with a scope or `/providers/` where it goes to Azure Resource Manager.
pub type Request = http::Request<Vec<u8>>;

/// The answer, with its body whole.
pub type Response = http::Response<Vec<u8>>;

/// Which token a request goes out with, and so to which host.
///
/// Where a deployment has two app registrations, the token that may write comes from another one
/// and exists only while a reviewed plan is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// Reading is enough.
    Read,
    /// The request changes the tenant.
    Change,
    /// The request goes to Azure Resource Manager, with a token of its own that the user gives only when they connect
    /// Azure. Such a token can always write; a write is sent as a step of a reviewed plan only.
    Azure,
}

/// Carries requests to Microsoft Graph, and to Azure Resource Manager, of the configured cloud.
///
/// The implementation adds the host and the token; it follows no redirect.
pub trait Transport {
    /// Sends one request and waits for the whole answer. Every status is an answer; an error means that there is none.
    fn send(&self, authority: Authority, request: Request) -> impl Future<Output = Result<Response, TransportError>>;

    /// Gets a new token without asking the user: one that satisfies the claims, or simply a fresh one.
    /// [`TransportError::SignInNeeded`] says that the user has to be asked, which takes a click.
    fn renew(&self, authority: Authority, claims: Option<&Claims>) -> impl Future<Output = Result<(), TransportError>>;
}

/// No answer came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransportError {
    /// The connection failed or was cut. Whether the request arrived is not known.
    Lost,
    /// The browser says that it is offline: the request was not sent. It can be repeated when it is online.
    Offline,
    /// The sign-in service could not be asked for a token: the request was not sent. It can be repeated.
    TokenUnavailable,
    /// There is no token for this request: the user must sign in, or sign in again. The request was not sent.
    SignInNeeded,
    /// A policy of the tenant gives this page no token, whatever the user does here. The request was not sent.
    SignInBlocked,
}

/// The time, waiting and chance, which this program never takes for itself.
pub trait Surroundings {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Waits.
    fn sleep(&self, span: Duration) -> impl Future<Output = ()>;
    /// A number that no two calls share, for spreading repeated attempts and for ids.
    fn random(&self) -> u64;
}

impl<T: Transport> Transport for Rc<T> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        T::send(self, authority, request).await
    }
    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        T::renew(self, authority, claims).await
    }
}

impl<S: Surroundings> Surroundings for Rc<S> {
    fn now(&self) -> Timestamp {
        S::now(self)
    }
    async fn sleep(&self, span: Duration) {
        S::sleep(self, span).await;
    }
    fn random(&self) -> u64 {
        S::random(self)
    }
}
