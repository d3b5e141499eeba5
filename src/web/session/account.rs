//! Who is signed in, as the sign-in itself says it, before any request to Microsoft Graph.

use domain::ids::{TenantId, UserId};

/// A user in a tenant, whom every token of a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserInTenant {
    /// The user's object ID in the tenant.
    pub user: UserId,
    /// The tenant.
    pub tenant: TenantId,
}

/// A user's account in a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user's object id in the tenant.
    pub user: UserId,
    /// The tenant in which they are signed in, which for a guest is not their own.
    pub tenant: TenantId,
    /// The name they sign in with; empty where the sign-in does not tell it.
    pub username: String,
    /// Their name; empty where the sign-in does not tell it.
    pub name: String,
}

impl Account {
    /// The user and the tenant.
    pub fn user_in_tenant(&self) -> UserInTenant {
        UserInTenant { user: self.user, tenant: self.tenant }
    }
}
