//! A request to Azure Resource Manager, the tenant as the request meets it, and the answer.

use super::address::ArmAddress;
use crate::caller::Caller;
use crate::ledger::Change;
use crate::tenant::Tenant;
use domain::time::Timestamp;
use serde_json::Value;

/// The tenant as a request meets it.
pub(crate) struct Arm<'a> {
    /// What is true: writes are decided by it and change it.
    pub tenant: &'a mut Tenant,
    /// What reads see, where it is not yet what is true.
    pub seen: Option<&'a Tenant>,
    /// What the request changed, for the ledger.
    pub changes: &'a mut Vec<Change>,
    /// Headers of the answer besides those that every answer has.
    pub headers: Vec<(&'static str, String)>,
}

/// A request whose token opens Azure.
pub(super) struct ArmInquiry<'a> {
    pub caller: &'a Caller,
    pub now: Timestamp,
    pub address: ArmAddress,
    pub body: &'a [u8],
    pub if_match: Option<String>,
}

/// What is answered: a status, and a body or none.
pub(super) type Answer = (u16, Option<Value>);

impl Arm<'_> {
    /// What reads see.
    pub(super) fn seen(&self) -> &Tenant {
        self.seen.unwrap_or(self.tenant)
    }
}
