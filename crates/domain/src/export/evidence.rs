//! What one user saw of one identity, whatever form it is written in.

use super::section::EvidenceSection;
use crate::identity::ManagedIdentity;
use crate::ids::{TenantId, UserId};
use crate::json::{FileUser, Named};
use crate::time::Timestamp;

/// The version of the JSON form. It grows when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// What one user saw of one identity at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityEvidence {
    /// Where it was read.
    pub source: EvidenceSource,
    /// The tenant.
    pub tenant: EvidenceTenant,
    /// When it was read.
    pub read_at: Timestamp,
    /// Who read it.
    pub read_by: EvidenceReader,
    /// The identity.
    pub identity: ManagedIdentity,
    /// What was read, part by part.
    pub sections: Vec<EvidenceSection>,
}

/// Where evidence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceSource {
    /// A tenant of Microsoft Entra.
    Tenant,
    /// The sample tenant, which proves nothing about any real one.
    Sample,
}

/// The tenant that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceTenant {
    /// Its id.
    pub id: TenantId,
    /// Its name.
    pub name: String,
}

/// The user who read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceReader {
    /// The user's object id.
    pub id: UserId,
    /// The name they sign in with.
    pub user_principal_name: String,
}

impl EvidenceSource {
    /// The word for it in every form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tenant => "tenant",
            Self::Sample => "sample",
        }
    }
}

impl<'a> From<&'a EvidenceTenant> for Named<'a> {
    fn from(tenant: &'a EvidenceTenant) -> Self {
        Self::new(tenant.id, &tenant.name)
    }
}

impl<'a> From<&'a EvidenceReader> for FileUser<'a> {
    fn from(reader: &'a EvidenceReader) -> Self {
        Self::new(reader.id, &reader.user_principal_name)
    }
}
