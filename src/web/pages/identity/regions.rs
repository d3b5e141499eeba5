//! Everything that is read of one identity.

use leptos::prelude::*;

use super::activity::ActivityRegions;
use super::azure::AzureRegions;
use super::held::HeldRegions;
use super::relations::RelationRegions;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::tiers::{Danger, rate_azure};
use crate::web::open_tenant::OpenTenant;
use crate::web::text::azure as text;

/// The regions of the page. They are read at once, so that what goes to one service travels together; each of them
/// fails and is repeated on its own.
#[derive(Clone, Copy)]
pub struct Regions {
    /// Permissions and directory roles.
    pub held: HeldRegions,
    /// Groups, owners, consents, trust.
    pub relations: RelationRegions,
    /// The logs.
    pub activity: ActivityRegions,
    /// Azure.
    pub azure: AzureRegions,
}

impl Regions {
    /// Regions of which nothing has been read yet.
    pub fn new(tenant: OpenTenant, id: ServicePrincipalId) -> Self {
        Self {
            held: HeldRegions::new(tenant, id),
            relations: RelationRegions::new(tenant, id),
            activity: ActivityRegions::new(tenant),
            azure: AzureRegions::new(tenant),
        }
    }

    /// How dangerous all of it is, as far as it is known, and whether everything is; nothing before anything is. Azure
    /// counts once it has been read.
    pub fn danger(self) -> Option<(Danger, bool)> {
        let held = self.held.ratings()?;
        let in_azure = self.azure.roles.with(|region| {
            let read = region.shown().map(|read| read.value.roles.items.clone()).unwrap_or_default();
            read.iter().map(|role| (text::role_at(role), rate_azure(role.role))).collect::<Vec<_>>()
        });
        let (all_app_roles, all_roles) = self.held.completeness();
        Some((held.into_iter().chain(in_azure).collect(), all_app_roles && all_roles))
    }
}
