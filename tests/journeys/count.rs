//! A transport that counts.

use std::cell::RefCell;

use domain::problem::Claims;
use graph::transport::{Authority, Request, Response, Transport, TransportError};

/// Counts exchanges on their way to another transport.
pub struct Counted<T> {
    inner: T,
    sent: RefCell<Vec<(Authority, String)>>,
}

impl<T> Counted<T> {
    pub fn new(inner: T) -> Self {
        Self { inner, sent: RefCell::default() }
    }

    /// How many exchanges there were.
    pub fn exchanges(&self) -> usize {
        self.sent.borrow().len()
    }

    /// How many of them could have changed something.
    pub fn writes(&self) -> usize {
        self.sent.borrow().iter().filter(|(authority, _)| *authority == Authority::Change).count()
    }
}

impl<T: Transport> Transport for Counted<T> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        self.sent.borrow_mut().push((authority, request.uri().to_string()));
        self.inner.send(authority, request).await
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}
