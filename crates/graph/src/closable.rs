//! A transport that ends with what was opened with it.
//!
//! A request may wait long before it is sent, as when the service asked for quiet. The tenant can be closed meanwhile, and
//! the same user can sign in again: the request must not go out with the token of the later sign-in, unseen.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::transport::{Authority, Request, Response, Transport, TransportError};
use domain::problem::Claims;

/// Through this, nothing is sent any more once it is closed. What is on its way is waited for.
#[derive(Clone, Debug)]
pub struct ClosableTransport<T> {
    inner: T,
    closing: Closing,
}

/// Closes a transport.
#[derive(Clone, Debug, Default)]
pub struct Closing(Arc<AtomicBool>);

impl<T> ClosableTransport<T> {
    /// An open one.
    pub fn new(inner: T) -> Self {
        Self { inner, closing: Closing::default() }
    }

    /// What closes it.
    pub fn closing(&self) -> Closing {
        self.closing.clone()
    }
}

impl Closing {
    /// Closes it, for ever.
    pub fn close(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn check(&self) -> Result<(), TransportError> {
        if self.0.load(Ordering::Relaxed) { Err(TransportError::SignInNeeded) } else { Ok(()) }
    }
}

impl<T: Transport> Transport for ClosableTransport<T> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        self.closing.check()?;
        self.inner.send(authority, request).await
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.closing.check()?;
        self.inner.renew(authority, claims).await
    }
}
