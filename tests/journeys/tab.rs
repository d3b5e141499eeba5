//! A tab that is closed during a change.

use std::cell::Cell;
use std::future::pending;
use std::rc::Rc;

use domain::problem::Claims;
use graph::transport::{Authority, Request, Response, Transport, TransportError};

/// Where a tab is closed, by the number of requests that it has sent or of notes that it has made, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Instead of sending this request.
    Before(u32),
    /// After this request was applied, and before its answer is seen.
    After(u32),
    /// Before this note of how far it is is written down.
    BeforeNote(u32),
    /// When it was written down.
    AfterNote(u32),
}

/// Carries requests until its tab is closed; then nothing comes back any more.
pub struct Tab<T> {
    inner: T,
    closing: Option<Closing>,
    sent: Cell<u32>,
    closed: Rc<Cell<bool>>,
}

impl<T> Tab<T> {
    /// A tab that will be closed, or stay open. The cell tells when it is.
    pub fn new(inner: T, closing: Option<Closing>, closed: Rc<Cell<bool>>) -> Self {
        Self { inner, closing, sent: Cell::new(0), closed }
    }

    async fn close(&self) {
        self.closed.set(true);
        pending().await
    }
}

impl<T: Transport> Transport for Tab<T> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        if self.closed.get() {
            return pending().await;
        }
        let number = self.sent.replace(self.sent.get() + 1);
        if self.closing == Some(Closing::Before(number)) {
            self.close().await;
        }
        let answer = self.inner.send(authority, request).await;
        if self.closing == Some(Closing::After(number)) {
            self.close().await;
        }
        answer
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}
