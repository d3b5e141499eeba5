//! What a review is made of.

use super::azure_situation::AzureSituation;
use crate::access::Held;
use crate::apis::KnownApis;
use crate::directory_role::RoleDefinition;
use crate::group::GroupReading;
use crate::held_role::{RoleSource, ScheduledRole};
use crate::identity::ManagedIdentity;
use crate::listing::Listing;
use crate::person::Person;
use crate::problem::Problem;

/// Everything that a review is made of, read from the live tenant.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Who will make the change.
    pub person: &'a Person,
    /// The identity that it is for.
    pub identity: &'a ManagedIdentity,
    /// The identity's permissions and roles.
    pub held: &'a Held,
    /// The APIs of the tenant, as far as they have been looked at.
    pub apis: &'a KnownApis,
    /// The directory roles of the tenant.
    pub directory_roles: &'a Result<Listing<RoleDefinition>, Problem>,
    /// How long the identity's directory roles last; pending, where no wish is about one.
    pub scheduled: &'a RoleSource<ScheduledRole>,
    /// What is known of Azure; empty, where no wish is about an Azure role.
    pub azure: &'a AzureSituation,
    /// The groups of the wishes.
    pub groups: &'a [GroupReading],
}
