//! The tenant of a comparison.

use crate::apis::KnownApis;
use crate::directory_role::RoleDefinition;
use crate::listing::Listing;
use crate::problem::Problem;
use crate::time::Timestamp;

/// What is known of the tenant while two sides are compared.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonTenant<'a> {
    /// Its APIs, as far as they have been looked at.
    pub apis: &'a KnownApis,
    /// Its directory roles.
    pub directory_roles: &'a Result<Listing<RoleDefinition>, Problem>,
    /// The time, by which it is known how much of a limited time is left.
    pub now: Timestamp,
}
