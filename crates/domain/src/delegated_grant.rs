//! Delegated permissions: what an application may do on behalf of people who are signed in to it.

use super::ids::{ServicePrincipalId, UserId};

/// A consent to delegated permissions.
///
/// An identity of Azure has no user in front of it and cannot use one, so a grant to it is an anomaly.
///
/// <https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegatedGrant {
    /// The API.
    pub resource: ServicePrincipalId,
    /// In whose name.
    pub consent: Consent,
    /// The permissions by name, in alphabetical order.
    pub scopes: Vec<String>,
}

/// In whose name a delegated permission may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Of everyone in the tenant.
    Everybody,
    /// Of one user.
    Person(UserId),
}
