//! The list of identities.

use super::count;
use crate::web::navigation::identity_query::{IdentityColumn, KindFilter};
use crate::web::tenant::tenant_text::visible;
use domain::azure_resource::AzureResource;
use domain::guid::Guid;
use domain::identity::IdentityKind;
use domain::ids::ServicePrincipalId;
use domain::likeness::Namesake;

/// Where the pasted text has a client ID and nothing surer.
pub const BY_CLIENT_ID: &str =
    "The pasted text has a client ID and no principal ID. Searched by client ID (application ID).";

/// The heading.
pub const HEADING: &str = "Managed identities";
/// The label of the search box.
pub const SEARCH: &str = "Find an identity";
/// What the search box understands.
pub const SEARCH_HINT: &str = "Name, object ID, client ID, resource ID or portal URL";
/// The labels of the filters.
pub const KIND: &str = "Type";
/// The label of the filter by type of Azure resource.
pub const RESOURCE_TYPE: &str = "Azure resource type";
/// The label of the filter by resource group.
pub const GROUP: &str = "Resource group";
/// The label of the filter by subscription.
pub const SUBSCRIPTION: &str = "Subscription";
/// In place of the subscription, of what belongs to a management group.
pub const MANAGEMENT_GROUP: &str = "Management group";
/// The choice that filters nothing.
pub const ALL: &str = "All";
/// The button that takes all filters away.
pub const CLEAR: &str = "Clear filters";
/// The name of the filters that are set.
pub const FILTERS: &str = "Filters";
/// The first column.
pub const NAME: &str = "Name";
/// The column of the Azure resource.
pub const RESOURCE: &str = "Azure resource";
/// Above identities whose names are a typing error away from what was searched for.
pub const NEAR: &str = "No identity has this name or ID. These names are similar:";
/// Beside such a name.
pub const NEAR_NAME: &str = "Similar";

/// The sign of a column that is sorted from its first value to its last.
pub const ASCENDING: &str = "▲";
/// The sign of a column that is sorted the other way.
pub const DESCENDING: &str = "▼";

/// A filter that is set.
pub fn filter(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

/// The button that removes a filter, for screen readers.
pub fn remove_filter(filter: &str) -> String {
    format!("Remove filter {filter}")
}

/// The head of a column.
pub const fn column(column: IdentityColumn) -> &'static str {
    match column {
        IdentityColumn::Name => NAME,
        IdentityColumn::Kind => KIND,
        IdentityColumn::ResourceType => RESOURCE,
        IdentityColumn::Group => GROUP,
        IdentityColumn::Subscription => SUBSCRIPTION,
        IdentityColumn::Tier => POWER,
    }
}
/// Where Azure says nothing of a resource.
pub const NO_RESOURCE: &str = "Unknown";
/// Beside an identity that cannot sign in.
pub const DISABLED: &str = "Disabled";
/// Said while the list is read.
pub const READING: &str = "Loading identities";
/// What the region is, for its refresh button.
pub const REGION: &str = "the list of identities";

/// The column of the highest tier, which the tenant review determines.
pub const POWER: &str = "Highest tier";
/// Where nothing has been reviewed yet.
pub const POWER_HINT: &str = "Run the tenant review to see each identity's tier.";

/// How many permissions an identity has.
pub fn permission_count(number: usize) -> String {
    count::of(number, "permission", "permissions")
}

/// The heading of an empty tenant.
pub const NONE: &str = "This tenant has no managed identities";
/// Why, and what to do.
pub const NONE_NEXT: &str = "Managed identities appear here when they're enabled on an Azure resource or created as \
    user-assigned identities. A new identity can take a minute to appear.";
/// The heading where a search finds nothing.
pub const NO_MATCH: &str = "No identities found";
/// What to do about it.
pub const NO_MATCH_NEXT: &str = "Check the spelling, or clear the filters.";

/// Where no identity is noted with an Azure resource.
pub const NO_RESOURCE_MATCH: &str = "No managed identity belongs to this Azure resource";
/// Why that may be.
pub const NO_RESOURCE_MATCH_NEXT: &str = "This resource has no system-assigned identity, or the identity was just \
    created. To see user-assigned identities, connect Azure.";
/// Said while Azure is asked.
pub const READING_USES: &str = "Loading the identities of this resource from Azure";
/// The heading of what Azure answers.
pub const USES: &str = "Identities of this resource";
/// Where Azure names none.
pub const USES_NONE: &str = "No identities found, or you don't have access to the resource.";
/// Where the same can be seen without connecting Azure here.
pub const USES_INSTEAD: &str = "In the Azure portal, see Identity > User assigned of the resource.";
/// Beside an identity that the list does not have.
pub const NOT_LISTED: &str = "not in this tenant's list of identities";

/// Said while an id is looked up in the directory.
pub const LOOKING_UP: &str = "Looking up this ID";

/// Beside a name that another one has too, or that looks like another's. It has little room; the title says the rest.
pub fn namesake(namesake: Namesake) -> &'static str {
    match namesake {
        Namesake::Same => "Same name",
        Namesake::Similar => "Similar name",
    }
}
/// How an identity differs from one with the same or a similar name.
pub fn distinction(namesake: Namesake, id: ServicePrincipalId) -> String {
    match namesake {
        Namesake::Same => format!("Another identity has the same name. This one has the object ID {id}."),
        Namesake::Similar => format!("The name looks like another identity's. This one has the object ID {id}."),
    }
}

/// The first part of an id: enough to tell a few apart at a glance.
pub fn beginning(id: ServicePrincipalId) -> String {
    let whole = id.to_string();
    format!("{}…", whole.split('-').next().unwrap_or_default())
}

/// The caption of the table.
pub fn caption(shown: usize, all: usize) -> String {
    let all_of_them = count::of(all, "managed identity", "managed identities");
    if shown == all { all_of_them } else { format!("{} of {all_of_them}", count::grouped(shown)) }
}

/// Said while pages of the list arrive.
pub fn progress(read: usize) -> String {
    format!("{} loaded", count::of(read, "identity", "identities"))
}

/// What an Azure resource belongs to: its subscription by name, or by its ID where the name isn't known, or its
/// management group.
pub fn subscription_of(resource: &AzureResource, name: impl Fn(Guid) -> Option<String>) -> Option<String> {
    let group = || resource.management_group().map(|id| format!("{MANAGEMENT_GROUP} {}", visible(id)));
    resource.subscription().map(|id| name(id).unwrap_or_else(|| id.to_string())).or_else(group)
}

/// The name of a kind in the filter.
pub fn kind_filter(kind: KindFilter) -> &'static str {
    match kind {
        KindFilter::All => ALL,
        KindFilter::SystemAssigned => self::kind(IdentityKind::SystemAssigned),
        KindFilter::UserAssigned => self::kind(IdentityKind::UserAssigned),
        KindFilter::Unknown => self::kind(IdentityKind::Unknown),
    }
}

/// The name of a kind.
pub fn kind(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::SystemAssigned => "System-assigned",
        IdentityKind::UserAssigned => "User-assigned",
        IdentityKind::Unknown => "Unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caption_counts_what_is_shown() {
        assert_eq!(caption(12580, 12580), "12,580 managed identities");
        assert_eq!(caption(1, 12580), "1 of 12,580 managed identities");
        assert_eq!(caption(1, 1), "1 managed identity");
    }
}
