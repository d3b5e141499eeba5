//! The tenant as a request to an endpoint meets it.

use crate::ledger::Change;
use crate::tenant::Tenant;

/// The tenant as a request meets it.
pub(crate) struct Directory<'a> {
    /// What is true: writes are decided by it and change it.
    pub tenant: &'a mut Tenant,
    /// What reads see, where it is not yet what is true.
    pub seen: Option<&'a Tenant>,
    /// What the request changed, for the ledger.
    pub changes: &'a mut Vec<Change>,
}

impl Directory<'_> {
    /// What reads see.
    pub(super) fn visible_tenant(&self) -> &Tenant {
        self.seen.unwrap_or(self.tenant)
    }
}
