//! The service: takes requests, decides, changes the tenant, answers.

use crate::domain::time::Timestamp;
use crate::graph::transport::{Request, Response};

use super::caller::Caller;
use super::ledger::LedgerEntry;
use super::tenant::Tenant;

/// Microsoft Graph over one tenant.
#[derive(Clone, Debug)]
pub struct Simulator {
    /// The tenant as it is now.
    pub tenant: Tenant,
    ledger: Vec<LedgerEntry>,
}

impl Simulator {
    /// The service over a tenant, with an empty ledger.
    pub fn new(tenant: Tenant) -> Self {
        Self { tenant, ledger: Vec::new() }
    }

    /// Answers one request, whose URI is relative and begins with the version.
    ///
    /// Without a caller, there was no valid token. `now` is the service's clock.
    pub fn answer(&mut self, _caller: Option<&Caller>, _now: Timestamp, _request: &Request) -> Response {
        let mut response = Response::new(b"{}".to_vec());
        *response.status_mut() = http::StatusCode::NOT_IMPLEMENTED;
        response
    }

    /// Every write that took effect, oldest first.
    pub fn ledger(&self) -> &[LedgerEntry] {
        &self.ledger
    }
}
