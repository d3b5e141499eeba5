//! User-assigned identities: creating, reading, changing and deleting them.
//!
//! <https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities>

use serde_json::{Map, Value, json};

use super::super::ledger::Change;
use super::super::tenant::{AzureResourceState, DeletedIdentity, LockLevel, ServicePrincipal, Tenant};
use super::guards::{need_changeable, need_multi_factor, need_no_policy};
use super::inquiry::{Answer, Arm, ArmInquiry};
use super::refusal::{ArmRefusal, REGIONS};
use super::resource_identity::create;
use super::resources::{need, need_same_location, read_object, region_name, set_tags};
use super::{list, resource_json, rights, scopes};
use domain::azure_resource::AzureResource;
use domain::guid::Guid;

const PROVIDER: &str = "Microsoft.ManagedIdentity";
const KIND: &str = "Microsoft.ManagedIdentity/userAssignedIdentities";

/// Answers an identity.
pub(super) fn get(arm: &Arm<'_>, inquiry: &ArmInquiry<'_>, resource: &AzureResource) -> Result<Answer, ArmRefusal> {
    let resource = need(arm.tenant, inquiry, resource, KIND, "read")?;
    Ok((200, Some(write(arm.tenant, &resource))))
}

/// Answers the identities of a subscription, or of one of its resource groups, as far as the caller may read them.
pub(super) fn list_all(
    arm: &Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    subscription: Guid,
    group: Option<&str>,
) -> Result<Answer, ArmRefusal> {
    let tenant = &*arm.tenant;
    scopes::need_subscription(tenant, subscription)?;
    if let Some(group) = group {
        scopes::need_group(tenant, subscription, group)?;
    }
    let all = tenant.azure_resource_ids();
    let found = all.iter().filter_map(|id| AzureResource::parse(id)).filter(|it| {
        it.is_user_assigned_identity()
            && it.subscription() == Some(subscription)
            && group.is_none_or(|group| it.resource_group().is_some_and(|own| own.eq_ignore_ascii_case(group)))
            && rights::may(tenant, inquiry.caller, it.id(), &format!("{KIND}/read"), None)
    });
    let entries = found.map(|it| write(tenant, &it)).collect();
    Ok(list::answer(tenant, inquiry, entries))
}

/// Creates an identity; one that exists gets the tags that were sent. It can't move to another region.
pub(super) fn put(arm: &mut Arm<'_>, inquiry: &ArmInquiry<'_>, resource: &AzureResource) -> Result<Answer, ArmRefusal> {
    let subscription = need_writable(arm.tenant, inquiry, resource)?;
    let body = read_object(inquiry.body)?;
    if let Some(id) = scopes::find_resource(arm.tenant, resource.id()) {
        let resource = AzureResource::parse(&id).unwrap_or_else(|| resource.clone());
        need_same_location(arm.tenant, &resource, &body)?;
        return Ok(update(arm, &resource, &body));
    }
    let location = body.get("location").and_then(Value::as_str).ok_or_else(ArmRefusal::location_required)?;
    let location = region_name(location);
    if !REGIONS.iter().any(|(name, _)| *name == location) {
        return Err(ArmRefusal::location_unavailable(&location, KIND));
    }
    if arm.tenant.azure.unregistered_subscriptions.contains(&subscription) {
        return Err(ArmRefusal::not_registered(PROVIDER));
    }
    need_valid_name(resource.name())?;
    if arm.tenant.azure.is_directory_full {
        return Err(ArmRefusal::directory_full());
    }
    let group = resource.resource_group().unwrap_or_default();
    let id = format!("/subscriptions/{subscription}/resourceGroups/{group}/providers/{KIND}/{}", resource.name());
    let principal = create(arm.tenant, resource.name(), "isExplicit=True", &id, inquiry.now);
    let state = arm.tenant.azure.resource_states.entry(id.to_lowercase()).or_default();
    *state = AzureResourceState { location: Some(location), ..AzureResourceState::default() };
    set_tags(state, &body);
    // A resource that was noted as deleted is there again.
    arm.tenant.gone_azure_resources.remove(&id.to_lowercase());
    arm.changes.push(Change::IdentityCreated { resource: id.clone(), id: principal });
    let made = AzureResource::parse(&id).unwrap_or_else(|| resource.clone());
    Ok((201, Some(write(arm.tenant, &made))))
}

/// Replaces the tags of an identity.
pub(super) fn patch(
    arm: &mut Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
) -> Result<Answer, ArmRefusal> {
    need_writable(arm.tenant, inquiry, resource)?;
    let resource = need(arm.tenant, inquiry, resource, KIND, "write")?;
    let body = read_object(inquiry.body)?;
    if body.contains_key("location") {
        need_same_location(arm.tenant, &resource, &body)?;
    }
    Ok(update(arm, &resource, &body))
}

/// Deletes an identity permanently. Resources that use it still name it, and its role assignments stay. Where there is
/// none, that is no failure: 204.
pub(super) fn delete(
    arm: &mut Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
) -> Result<Answer, ArmRefusal> {
    need_multi_factor(arm.tenant, inquiry.caller)?;
    let tenant = &*arm.tenant;
    if let Some(subscription) = resource.subscription() {
        scopes::need_subscription(tenant, subscription)?;
    }
    rights::need(tenant, inquiry, resource.id(), &format!("{KIND}/delete"))?;
    let Some(found) = tenant.user_assigned_identity(resource.id()) else { return Ok((204, None)) };
    let (id, app_id) = (found.id, found.app_id);
    let spelled = resource_of(found).unwrap_or_default();
    let listed = spelled.replace("/resourcegroups/", "/resourceGroups/");
    need_changeable(tenant, resource.id(), "delete", |_| true)?;
    if tenant.identity_users.iter().any(|(it, _)| *it == id) {
        arm.tenant.azure.deleted_identities.push(DeletedIdentity { resource: spelled.clone(), id, app_id });
    }
    arm.tenant.delete_service_principal(id, inquiry.now);
    arm.tenant.azure.resource_states.remove(&spelled.to_lowercase());
    arm.changes.push(Change::IdentityDeleted { resource: listed, id });
    Ok((200, None))
}

/// Answers the system-assigned identity of a resource of any type.
pub(super) fn of_resource(
    arm: &Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
) -> Result<Answer, ArmRefusal> {
    let tenant = &*arm.tenant;
    scopes::need(tenant, resource.id())?;
    rights::need(tenant, inquiry, resource.id(), "Microsoft.ManagedIdentity/identities/read")?;
    let group = resource.resource_group().unwrap_or_default();
    let missing = || ArmRefusal::no_such_resource("Microsoft.ManagedIdentity/identities", "default", group);
    let found = tenant.system_assigned_identity(resource.id()).ok_or_else(missing)?;
    Ok((
        200,
        Some(json!({
            "id": format!("{}/providers/Microsoft.ManagedIdentity/identities/default", resource.id()),
            "name": "default",
            "type": "Microsoft.ManagedIdentity/identities",
            "location": resource_json::location(tenant, resource.id()),
            "properties": { "tenantId": tenant.id, "principalId": found.id, "clientId": found.app_id },
        })),
    ))
}

/// Refuses a write that the caller may not do or that something prevents.
fn need_writable(tenant: &Tenant, inquiry: &ArmInquiry<'_>, resource: &AzureResource) -> Result<Guid, ArmRefusal> {
    need_multi_factor(tenant, inquiry.caller)?;
    let subscription = resource.subscription().unwrap_or(Guid::ZERO);
    scopes::need_subscription(tenant, subscription)?;
    rights::need(tenant, inquiry, resource.id(), &format!("{KIND}/write"))?;
    scopes::need_group(tenant, subscription, resource.resource_group().unwrap_or_default())?;
    need_changeable(tenant, resource.id(), "write", |level| level == LockLevel::ReadOnly)?;
    need_no_policy(tenant, resource.id(), resource.name())?;
    Ok(subscription)
}

/// Refuses a name that the rules for names don't allow.
///
/// <https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity>
fn need_valid_name(name: &str) -> Result<(), ArmRefusal> {
    let starts = name.chars().next().is_some_and(|first| first.is_ascii_alphanumeric());
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    match starts && (3..=128).contains(&name.len()) && name.chars().all(is_plain) {
        true => Ok(()),
        false => Err(ArmRefusal::new(400, "InvalidResourceName", format!("The resource name '{name}' is invalid."))),
    }
}

fn update(arm: &mut Arm<'_>, resource: &AzureResource, body: &Map<String, Value>) -> Answer {
    let state = arm.tenant.azure.resource_states.entry(resource.id().to_lowercase()).or_default();
    set_tags(state, body);
    (200, Some(write(arm.tenant, resource)))
}

/// The resource ID of an identity as the directory has it.
fn resource_of(identity: &ServicePrincipal) -> Option<String> {
    identity.alternative_names.iter().find(|name| name.starts_with('/')).cloned()
}

/// An identity. Its ID comes with `resourcegroups` in small letters.
fn write(tenant: &Tenant, resource: &AzureResource) -> Value {
    let state = resource_json::state(tenant, resource.id());
    let found = tenant.user_assigned_identity(resource.id());
    let mut body = json!({
        "id": resource.id().replace("/resourceGroups/", "/resourcegroups/"),
        "name": resource.name(), "type": KIND,
        "location": resource_json::location(tenant, resource.id()), "tags": {},
        "properties": {
            "tenantId": tenant.id, "principalId": found.map(|it| it.id), "clientId": found.map(|it| it.app_id),
        },
    });
    for (name, value) in state.tags.iter() {
        body["tags"][name] = json!(value);
    }
    body
}
