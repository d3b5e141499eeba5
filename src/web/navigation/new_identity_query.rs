//! What is chosen on the page for new identities, as far as an address says it: the job, and the resource.
//!
//! An address never says which identity is to be attached: anyone can send one, and an identity that can do much may be
//! attached to a resource of theirs. A user picks it.

use std::fmt;

use crate::web::navigation::route_text::{encode_into, pairs};
use domain::azure_resource::AzureResource;
use domain::host_change::HostWish;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityJob {
    /// Enable the system-assigned identity of a resource.
    Enable,
    /// Create a user-assigned identity.
    Create,
    /// Attach a user-assigned identity to a resource.
    Attach,
}

/// What is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewIdentityQuery {
    /// The job, once one is chosen.
    pub job: Option<IdentityJob>,
    /// The resource whose identity is to change.
    pub host: Option<AzureResource>,
}

impl IdentityJob {
    /// Every job, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Enable, Self::Create, Self::Attach];

    /// The job that a wish is for; nothing for an undo, which isn't offered as one.
    pub fn of(wish: &HostWish) -> Option<Self> {
        match wish {
            HostWish::Enable(_) => Some(Self::Enable),
            HostWish::Create(_) => Some(Self::Create),
            HostWish::Attach { .. } => Some(Self::Attach),
            HostWish::Undo(_) => None,
        }
    }

    /// The word that is in an address and in a form.
    pub fn name(self) -> &'static str {
        match self {
            Self::Enable => "enable",
            Self::Create => "create",
            Self::Attach => "attach",
        }
    }
}

impl NewIdentityQuery {
    /// To enable the system-assigned identity of this resource.
    pub fn enable(host: AzureResource) -> Self {
        Self { job: Some(IdentityJob::Enable), host: Some(host) }
    }

    /// Reads the query of an address. What isn't known is not chosen.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in pairs(query) {
            match name.as_str() {
                "job" => read.job = IdentityJob::ALL.into_iter().find(|job| job.name() == value),
                "resource" => {
                    let resource = AzureResource::parse(&value);
                    read.host = resource.filter(|it| it.subscription().is_some() && !it.is_user_assigned_identity());
                }
                _ => {}
            }
        }
        read
    }
}

/// The query with its `?`, or nothing.
impl fmt::Display for NewIdentityQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let job = self.job.map(|job| ("job", job.name()));
        let host = self.host.as_ref().map(|host| ("resource", host.id()));
        let mut written = String::new();
        for (name, value) in job.into_iter().chain(host) {
            written.push(if written.is_empty() { '?' } else { '&' });
            written.push_str(name);
            written.push('=');
            encode_into(value, &mut written);
        }
        f.write_str(&written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str =
        "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg (1)/providers/Microsoft.Web/sites/a&b";

    #[test]
    fn address_is_written_as_it_was_read() {
        let host = AzureResource::parse(SITE);
        for query in [
            NewIdentityQuery::default(),
            NewIdentityQuery { job: Some(IdentityJob::Create), host: None },
            NewIdentityQuery { job: Some(IdentityJob::Attach), host: host.clone() },
            NewIdentityQuery::enable(host.unwrap()),
        ] {
            assert_eq!(NewIdentityQuery::parse(query.to_string().trim_start_matches('?')), query, "{query}");
        }
    }

    #[test]
    fn address_chooses_no_identity_and_nothing_that_is_not_a_resource() {
        let identity = SITE.replace("Microsoft.Web/sites", "Microsoft.ManagedIdentity/userAssignedIdentities");
        let read = NewIdentityQuery::parse(&format!("job=attach&identity={identity}&resource={identity}"));
        assert_eq!(read, NewIdentityQuery { job: Some(IdentityJob::Attach), host: None });
        for query in ["job=delete", "resource=x", "resource=/subscriptions/1", "unknown=1"] {
            assert_eq!(NewIdentityQuery::parse(query), NewIdentityQuery::default(), "{query}");
        }
    }
}
