//! The company of the sample: its tenant, with its people and the APIs that it uses, and without identities.

use super::dates::days_before;
use super::{apis, people};
use crate::tenant::Tenant;
use domain::ids::TenantId;
use domain::time::Timestamp;

/// The id of the sample tenant.
pub const TENANT: TenantId = TenantId::known("7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640");

/// The tenant of the company as it is at `now`.
pub(super) fn tenant(now: Timestamp) -> Tenant {
    let mut tenant = Tenant::new(TENANT, "Halden Logistics", "halden.example");
    tenant.created = days_before(now, 2_930);
    people::add(&mut tenant);
    apis::add(&mut tenant, now);
    tenant
}
