//! The tenant that signs in, and the host that it signs in at.

use domain::ids::TenantId;

/// The host whose requests [`Entra`](super::Entra) answers.
pub const HOST: &str = "login.microsoftonline.com";

/// The tenant that signs in.
#[derive(Clone, Debug)]
pub struct HomeTenant {
    /// Its id, which is in the authority's path.
    pub id: TenantId,
    /// Its verified domain, which may be there as well.
    pub domain: String,
}
