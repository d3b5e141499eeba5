//! Reads the Azure data of an identity. It is in the part of the program that shows the data.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::azure::{AzureReading, AzureRegions, AzureSubject, HeldInAzure};
use domain::azure_reach::KnownTier;
use domain::azure_resource::AzureResource;
use domain::directory_entry::{DirectoryEntry, EntryKind};
use domain::guid::Guid;
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::listing::Listing;
use domain::sorted_map::SortedMap;
use domain::tiers::{TierGap, host_control};

/// Reads one kind of Azure data of this identity.
pub fn read(regions: AzureRegions, (id, resource): AzureSubject, what: AzureReading) {
    match what {
        AzureReading::All => {
            read_roles(regions, id, resource.clone());
            read_hosts(regions, id);
            read_controllers(regions, resource);
        }
        AzureReading::Hosts => read_hosts(regions, id),
        AzureReading::Controllers => read_controllers(regions, resource),
    }
}

/// Reads the roles, those of the identity's groups included.
fn read_roles(regions: AzureRegions, id: ServicePrincipalId, resource: Option<AzureResource>) {
    let tenant = regions.tenant();
    let directory = tenant.directory();
    let (groups, groups_gap) = regions.groups();
    // Results of a tenant review are not read again, unless Azure wasn't connected then.
    let powers = tenant.reviewed_tiers().get_untracked();
    let known = move |id: ServicePrincipalId| {
        let power = powers.as_ref()?.get(&id).filter(|it| !it.gaps.has(TierGap::AzureNotConnected))?;
        Some(KnownTier { tier: power.tier, gaps: power.gaps })
    };
    let fetched = regions.roles;
    let began = fetched.begin();
    spawn_local(async move {
        let is_group = |entry: &&DirectoryEntry| matches!(entry.kind, EntryKind::Group { .. });
        let ids: Vec<ObjectId> = groups.iter().filter(is_group).map(|group| group.id).collect();
        let roles = match directory.azure_roles_of(id, &ids, resource.as_ref()).await {
            Ok(roles) => roles,
            Err(problem) => return fetched.end(Err(problem), began),
        };
        let (leads, names) = (Vec::new(), SortedMap::new());
        let mut held = HeldInAzure { roles, leads, names, groups, groups_gap };
        // The roles are shown while it is read where they lead.
        fetched.progress(held.clone(), began);
        held.leads = directory.reached_tiers(id, &held.roles.items, known).await;
        let reached: Vec<Guid> = held.leads.iter().filter_map(|lead| lead.worst).map(|(id, _)| id.0).collect();
        held.names = directory.names_of(&reached).await;
        fetched.end(Ok(held), began);
    });
}

/// Reads the resources that use it.
fn read_hosts(regions: AzureRegions, id: ServicePrincipalId) {
    let directory = regions.tenant().directory();
    regions.hosts.take(async move { directory.hosts_of(id).await });
}

/// Reads who may run code on its resource. Their names come afterwards.
fn read_controllers(regions: AzureRegions, resource: Option<AzureResource>) {
    let Some(host) = resource else {
        let began = regions.controllers.begin();
        return regions.controllers.end(Ok((Listing::complete(Vec::new()), SortedMap::new())), began);
    };
    let directory = regions.tenant().directory();
    let roles = host_control(Some(&host)).azure_roles;
    regions.controllers.take(async move {
        let listing = directory.controllers_of(&host, roles).await?;
        let principals: Vec<Guid> = listing.items.iter().map(|it| it.principal).collect();
        let names = directory.names_of(&principals).await;
        Ok((listing, names))
    });
}
