//! What is known beside the directory: sign-ins, the log of grants, and what Azure has. Each is asked for apart, takes a scope or a sign-in
//! of its own, and leaves the rest of the review as it is where it is missing.

use std::cmp::Reverse;

use crate::activity::AuditEntry;
use crate::azure_resource::AzureResource;
use crate::guid::Guid;
use crate::ids::{AppId, ServicePrincipalId};
use crate::listing::Listing;
use crate::problem::Problem;
use crate::sort;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use crate::time::Timestamp;

/// When identities signed in last, as far as the service tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignIns {
    last: SortedMap<AppId, Timestamp>,
    /// Why not all could be read.
    pub gap: Option<Problem>,
}

impl SignIns {
    /// From the service's list. Of an application in it without a time nothing is known.
    pub fn of(listing: Listing<(AppId, Option<Timestamp>)>) -> Self {
        let last = listing.items.into_iter().filter_map(|(app, last)| Some((app, last?))).collect();
        Self { last, gap: listing.gap }
    }

    /// When this identity signed in last; nothing where that is not known, which does not mean never.
    pub fn last(&self, app: AppId) -> Option<Timestamp> {
        self.last.get(&app).copied()
    }
}

/// Which identities were granted app roles and directory roles recently, and by which user, as far as the tenant's log
/// goes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GrantLog {
    entries: SortedMap<ServicePrincipalId, Vec<AuditEntry>>,
    /// Why not all could be read.
    pub gap: Option<Problem>,
}

impl GrantLog {
    /// From the log's entries, each with its holder where it names one. What failed gave no one anything.
    pub fn of(listing: Listing<Option<(ServicePrincipalId, AuditEntry)>>) -> Self {
        let mut entries = SortedMap::grouped(listing.items.into_iter().flatten().filter(|(_, entry)| entry.succeeded));
        for of_one in entries.values_mut() {
            sort::sort_by_key(of_one, |entry| Reverse(entry.at));
        }
        Self { entries, gap: listing.gap }
    }

    /// What this identity was given, the newest first.
    pub fn of_identity(&self, id: ServicePrincipalId) -> &[AuditEntry] {
        self.entries.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// What Azure has, as far as the user sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AzureInventory {
    resources: SortedSet<String>,
    types: SortedSet<String>,
    subscriptions: SortedMap<Guid, String>,
    /// Why not all could be read. Nothing is then reported as deleted.
    pub gap: Option<Problem>,
}

/// Whether the Azure resource of an identity is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourcePresence {
    /// It is.
    There,
    /// It is not, though the user sees its subscription and Azure lists other resources of its type.
    Gone,
    /// That cannot be told.
    NotKnown,
}

impl AzureInventory {
    /// From the resources that have an identity or are one, and the subscriptions that the user sees.
    pub fn of(resources: Listing<AzureResource>, subscriptions: Listing<(Guid, String)>) -> Self {
        let types = resources.items.iter().map(|it| it.resource_type().to_lowercase()).collect();
        let gap = resources.gap.or(subscriptions.gap);
        let unreadable = resources.unreadable + subscriptions.unreadable > 0;
        Self {
            resources: resources.items.iter().map(|it| it.id().to_lowercase()).collect(),
            types,
            subscriptions: subscriptions.items.into_iter().collect(),
            gap: gap.or_else(|| unreadable.then_some(Problem::Unreadable("an Azure resource"))),
        }
    }

    /// Whether this resource is there.
    pub fn presence(&self, resource: &AzureResource) -> ResourcePresence {
        if self.resources.contains(&resource.id().to_lowercase()) {
            return ResourcePresence::There;
        }
        let seen = resource.subscription().is_some_and(|id| self.subscriptions.contains_key(&id))
            && self.types.contains(&resource.resource_type().to_lowercase());
        if seen && self.gap.is_none() { ResourcePresence::Gone } else { ResourcePresence::NotKnown }
    }

    /// What a subscription is called, where the user sees it.
    pub fn subscription_name(&self, id: Guid) -> Option<&str> {
        self.subscriptions.get(&id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUB: Guid = Guid::known("1b87a2f0-0000-4000-8000-000000000001");

    fn resource(subscription: Guid, path: &str) -> AzureResource {
        AzureResource::parse(&format!("/subscriptions/{subscription}/resourceGroups/rg/providers/{path}")).unwrap()
    }

    #[test]
    fn a_resource_is_gone_only_where_it_would_be_seen() {
        let there = resource(SUB, "Microsoft.Web/sites/shop");
        let mut listing = Listing::complete(vec![there.clone()]);
        let subscriptions = || Listing::complete(vec![(SUB, "Production".to_owned())]);
        let inventory = AzureInventory::of(listing.clone(), subscriptions());
        let check = |resource: &AzureResource, wanted| assert_eq!(inventory.presence(resource), wanted, "{resource}");
        check(&there, ResourcePresence::There);
        check(&resource(SUB, "MICROSOFT.WEB/sites/SHOP"), ResourcePresence::There);
        check(&resource(SUB, "Microsoft.Web/sites/other"), ResourcePresence::Gone);
        check(&resource(SUB, "Microsoft.Authorization/policyAssignments/p"), ResourcePresence::NotKnown);
        let elsewhere = Guid::known("1b87a2f0-0000-4000-8000-000000000002");
        check(&resource(elsewhere, "Microsoft.Web/sites/other"), ResourcePresence::NotKnown);
        listing.gap = Some(Problem::Offline);
        let partly = AzureInventory::of(listing, subscriptions());
        assert_eq!(partly.presence(&resource(SUB, "Microsoft.Web/sites/other")), ResourcePresence::NotKnown);
        assert_eq!(partly.presence(&there), ResourcePresence::There);
    }
}
