//! What the access map of an identity shows, from what has been read of it.

use super::azure::{Controllers, HeldInAzure};
use super::held::roles_missing;
use super::regions::Regions;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::fetched::state::Fetched;
use crate::web::text::{access_map as text, azure, held_role, relations, resource_type, role_name};
use domain::access_map::{
    AccessMap, Branch, BranchContents, GatheredEntries, Knowledge, MapEntry, MapEntryKind, MapGap,
};
use domain::azure_resource::AzureResource;
use domain::azure_role::PrincipalKind;
use domain::directory_entry::{DirectoryEntry, EntryKind};
use domain::held_role::RoleAccess;
use domain::holdings::ApiAppRoles;
use domain::identity::{IdentityKind, ManagedIdentity};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::tiers::{Tier, host_control, rate_directory_role_at};

/// The map, as far as everything has been read.
pub fn access_map(regions: Regions, identity: &ManagedIdentity) -> AccessMap {
    let Regions { relations, azure, .. } = regions;
    let (owners, agents) = owners(relations.owners);
    let branches = vec![
        hosts(azure.hosts, identity),
        controllers(azure.controllers, identity),
        relations.credentials.with(|fetched| {
            let things = items(fetched, |listing| {
                let rows = listing.items.iter().map(relations::credential);
                rows.map(|row| thing(MapEntryKind::Credential, &row[0], &row[2])).collect()
            });
            BranchContents::new(Branch::Credentials, things, listed(fetched, gap_of))
        }),
        owners,
        agents,
        apis(regions),
        entra_roles(regions),
        azure_scopes(azure.roles),
        relations.groups.with(|fetched| {
            let things = items(fetched, |groups| groups.memberships.items.iter().map(entry).collect());
            BranchContents::new(Branch::Groups, things, listed(fetched, |groups| gap_of(&groups.memberships)))
        }),
        relations.owned.with(|fetched| {
            let things = items(fetched, |listing| listing.items.iter().map(entry).collect());
            BranchContents::new(Branch::Owned, things, listed(fetched, gap_of))
        }),
        relations.delegated.with(|fetched| {
            let things = items(fetched, |(listing, apis)| {
                let mut gathered = GatheredEntries::default();
                for grant in &listing.items {
                    let row = relations::delegated(grant, apis);
                    let api = thing(MapEntryKind::Api, &row[0], &text::delegated(&row[2]));
                    gathered.add(grant.resource.to_string(), MapEntry { size: grant.scopes.len(), ..api });
                }
                gathered.into_things()
            });
            BranchContents::new(Branch::Delegated, things, listed(fetched, |(listing, _)| gap_of(listing)))
        }),
    ];
    AccessMap { tier: regions.tier().and_then(|tier| tier.tier()), branches }
}

/// The resources that use the identity. That of a system-assigned identity is known without Azure.
fn hosts(fetched: FetchedSignal<Listing<AzureResource>>, identity: &ManagedIdentity) -> BranchContents {
    let host = |resource: &AzureResource| {
        thing(MapEntryKind::Resource, resource.name(), resource_type::resource_type(resource.resource_type()))
    };
    let own = identity.resource.as_ref().filter(|_| identity.kind == IdentityKind::SystemAssigned);
    if let Some(own) = own {
        return BranchContents::new(Branch::Hosts, vec![host(own)], Knowledge::Complete);
    }
    fetched.with(|fetched| {
        let is_itself = |resource: &&AzureResource| Some(*resource) != identity.resource.as_ref();
        let things = items(fetched, |listing| listing.items.iter().filter(is_itself).map(host).collect());
        BranchContents::new(Branch::Hosts, things, visible(listed(fetched, gap_of)))
    })
}

fn controllers(fetched: FetchedSignal<Controllers>, identity: &ManagedIdentity) -> BranchContents {
    if identity.resource.is_none() {
        return BranchContents::new(Branch::Controllers, Vec::new(), Knowledge::Unknown(MapGap::ResourceUnknown));
    }
    let roles = host_control(identity.resource.as_ref()).azure_roles;
    fetched.with(|fetched| {
        let things = items(fetched, |(listing, names)| {
            let mut gathered = GatheredEntries::default();
            for controller in &listing.items {
                let kind = match controller.kind {
                    PrincipalKind::User => MapEntryKind::User,
                    PrincipalKind::Group => MapEntryKind::Group,
                    PrincipalKind::ServicePrincipal => MapEntryKind::Application,
                    PrincipalKind::Other => MapEntryKind::Other,
                };
                let row = azure::controller(controller, names, roles);
                gathered.add(controller.principal.to_string(), thing(kind, &row[0], &row[2]));
            }
            gathered.into_things()
        });
        BranchContents::new(Branch::Controllers, things, visible(listed(fetched, |(listing, _)| gap_of(listing))))
    })
}

/// The owners, and the agents among them.
fn owners(fetched: FetchedSignal<Listing<DirectoryEntry>>) -> (BranchContents, BranchContents) {
    fetched.with(|fetched| {
        let all: Vec<MapEntry> = items(fetched, |listing| listing.items.iter().map(entry).collect());
        let (agents, others) = all.into_iter().partition(|it| it.kind == MapEntryKind::Agent);
        let owners = BranchContents::new(Branch::Owners, others, listed(fetched, gap_of));
        (owners, BranchContents::new(Branch::Agents, agents, Knowledge::Complete))
    })
}

fn apis(regions: Regions) -> BranchContents {
    let held = regions.held;
    let api = |api: &ApiAppRoles| {
        let tier = api.roles.iter().filter_map(|role| api.rating(role)?.tier()).min();
        let size = api.roles.len();
        MapEntry { size, tier, ..thing(MapEntryKind::Api, &api.name, &text::size(Branch::Apis, size)) }
    };
    let things = held.holdings().map(|all| all.iter().map(api).collect()).unwrap_or_default();
    let knowledge = held.app_roles.with(|fetched| listed(fetched, gap_of));
    let knowledge = match (knowledge, held.names().result()) {
        (Knowledge::Complete, None) => Knowledge::Incomplete(MapGap::Loading),
        (Knowledge::Complete, Some(Err(problem))) => Knowledge::Incomplete(gap(&problem)),
        (knowledge, _) => knowledge,
    };
    BranchContents::new(Branch::Apis, things, knowledge)
}

fn entra_roles(regions: Regions) -> BranchContents {
    regions.held.roles.with(|fetched| {
        let things = items(fetched, |access| {
            let role = |role: domain::held_role::AssignedDirectoryRole| MapEntry {
                tier: rate_directory_role_at(role.role, &role.scope).tier(),
                ..thing(
                    MapEntryKind::EntraRole,
                    &role_name::assigned_role(&role),
                    &held_role::place(&role.scope, access),
                )
            };
            access.roles().into_iter().map(role).collect()
        });
        let missing = |access: &RoleAccess| roles_missing(access).first().map(|(_, problem)| gap(problem));
        BranchContents::new(Branch::EntraRoles, things, listed(fetched, missing))
    })
}

fn azure_scopes(fetched: FetchedSignal<HeldInAzure>) -> BranchContents {
    fetched.with(|fetched| {
        let things = items(fetched, |held| {
            let mut gathered = GatheredEntries::default();
            for rated in held.rated() {
                let role = &rated.role;
                let (name, kind) = azure::place_and_kind(role);
                let scope = thing(MapEntryKind::AzureScope, &name, &format!("{kind}: {}", azure::role_name(role)));
                let tier = rated.rating.verdict.map(|verdict| verdict.tier);
                gathered.add(role.scope.to_string().to_lowercase(), MapEntry { tier, ..scope });
            }
            gathered.into_things()
        });
        let missing = |held: &HeldInAzure| held.groups_gap.as_ref().map(gap).or_else(|| gap_of(&held.roles));
        BranchContents::new(Branch::AzureScopes, things, visible(listed(fetched, missing)))
    })
}

fn thing(kind: MapEntryKind, name: &str, detail: &str) -> MapEntry {
    MapEntry { kind, name: name.to_owned(), detail: detail.to_owned(), size: 1, tier: None::<Tier> }
}

/// An object of the directory. Where its name may not be read, its ID tells it from others.
fn entry(entry: &DirectoryEntry) -> MapEntry {
    let kind = match &entry.kind {
        EntryKind::User => MapEntryKind::User,
        EntryKind::Group { .. } => MapEntryKind::Group,
        EntryKind::Application | EntryKind::ServicePrincipal => MapEntryKind::Application,
        EntryKind::Other(name) if name.starts_with("agentIdentity") => MapEntryKind::Agent,
        EntryKind::AdministrativeUnit | EntryKind::DirectoryRole | EntryKind::Other(_) => MapEntryKind::Other,
    };
    let row = relations::entry(entry);
    let detail = if entry.name.is_some() { row[1].clone() } else { format!("{} {}", row[1], row[2]) };
    thing(kind, &row[0], &detail)
}

fn items<T>(fetched: &Fetched<T>, things: impl FnOnce(&T) -> Vec<MapEntry>) -> Vec<MapEntry> {
    fetched.value().map(things).unwrap_or_default()
}

/// Whether everything was read. `missing` says of what was read why something is missing.
fn listed<T>(fetched: &Fetched<T>, missing: impl FnOnce(&T) -> Option<MapGap>) -> Knowledge {
    let missing = fetched.value().map(missing);
    let failed = fetched.problem().map(gap);
    let loading = fetched.is_loading().then_some(MapGap::Loading);
    match (missing, failed.or(loading)) {
        (None, why) => Knowledge::Unknown(why.unwrap_or(MapGap::NotLoaded)),
        (Some(_), Some(why)) | (Some(Some(why)), None) => Knowledge::Incomplete(why),
        (Some(None), None) => Knowledge::Complete,
    }
}

/// The same of what Azure answers, which leaves out what the user may not read.
fn visible(knowledge: Knowledge) -> Knowledge {
    if knowledge == Knowledge::Complete { Knowledge::Visible } else { knowledge }
}

fn gap_of<T>(listing: &Listing<T>) -> Option<MapGap> {
    (!listing.is_complete()).then(|| listing.gap.as_ref().map_or(MapGap::NotLoaded, gap))
}

fn gap(problem: &Problem) -> MapGap {
    match problem {
        Problem::ScopeMissing(_) => MapGap::ConsentRequired,
        Problem::SignInNeeded => MapGap::SignInRequired,
        Problem::Forbidden(_) | Problem::RightLost(_) => MapGap::AccessDenied,
        Problem::LicenseMissing(_) => MapGap::LicenseRequired,
        _ => MapGap::NotLoaded,
    }
}
