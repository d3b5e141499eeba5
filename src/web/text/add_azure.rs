//! Adding an Azure role: the role, its scope, and what the signed-in user may do there.

use super::count;
use super::resource_type::resource_type;
use domain::azure_rights::AzureRight;
use domain::azure_role::AzureScope;
use domain::azure_scope_tree::NamedAzureScope;

/// The heading.
pub const HEADING: &str = "Add an Azure role";
/// Said while the roles are read.
pub const READING_ROLES: &str = "Loading Azure roles";
/// What users of a read-only deployment can do.
pub const INSTEAD: &str = "In the Azure portal, open the scope and select Access control (IAM).";
/// The heading of the role.
pub const ROLE: &str = "Role";
/// The label of the search for a role.
pub const SEARCH: &str = "Search Azure roles";
/// What can be searched for.
pub const SEARCH_HINT: &str = "Name or purpose, such as “read key vault secrets”";
/// The button that picks another role.
pub const OTHER_ROLE: &str = "Change role";
/// Beside a role of the tenant's own.
pub const CUSTOM: &str = "Custom role";
/// Where there is more than is shown.
pub const MORE: &str = "More results exist. Enter more of the name.";
/// The heading of the scope.
pub const SCOPE: &str = "Scope";
/// The button that looks into a subscription.
pub const INSIDE: &str = "Resource groups and resources";
/// The button that searches for resources.
pub const FIND_RESOURCES: &str = "Search resources";
/// The heading of the resource groups.
pub const RESOURCE_GROUPS: &str = "Resource groups";
/// The heading of the resources.
pub const RESOURCES: &str = "Resources";
/// Said while management groups and subscriptions are read.
pub const READING_SCOPES: &str = "Loading management groups and subscriptions";
/// Said while resource groups are read.
pub const READING_GROUPS: &str = "Loading resource groups";
/// Said while resources are searched for.
pub const READING_RESOURCES: &str = "Searching resources";
/// Where a list may be incomplete.
pub const SCOPES_MISSING: &str = "Couldn't load all scopes. If a scope is missing, paste its resource ID.";
/// Said while the user's rights are read.
pub const READING_RIGHTS: &str = "Checking what you can do at this scope";
/// Beside the scope that is offered first.
pub const SUGGESTED: &str = "Contains the resource of this identity";
/// What is still to be picked.
pub const PICK_ROLE: &str = "Select a role.";
/// What is still to be picked.
pub const PICK_SCOPE: &str = "Select a scope.";
/// The button that adds the role to the selection.
pub const ADD: &str = "Add to selection";

/// The label of the search for a scope, or for a subscription to look into.
pub fn scope_search(any: bool) -> &'static str {
    match any {
        true => "Search management groups and subscriptions, or paste a resource ID",
        false => "Search subscriptions, or paste a resource ID",
    }
}

/// The button that picks another scope, or another resource or resource group.
pub fn other_scope(any: bool) -> &'static str {
    if any { "Change scope" } else { "Change" }
}

/// The label of the search within a subscription.
pub fn inside_search(groups: bool, resources: bool) -> &'static str {
    match (groups, resources) {
        (true, true) => "Search resource groups, or enter a resource name",
        (true, false) => "Search resource groups",
        (false, _) => "Resource name, or part of it",
    }
}

/// Whether the role was added to the selection.
pub fn added(number: usize) -> String {
    match number {
        0 => "Already in your selection.".to_owned(),
        _ => "Added to your selection.".to_owned(),
    }
}

/// How many roles were found.
pub fn found(number: usize) -> String {
    format!("{} found", count::of(number, "role", "roles"))
}

/// How many scopes were found, or resources and resource groups.
pub fn scopes_found(number: usize, any: bool) -> String {
    let (one, many) = if any { ("scope", "scopes") } else { ("result", "results") };
    format!("{} found", count::of(number, one, many))
}

/// The button that goes back to all scopes, or to the subscriptions.
pub fn all_scopes(any: bool) -> &'static str {
    if any { "All scopes" } else { "All subscriptions" }
}

/// The name of the button that looks into a subscription, for screen readers.
pub fn inside_of(subscription: &str) -> String {
    format!("{INSIDE} in {subscription}")
}

/// The button that picks the whole subscription.
pub fn whole(subscription: &str) -> String {
    format!("Whole subscription {subscription}")
}

/// What a scope is.
pub fn kind(scope: &NamedAzureScope) -> String {
    match &scope.scope {
        AzureScope::Root => "Root scope".to_owned(),
        AzureScope::ManagementGroup(group) => format!("Management group {}", group.id),
        AzureScope::Subscription(id) => format!("Subscription {id}"),
        AzureScope::ResourceGroup { .. } => "Resource group".to_owned(),
        AzureScope::Resource(resource) => {
            let group = resource.resource_group().map_or_else(String::new, |group| format!(", resource group {group}"));
            format!("{}{group}", resource_type(&scope.resource_type))
        }
        AzureScope::Other(_) => "Unknown".to_owned(),
    }
}

/// Whether the user may assign roles at the scope.
pub fn right(right: AzureRight) -> &'static str {
    match right {
        AzureRight::Probably => {
            "Your Azure roles allow you to assign roles at this scope. A condition, a lock or a policy can still prevent the assignment."
        }
        AzureRight::No => {
            "None of your Azure roles allows you to assign roles at this scope. You need Role Based Access Control \
             Administrator, User Access Administrator or Owner at this scope or above."
        }
        AzureRight::Unknown => {
            "Couldn't check whether you can assign roles at this scope. Azure decides when you apply."
        }
    }
}

/// What is still missing for an Azure role in the selection.
pub fn to_pick_for(role: &str, has_scope: bool) -> String {
    let next = if has_scope { "add it to your selection." } else { "select its scope." };
    format!("{role}: {next}")
}
