//! Which scopes exist.

use super::super::tenant::Tenant;
use super::refusal::ArmRefusal;
use super::scope::{is_scope, management_group, normal, subscription};
use domain::azure_role::AzureScope;
use domain::guid::Guid;
use domain::sorted_set::SortedSet;

/// The id of a resource in the spelling in which a list writes it; nothing, where the resource doesn't exist.
pub(super) fn find_resource(tenant: &Tenant, id: &str) -> Option<String> {
    tenant.azure_resource_ids().iter().find(|it| it.eq_ignore_ascii_case(id)).cloned()
}

/// The ids of all subscriptions.
pub(super) fn subscriptions(tenant: &Tenant) -> SortedSet<Guid> {
    let known = tenant.subscriptions.keys().copied();
    known.chain(tenant.azure_resource_ids().iter().filter_map(|id| subscription(id))).collect()
}

/// The names of the resource groups of a subscription.
pub(super) fn resource_groups(tenant: &Tenant, of: Guid) -> Vec<String> {
    let scopes = tenant.azure_roles.iter().map(|it| it.scope.clone());
    let mut found: Vec<String> = Vec::new();
    for id in tenant.azure_resource_ids().iter().cloned().chain(scopes) {
        let parts: Vec<&str> = id.split('/').collect();
        let is_of = parts.get(2).and_then(|id| id.parse::<Guid>().ok()) == Some(of);
        let name = parts.get(4).filter(|_| is_of && parts[3].eq_ignore_ascii_case("resourcegroups"));
        if let Some(name) = name
            && !found.iter().any(|it| it.eq_ignore_ascii_case(name))
        {
            found.push((*name).to_owned());
        }
    }
    found
}

/// The id of the root group and those of all other management groups, each with its name and the id of its parent.
pub(super) fn management_groups(tenant: &Tenant) -> Vec<(String, &'static str, Option<String>)> {
    let mut found: Vec<(String, &'static str, Option<String>)> = Vec::new();
    for chain in tenant.management_groups.values() {
        for (at, (id, name)) in chain.iter().enumerate() {
            if !found.iter().any(|(it, ..)| it.eq_ignore_ascii_case(id)) {
                found.push((id.clone(), name, chain.get(at + 1).map(|(id, _)| id.clone())));
            }
        }
    }
    found
}

/// Refuses a scope that doesn't exist.
pub(super) fn need(tenant: &Tenant, scope: &str) -> Result<(), ArmRefusal> {
    let missing = |code, what: &str| Err(ArmRefusal::new(404, code, format!("{what} could not be found.")));
    let own = normal(scope);
    if !is_scope(scope) {
        return missing("InvalidScope", &format!("The scope '{scope}'"));
    }
    if let Some(group) = management_group(&own) {
        let exists = management_groups(tenant).iter().any(|(id, ..)| id.eq_ignore_ascii_case(group));
        return if exists {
            Ok(())
        } else {
            missing("ManagementGroupNotFound", &format!("Management group '{group}'"))
        };
    }
    let Some(subscription) = subscription(&own) else { return Ok(()) };
    need_subscription(tenant, subscription)?;
    match AzureScope::parse(scope) {
        AzureScope::ResourceGroup { name, .. } => need_group(tenant, subscription, &name),
        AzureScope::Resource(resource) => {
            if let Some(group) = resource.resource_group() {
                need_group(tenant, subscription, group)?;
            }
            let is_below = |id: &String| {
                let id = id.to_lowercase();
                id == own || id.starts_with(&format!("{own}/"))
            };
            match tenant.azure_resource_ids().iter().any(is_below)
                || tenant.azure_roles.iter().any(|it| normal(&it.scope) == own)
            {
                true => Ok(()),
                false => missing("ResourceNotFound", &format!("The Resource '{}'", resource.name())),
            }
        }
        _ => Ok(()),
    }
}

/// Refuses a subscription that doesn't exist.
pub(super) fn need_subscription(tenant: &Tenant, id: Guid) -> Result<(), ArmRefusal> {
    match subscriptions(tenant).contains(&id) {
        true => Ok(()),
        false => {
            Err(ArmRefusal::new(404, "SubscriptionNotFound", format!("The subscription '{id}' could not be found.")))
        }
    }
}

/// Refuses a resource group that doesn't exist.
pub(super) fn need_group(tenant: &Tenant, subscription: Guid, name: &str) -> Result<(), ArmRefusal> {
    match resource_groups(tenant, subscription).iter().any(|it| it.eq_ignore_ascii_case(name)) {
        true => Ok(()),
        false => {
            Err(ArmRefusal::new(404, "ResourceGroupNotFound", format!("Resource group '{name}' could not be found.")))
        }
    }
}
