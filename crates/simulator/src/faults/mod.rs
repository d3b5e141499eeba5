//! A bad network and a busy service, on purpose: a decorator around any transport.
//!
//! Faults are a list of [`Rule`]s: what happens, to which requests, when, and how often at most. Chance comes from a
//! seed, so that a history that broke something can be played again. What a service does over time, as copies that are
//! behind, is not here: see [`Lag`](super::Lag).

mod answers;
mod items;
mod rule;

use std::cell::RefCell;

pub use rule::{Continuation, Fault, ItemFault, Rule, Wait, When, Which};

use self::rule::Rules;
use domain::problem::Claims;
use domain::time::Timestamp;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};

/// A transport that fails as its rules say.
#[derive(Debug)]
pub struct FaultyTransport<T, S> {
    inner: T,
    surroundings: S,
    rules: RefCell<Rules>,
    patience: RefCell<Patience>,
}

/// Until when the caller was asked to send nothing, and how often it did.
#[derive(Clone, Copy, Debug)]
struct Patience {
    until: Timestamp,
    broken: u32,
}

impl<T: Transport, S: Surroundings> FaultyTransport<T, S> {
    /// Puts faults before a transport.
    pub fn new(inner: T, surroundings: S, seed: u64, rules: Vec<Rule>) -> Self {
        let patience = RefCell::new(Patience { until: Timestamp::from_millis(i64::MIN), broken: 0 });
        Self { inner, surroundings, rules: RefCell::new(Rules::new(seed, rules)), patience }
    }

    /// How many requests came although the answer before had asked for a longer wait.
    pub fn impatience(&self) -> u32 {
        self.patience.borrow().broken
    }

    fn note_arrival(&self) {
        let mut patience = self.patience.borrow_mut();
        if self.surroundings.now() < patience.until {
            patience.broken += 1;
        }
    }

    fn throttle(&self, wait: Wait, authority: Authority) -> Response {
        let now = self.surroundings.now();
        if let Some(span) = wait.span() {
            let until = now + span;
            // A date tells whole seconds, so it asks for a little less.
            let asked = if matches!(wait, Wait::Date(_)) { until.millis() / 1000 * 1000 } else { until.millis() };
            self.patience.borrow_mut().until = Timestamp::from_millis(asked);
        }
        answers::throttled(wait, now, authority)
    }
}

impl<T: Transport, S: Surroundings> Transport for FaultyTransport<T, S> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        self.note_arrival();
        let faults = self.rules.borrow_mut().strike(&request);
        let mut request = request;
        let mut withheld = Vec::new();
        for fault in &faults {
            match fault {
                Fault::Latency(span) => self.surroundings.sleep(*span).await,
                Fault::Fails(error) => return Err(error.clone()),
                Fault::Throttled(wait) => return Ok(self.throttle(*wait, authority)),
                Fault::Status(status) => return Ok(answers::failed(*status)),
                Fault::Challenged => return Ok(answers::challenged(authority)),
                Fault::DeleteNotFound if request.method() == http::Method::DELETE => return Ok(answers::not_found()),
                Fault::Hangs { span, applied: false } => {
                    self.surroundings.sleep(*span).await;
                    return Err(TransportError::Lost);
                }
                Fault::Item { fault, applied: false } => {
                    let chance = self.rules.borrow_mut().chance();
                    withheld.extend(items::withhold(&mut request, fault, chance, self.surroundings.now()));
                }
                Fault::DeleteNotFound => {
                    let chance = self.rules.borrow_mut().chance();
                    withheld.extend(items::withhold_delete(&mut request, chance, self.surroundings.now()));
                }
                _ => {}
            }
        }
        let asked = request.clone();
        let nothing_left = !withheld.is_empty() && items::is_empty(&request);
        if !nothing_left && faults.contains(&Fault::Twice) {
            // No one sees what the first delivery is told.
            let _ = self.inner.send(authority, request.clone()).await;
        }
        let sent = if nothing_left { Ok(items::none()) } else { self.inner.send(authority, request).await };
        let mut response = sent?;
        items::append(&mut response, withheld);
        for fault in &faults {
            let chance = self.rules.borrow_mut().chance();
            match fault {
                Fault::LostAfter => return Err(TransportError::Lost),
                Fault::StatusAfter(status) => return Ok(answers::failed(*status)),
                Fault::ThrottledAfter(wait) => return Ok(self.throttle(*wait, authority)),
                Fault::Hangs { span, applied: true } => {
                    self.surroundings.sleep(*span).await;
                    return Err(TransportError::Lost);
                }
                Fault::Continued(where_to) => items::continue_one(&mut response, &asked, *where_to, chance),
                Fault::EntryTwice => items::repeat_entry(&mut response, chance),
                Fault::Empty => response.body_mut().clear(),
                Fault::Truncated => answers::truncate(&mut response),
                Fault::Html => response = answers::html(),
                Fault::ItemsShuffled => items::shuffle(&mut response, chance),
                Fault::ItemMissing => items::lose_one(&mut response, chance),
                Fault::ItemUnknown => items::invent_one(&mut response),
                Fault::ItemTwice => items::repeat_one(&mut response, chance),
                Fault::Item { fault, applied: true } => {
                    items::falsify_one(&mut response, fault, chance, self.surroundings.now());
                }
                _ => {}
            }
        }
        Ok(response)
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        let struck = self.rules.borrow_mut().strike_renewal();
        match struck {
            Some(error) => Err(error),
            None => self.inner.renew(authority, claims).await,
        }
    }
}

#[cfg(test)]
mod tests;
