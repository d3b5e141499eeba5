//! Azure: what an identity may do there, which resources use it, and who may run code on them. It is read with a token
//! of its own, which the user gives by connecting Azure.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, end, new_region, progress, read_into, reread_where, start};
use domain::azure_reach::{KnownTier, RatedAzureRole};
use domain::azure_resource::AzureResource;
use domain::azure_role::{AzureRole, Controller};
use domain::directory_entry::{DirectoryEntry, EntryKind};
use domain::guid::Guid;
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sorted_map::SortedMap;
use domain::tiers::ReachedTier;
use domain::tiers::{TierGap, host_control};

/// Azure roles, and the groups through which some of them come.
#[derive(Clone, Debug)]
pub struct HeldInAzure {
    /// The roles.
    pub roles: Listing<AzureRole>,
    /// Where each of the roles leads, in their order.
    pub leads: Vec<ReachedTier>,
    /// The names of the identities that roles lead to, as far as they may be read.
    pub names: SortedMap<Guid, String>,
    /// The groups of the identity, as far as they could be read.
    pub groups: Vec<DirectoryEntry>,
    /// Why roles that come through groups may be missing.
    pub groups_gap: Option<Problem>,
}

impl HeldInAzure {
    /// Whether all roles that the signed-in user may see were read, and all groups.
    pub fn is_complete(&self) -> bool {
        self.roles.is_complete() && self.groups_gap.is_none()
    }

    /// The roles with their tiers.
    pub fn rated(&self) -> Vec<RatedAzureRole> {
        let leads = self.leads.iter().copied().chain(std::iter::repeat(ReachedTier::UNKNOWN));
        self.roles.items.iter().zip(leads).map(|(role, lead)| RatedAzureRole::of(role.clone(), lead)).collect()
    }

    /// What the identity is called that a role leads to; its ID, where the name may not be read.
    pub fn leads_to(&self, rated: &RatedAzureRole) -> Option<String> {
        rated.leads_to.map(|id| self.names.get(&id.0).cloned().unwrap_or_else(|| id.to_string()))
    }
}

/// Who may run code where an identity lives, with their names as far as they may be read.
pub type Controllers = (Listing<Controller>, SortedMap<Guid, String>);

/// What Azure says of one identity, each a region.
#[derive(Clone, Copy)]
pub struct AzureRegions {
    tenant: OpenTenant,
    identity: StoredValue<Option<(ServicePrincipalId, Option<AzureResource>)>>,
    groups: StoredValue<Result<Listing<DirectoryEntry>, Problem>>,
    /// Its roles.
    pub roles: RegionSignal<HeldInAzure>,
    /// The resources that use it.
    pub hosts: RegionSignal<Listing<AzureResource>>,
    /// Who may run code on its own resource.
    pub controllers: RegionSignal<Controllers>,
}

impl AzureRegions {
    /// Regions of which nothing has been read yet.
    pub fn new(tenant: OpenTenant) -> Self {
        let identity = StoredValue::new(None);
        let groups = StoredValue::new(Ok(Listing::complete(Vec::new())));
        Self { tenant, identity, groups, roles: new_region(), hosts: new_region(), controllers: new_region() }
    }

    /// Reads everything of the identity with this object ID and Azure resource, which is in these groups, as far as that
    /// could be read.
    pub fn read(
        self,
        id: ServicePrincipalId,
        resource: Option<AzureResource>,
        groups: Result<Listing<DirectoryEntry>, Problem>,
    ) {
        self.identity.set_value(Some((id, resource)));
        self.groups.set_value(groups);
        self.read_all();
    }

    /// Reads who may run code again by itself where a new token may give more names.
    pub fn follow_tokens(self) {
        let lacks = |(listing, names): &Controllers| listing.items.iter().any(|it| !names.contains_key(&it.principal));
        reread_where(self.controllers, lacks, Callback::new(move |()| self.read_controllers()));
    }

    /// Reads everything again, as after Azure was connected.
    pub fn read_all(self) {
        self.read_roles();
        self.read_hosts();
        self.read_controllers();
    }

    /// Reads the roles, those of the identity's groups included.
    pub fn read_roles(self) {
        let Some((id, resource)) = self.identity.get_value() else { return };
        let directory = self.tenant.directory();
        let (groups, groups_gap) = match self.groups.get_value() {
            Ok(groups) => (groups.items, groups.gap),
            Err(problem) => (Vec::new(), Some(problem)),
        };
        // What a review of the tenant has told is not read again, unless Azure was not connected then.
        let powers = self.tenant.reviewed_tiers().get_untracked();
        let known = move |id: ServicePrincipalId| {
            let power = powers.as_ref()?.get(&id).filter(|it| !it.gaps.has(TierGap::AzureNotConnected))?;
            Some(KnownTier { tier: power.tier, gaps: power.gaps })
        };
        let region = self.roles;
        let began = start(region);
        spawn_local(async move {
            let is_group = |entry: &&DirectoryEntry| matches!(entry.kind, EntryKind::Group { .. });
            let ids: Vec<ObjectId> = groups.iter().filter(is_group).map(|group| group.id).collect();
            let roles = match directory.azure_roles_of(id, &ids, resource.as_ref()).await {
                Ok(roles) => roles,
                Err(problem) => return end(region, Err(problem), began),
            };
            let (leads, names) = (Vec::new(), SortedMap::new());
            let mut held = HeldInAzure { roles, leads, names, groups, groups_gap };
            // The roles are shown while it is read where they lead.
            progress(region, held.clone(), began);
            held.leads = directory.reached_tiers(id, &held.roles.items, known).await;
            let reached: Vec<Guid> = held.leads.iter().filter_map(|lead| lead.worst).map(|(id, _)| id.0).collect();
            held.names = directory.names_of(&reached).await;
            end(region, Ok(held), began);
        });
    }

    /// Reads the resources that use it.
    pub fn read_hosts(self) {
        let Some((id, _)) = self.identity.get_value() else { return };
        let directory = self.tenant.directory();
        read_into(self.hosts, async move { directory.hosts_of(id).await });
    }

    /// Reads who may run code on its resource. Their names come afterwards.
    pub fn read_controllers(self) {
        let Some((_, resource)) = self.identity.get_value() else { return };
        let Some(host) = resource else {
            let began = start(self.controllers);
            return end(self.controllers, Ok((Listing::complete(Vec::new()), SortedMap::new())), began);
        };
        let directory = self.tenant.directory();
        let roles = host_control(Some(&host)).azure_roles;
        read_into(self.controllers, async move {
            let listing = directory.controllers_of(&host, roles).await?;
            let principals: Vec<Guid> = listing.items.iter().map(|it| it.principal).collect();
            let names = directory.names_of(&principals).await;
            Ok((listing, names))
        });
    }
}
