//! Which scopes and locks there are, as far as the caller may see them.
//!
//! <https://learn.microsoft.com/rest/api/managementgroups/entities/list>

use serde_json::{Value, json};

use super::super::resource_graph;
use super::super::tenant::{LockLevel, Tenant};
use super::inquiry::{Answer, ArmInquiry};
use super::refusal::ArmRefusal;
use super::resource_json::{LOCATION, location};
use super::scope::{is_within, normal};
use super::{filter, list, rights, scopes};
use domain::azure_resource::AzureResource;
use domain::guid::Guid;

const GROUPS: &str = "/providers/Microsoft.Management/managementGroups";

/// Whether the caller has any role at a scope, above it or below it.
pub(super) fn is_seen(tenant: &Tenant, inquiry: &ArmInquiry<'_>, scope: &str) -> bool {
    let assignments = rights::assignments_of(tenant, inquiry.caller.user.0);
    assignments.iter().any(|it| is_within(tenant, scope, &it.scope) || is_within(tenant, &it.scope, scope))
}

/// What the caller may do with a management group or subscription in the hierarchy.
fn access(tenant: &Tenant, inquiry: &ArmInquiry<'_>, scope: &str, kind: &str) -> &'static str {
    let may = |verb: &str| rights::may(tenant, inquiry.caller, scope, &format!("{kind}/{verb}"), None);
    match (may("delete"), may("write"), may("read")) {
        (true, ..) => "delete",
        (_, true, _) => "edit",
        (.., true) => "view",
        _ => "noaccess",
    }
}

/// Answers the management groups and subscriptions, in one list.
pub(super) fn entities(tenant: &Tenant, inquiry: &ArmInquiry<'_>) -> Result<Answer, ArmRefusal> {
    let groups = scopes::management_groups(tenant);
    let group_scope = |id: &str| format!("{GROUPS}/{id}");
    let mut entries = Vec::new();
    let chain_above = |parent: Option<&String>| -> Vec<(String, &'static str)> {
        let mut chain = Vec::new();
        let mut next = parent.cloned();
        while let Some(id) = next {
            let Some((id, name, parent)) = groups.iter().find(|(it, ..)| *it == id) else { break };
            chain.insert(0, (id.clone(), *name));
            next = parent.clone();
        }
        chain
    };
    let entry = |id: String, kind: &str, name: &str, display: &str, parent: Option<&String>, access: &str| {
        let chain = chain_above(parent);
        json!({
            "id": id, "type": kind, "name": name,
            "properties": {
                "tenantId": tenant.id,
                "displayName": display,
                "parent": { "id": parent.map(|id| group_scope(id)).unwrap_or_default() },
                "permissions": access,
                "inheritedPermissions": access,
                "parentDisplayNameChain": chain.iter().map(|(_, name)| *name).collect::<Vec<_>>(),
                "parentNameChain": chain.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(),
            },
        })
    };
    for (id, name, parent) in &groups {
        let scope = group_scope(id);
        if is_seen(tenant, inquiry, &scope) {
            let access = access(tenant, inquiry, &scope, "Microsoft.Management/managementGroups");
            entries.push(entry(scope, "Microsoft.Management/managementGroups", id, name, parent.as_ref(), access));
        }
    }
    for id in scopes::subscriptions(tenant) {
        let scope = format!("/subscriptions/{id}");
        if is_seen(tenant, inquiry, &scope) {
            let name = tenant.subscriptions.get(&id).copied().unwrap_or_default();
            let parent = tenant.management_groups.get(&id).and_then(|chain| chain.first()).map(|(id, _)| id);
            let access = access(tenant, inquiry, &scope, "Microsoft.Resources/subscriptions");
            entries.push(entry(scope, "/subscriptions", &id.to_string(), name, parent, access));
        }
    }
    Ok(list::answer(tenant, inquiry, entries))
}

/// Answers the subscriptions.
pub(super) fn subscriptions(tenant: &Tenant, inquiry: &ArmInquiry<'_>) -> Result<Answer, ArmRefusal> {
    let seen = |id: &Guid| is_seen(tenant, inquiry, &format!("/subscriptions/{id}"));
    let entries = scopes::subscriptions(tenant).into_iter().filter(seen).map(|id| {
        let disabled = tenant.azure.disabled_subscriptions.contains(&id);
        json!({
            "id": format!("/subscriptions/{id}"),
            "subscriptionId": id,
            "tenantId": tenant.id,
            "displayName": tenant.subscriptions.get(&id).copied().unwrap_or_default(),
            "state": if disabled { "Disabled" } else { "Enabled" },
            "authorizationSource": "RoleBased",
            "managedByTenants": [],
        })
    });
    let (status, body) = list::answer(tenant, inquiry, entries.collect());
    // The description has an address of the next page in every answer.
    let body = body.map(|mut body| {
        if body["nextLink"].is_null() {
            body["nextLink"] = json!("");
        }
        body
    });
    Ok((status, body))
}

/// Answers the resource groups of a subscription.
pub(super) fn resource_groups(tenant: &Tenant, inquiry: &ArmInquiry<'_>, of: Guid) -> Result<Answer, ArmRefusal> {
    let subscription = format!("/subscriptions/{of}");
    scopes::need(tenant, &subscription)?;
    let entry = |name: String| {
        let id = format!("{subscription}/resourceGroups/{name}");
        let state = json!({ "provisioningState": "Succeeded" });
        let kind = "Microsoft.Resources/resourceGroups";
        is_seen(tenant, inquiry, &id)
            .then(|| json!({ "id": id, "name": name, "type": kind, "location": LOCATION, "properties": state }))
    };
    let entries: Vec<Value> = scopes::resource_groups(tenant, of).into_iter().filter_map(entry).collect();
    Ok(list::answer(tenant, inquiry, entries))
}

/// Answers the resources of a subscription, or of one of its resource groups.
pub(super) fn resources(
    tenant: &Tenant,
    inquiry: &ArmInquiry<'_>,
    of: Guid,
    group: Option<&str>,
) -> Result<Answer, ArmRefusal> {
    scopes::need_subscription(tenant, of)?;
    if let Some(group) = group {
        scopes::need_group(tenant, of, group)?;
    }
    let mut kept: Vec<AzureResource> = tenant
        .azure_resource_ids()
        .iter()
        .filter_map(|id| AzureResource::parse(id))
        .filter(|it| it.subscription() == Some(of) && is_seen(tenant, inquiry, it.id()))
        .filter(|it| group.is_none_or(|name| it.resource_group().is_some_and(|own| own.eq_ignore_ascii_case(name))))
        .collect();
    for part in filter::parts(inquiry.address.option("$filter").unwrap_or_default()) {
        if let Some(kind) = filter::equals(part, "resourceType") {
            kept.retain(|it| it.resource_type().eq_ignore_ascii_case(&kind));
        } else if let Some(id) = filter::equals(part, "identity/principalId") {
            let own = |it: &AzureResource| tenant.system_assigned_identity(it.id()).map(|it| it.id);
            kept.retain(|it| own(it).is_some_and(|own| own.to_string().eq_ignore_ascii_case(&id)));
        } else if let Some(text) = substring_of_name(part) {
            kept.retain(|it| it.name().to_lowercase().contains(&text.to_lowercase()));
        } else {
            return Err(ArmRefusal::unsupported_filter(part));
        }
    }
    let identities = resource_graph::identities(tenant);
    let entry = |it: &AzureResource| {
        let mut entry = json!({
            "id": it.id(), "name": it.name(), "type": it.resource_type(), "location": location(tenant, it.id()),
        });
        if let Some(identity) = identities.get(&it.id().to_lowercase()) {
            entry["identity"] = identity.clone();
        }
        entry
    };
    Ok(list::answer(tenant, inquiry, kept.iter().map(entry).collect()))
}

/// The text of `substringof('text', name)`.
fn substring_of_name(part: &str) -> Option<String> {
    let inside = part.strip_prefix("substringof(")?.strip_suffix(')')?;
    let (text, attribute) = inside.rsplit_once(',')?;
    let text = text.trim().strip_prefix('\'')?.strip_suffix('\'')?;
    attribute.trim().eq_ignore_ascii_case("name").then(|| text.replace("''", "'"))
}

/// Answers the locks at a scope: with `atScope()` those above it as well, without those below it.
pub(super) fn locks(tenant: &Tenant, inquiry: &ArmInquiry<'_>) -> Result<Answer, ArmRefusal> {
    let scope = &inquiry.address.scope;
    rights::need(tenant, inquiry, scope, "Microsoft.Authorization/locks/read")?;
    let at_scope = match inquiry.address.option("$filter") {
        None => false,
        Some(text) if text.eq_ignore_ascii_case("atScope()") => true,
        Some(text) => return Err(ArmRefusal::unsupported_filter(text)),
    };
    let is_meant = |lock: &str| match at_scope {
        true => is_within(tenant, scope, lock),
        false => is_within(tenant, lock, scope) || normal(lock) == normal(scope),
    };
    let entries = tenant.azure.locks.iter().filter(|it| is_meant(&it.scope)).map(|it| {
        let level = match it.level {
            LockLevel::CanNotDelete => "CanNotDelete",
            LockLevel::ReadOnly => "ReadOnly",
        };
        json!({
            "properties": { "level": level },
            "id": format!("{}/providers/Microsoft.Authorization/locks/{}", it.scope, it.name),
            "type": "Microsoft.Authorization/locks",
            "name": it.name,
        })
    });
    Ok(list::answer(tenant, inquiry, entries.collect()))
}
