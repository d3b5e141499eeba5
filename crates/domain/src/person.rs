//! The signed-in user, and what can be told of their rights.

use super::ids::{RoleDefinitionId, TenantId, UserId};
use super::initial_domain::InitialDomain;
use super::problem::Problem;

/// Who is signed in, where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The user's object id.
    pub id: UserId,
    /// The user's name.
    pub display_name: String,
    /// The name they sign in with.
    pub user_principal_name: String,
    /// The tenant in which they are signed in.
    pub tenant: Organization,
    /// The directory roles they have tenant-wide and active now, or why these could not be read.
    pub roles: Result<Vec<RoleDefinitionId>, Problem>,
}

/// A tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: TenantId,
    /// Its name.
    pub display_name: String,
    /// The domain it is known by.
    pub default_domain: Option<String>,
    /// The domain it was created with, which Exchange Online PowerShell asks for.
    pub initial_domain: Option<InitialDomain>,
}
