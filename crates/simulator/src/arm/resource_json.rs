//! Azure resources as they are written.

use serde_json::{Map, Value, json};

use super::super::tenant::{AzureResourceState, Tenant};
use super::refusal::REGIONS;
use super::resource_types::ResourceType;
use domain::azure_resource::AzureResource;

/// The region of resources of which nothing was said.
pub(super) const LOCATION: &str = "westeurope";

/// What is remembered of a resource.
pub(super) fn state(tenant: &Tenant, id: &str) -> AzureResourceState {
    tenant.azure.resource_states.get(&id.to_lowercase()).cloned().unwrap_or_default()
}

/// The region of a resource.
pub(super) fn location(tenant: &Tenant, id: &str) -> String {
    state(tenant, id).location.unwrap_or_else(|| LOCATION.to_owned())
}

/// The display name of a region.
fn display_name(region: &str) -> &str {
    REGIONS.iter().find(|(name, _)| *name == region).map_or(region, |(_, display)| display)
}

/// The ETag of a resource.
pub(super) fn etag(tenant: &Tenant, id: &str) -> String {
    format!("\"{}\"", state(tenant, id).revision + 1)
}

/// A resource of a type.
pub(super) fn write(tenant: &Tenant, resource: &AzureResource, of: &ResourceType) -> Value {
    let id = resource.id();
    let state = state(tenant, id);
    let mut properties = state.properties.unwrap_or_else(|| first_properties(of));
    hide_secrets(&mut properties);
    let is_running = tenant.running_operation(id).is_some();
    if let Some((name, value)) = of.state(is_running, state.has_failed) {
        properties.insert(name.to_owned(), json!(value));
    }
    let mut body = json!({
        "id": id, "name": name(resource), "type": of.name, "location": location(tenant, id), "tags": {},
        "properties": properties,
    });
    for (name, value) in state.tags.iter() {
        body["tags"][name] = json!(value);
    }
    // As the example of the description and the documentation have it.
    if of.has_mark("capitals") {
        body["type"] = json!("Microsoft.Automation/AutomationAccounts");
        body["location"] = json!(display_name(&location(tenant, id)));
    }
    if of.has_mark("etag") {
        body["etag"] = json!(etag(tenant, id));
    }
    if let Some(identity) = identity(tenant, id, of) {
        body["identity"] = identity;
    }
    body
}

/// `identity` as the type writes it; nothing, where the type leaves it out for a resource without identity.
fn identity(tenant: &Tenant, id: &str, of: &ResourceType) -> Option<Value> {
    let own = tenant.system_assigned_identity(id);
    let used = tenant.user_assigned_identities(id);
    if own.is_none() && used.is_empty() {
        return of.has_mark("none").then(|| json!({ "type": "None" }));
    }
    // A type that can't have both was filled with both: it shows them in the common spelling.
    let kind = of.kind(own.is_some(), !used.is_empty()).unwrap_or("SystemAssigned, UserAssigned");
    let capitals = of.has_mark("capitals");
    let (principal, client) = if capitals { ("PrincipalId", "ClientId") } else { ("principalId", "clientId") };
    let mut identity = json!({ "type": kind });
    if let Some(own) = own {
        identity["principalId"] = json!(own.id);
        identity["tenantId"] = json!(tenant.id);
    }
    if !used.is_empty() {
        let entry = |(id, object, app)| (id, json!({ principal: object, client: app }));
        identity["userAssignedIdentities"] = Value::Object(used.into_iter().map(entry).collect());
    }
    Some(identity)
}

/// The name of a resource with those of the resources that it belongs to.
fn name(resource: &AzureResource) -> String {
    let provider = resource.id().rsplit("/providers/").next().unwrap_or_default();
    provider.split('/').skip(2).step_by(2).collect::<Vec<_>>().join("/")
}

/// The properties of a resource that was never sent as a whole. Only types that are written as a whole have some.
fn first_properties(of: &ResourceType) -> Map<String, Value> {
    let properties = match of.name {
        "Microsoft.Logic/workflows" => json!({
            "state": "Enabled",
            "definition": {
                "$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
                "contentVersion": "1.0.0.0", "triggers": {}, "actions": {}, "outputs": {},
                "parameters": { "apiKey": { "type": "SecureString" } },
            },
            "parameters": { "apiKey": { "type": "SecureString", "value": "secret" } },
        }),
        "Microsoft.Automation/automationAccounts" => json!({ "sku": { "name": "Basic" } }),
        _ => Value::Null,
    };
    match properties {
        Value::Object(properties) => properties,
        _ => Map::new(),
    }
}

/// Removes the values of secure parameters, which the service doesn't return.
fn hide_secrets(properties: &mut Map<String, Value>) {
    let parameters = properties.get_mut("parameters").and_then(Value::as_object_mut);
    for parameter in parameters.into_iter().flatten().filter_map(|(_, value)| value.as_object_mut()) {
        let kind = parameter.get("type").and_then(Value::as_str).unwrap_or_default();
        if kind.to_ascii_lowercase().starts_with("secure") {
            parameter.remove("value");
        }
    }
}
