//! Resources that can have an identity: reading one, and changing its identities.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview>

use serde_json::{Map, Value};

use super::super::ledger::Change;
use super::super::tenant::{AzureResourceState, LockLevel, Tenant, WantedIdentities};
use super::guards::{need_changeable, need_multi_factor, need_no_policy};
use super::identity_rules::{self, SentIdentity};
use super::inquiry::{Answer, Arm, ArmInquiry};
use super::refusal::{ArmRefusal, DIRECTORY_FULL};
use super::resource_identity::{apply, is_change};
use super::resource_types::{MapRule, Progress, ResourceType};
use super::{operations, resource_json, rights, scopes};
use domain::azure_resource::AzureResource;

/// The action that attaching requires on each identity.
const ASSIGN: &str = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
/// The same as the pattern of the role Managed Identity Operator has it, with a name between.
const ASSIGN_OF_ONE: &str = "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action";

/// Returns a resource. A resource provider returns the current state: only the directory and Azure Resource Graph lag.
pub(super) fn get(
    arm: &Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
    of: &ResourceType,
) -> Result<Answer, ArmRefusal> {
    let resource = need(arm.tenant, inquiry, resource, of.name, "read")?;
    Ok((200, Some(resource_json::write(arm.tenant, &resource, of))))
}

/// Changes tags and identities of a resource.
pub(super) fn patch(
    arm: &mut Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
    of: &ResourceType,
) -> Result<Answer, ArmRefusal> {
    let (resource, body) = need_writable(arm, inquiry, resource, of)?;
    let sent = match body.get("identity").filter(|it| !it.is_null() && of.rule != MapRule::Ignored) {
        Some(identity) => Some(identity_rules::read(of, resource.id(), identity)?),
        None => None,
    };
    let Some(sent) = sent else {
        return Ok(change_state(arm, &resource, of, |state| set_tags(state, &body)));
    };
    let had: Vec<String> = arm.tenant.user_assigned_identities(resource.id()).into_iter().map(|(id, ..)| id).collect();
    let wanted = identity_rules::patched(of.rule, arm.tenant.azure.undocumented_is_merge, &had, &sent)?;
    need_assignable(arm.tenant, inquiry, &resource, of, &sent, &wanted)?;
    if body.contains_key("tags") {
        change_state(arm, &resource, of, |state| set_tags(state, &body));
    }
    set_identities(arm, inquiry, &resource, of, wanted)
}

/// Replaces a whole resource: properties that aren't sent are removed.
pub(super) fn put(
    arm: &mut Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
    of: &ResourceType,
) -> Result<Answer, ArmRefusal> {
    let (resource, body) = need_writable(arm, inquiry, resource, of)?;
    need_same_location(arm.tenant, &resource, &body)?;
    let sent = match body.get("identity").filter(|it| !it.is_null()) {
        Some(identity) => Some(identity_rules::read(of, resource.id(), identity)?),
        None => None,
    };
    let wanted = identity_rules::put(sent.as_ref())?;
    if let Some(sent) = &sent {
        need_assignable(arm.tenant, inquiry, &resource, of, sent, &wanted)?;
    }
    let properties = body.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    // No type that is written as a whole here takes time for it.
    set_identities(arm, inquiry, &resource, of, wanted)?;
    Ok(change_state(arm, &resource, of, |state| {
        state.tags.clear();
        set_tags(state, &body);
        state.properties = Some(properties);
    }))
}

/// The resource as lists spell it, where the caller may do this with it and it exists.
pub(super) fn need(
    tenant: &Tenant,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
    kind: &str,
    verb: &str,
) -> Result<AzureResource, ArmRefusal> {
    if let Some(subscription) = resource.subscription() {
        scopes::need_subscription(tenant, subscription)?;
        rights::need(tenant, inquiry, resource.id(), &format!("{kind}/{verb}"))?;
        if let Some(group) = resource.resource_group() {
            scopes::need_group(tenant, subscription, group)?;
        }
    }
    let found = scopes::find_resource(tenant, resource.id()).and_then(|id| AzureResource::parse(&id));
    let group = resource.resource_group().unwrap_or_default();
    found.ok_or_else(|| ArmRefusal::no_such_resource(kind, resource.name(), group))
}

/// The same for a write, with its body: nothing prevents the write, and no other operation is running.
fn need_writable(
    arm: &Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
    of: &ResourceType,
) -> Result<(AzureResource, Map<String, Value>), ArmRefusal> {
    let tenant = &*arm.tenant;
    need_multi_factor(tenant, inquiry.caller)?;
    let resource = need(tenant, inquiry, resource, of.name, "write")?;
    need_changeable(tenant, resource.id(), "write", |level| level == LockLevel::ReadOnly)?;
    need_no_policy(tenant, resource.id(), resource.name())?;
    let body = read_object(inquiry.body)?;
    let is_stale = |text: &String| text != "*" && *text != resource_json::etag(tenant, resource.id());
    if of.has_mark("etag") && inquiry.if_match.as_ref().is_some_and(is_stale) {
        return Err(ArmRefusal::precondition_failed(resource.id()));
    }
    match tenant.running_operation(resource.id()) {
        Some(_) => Err(ArmRefusal::busy(resource.id(), of.name)),
        None => Ok((resource, body)),
    }
}

/// The body of a request as an object.
pub(super) fn read_object(body: &[u8]) -> Result<Map<String, Value>, ArmRefusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(body)) => Ok(body),
        _ => Err(ArmRefusal::malformed("The request content was invalid: it is not a JSON object.")),
    }
}

/// Refuses identities that the caller may not attach, and those that don't exist. Every identity that is named is a
/// linked scope; that those which are attached already count as well is not documented.
fn need_assignable(
    tenant: &Tenant,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
    of: &ResourceType,
    sent: &SentIdentity,
    wanted: &WantedIdentities,
) -> Result<(), ArmRefusal> {
    let is_identity = |id: &String| {
        AzureResource::parse(id).is_some_and(|it| it.is_user_assigned_identity() && it.subscription().is_some())
    };
    if let Some(id) = sent.kept.iter().chain(&sent.removed).find(|id| !is_identity(id)) {
        return Err(ArmRefusal::invalid_linked_id(id));
    }
    let may = |id: &&str| [ASSIGN, ASSIGN_OF_ONE].iter().any(|it| rights::may(tenant, inquiry.caller, id, it, None));
    let linked: Vec<&str> = sent.kept.iter().map(String::as_str).filter(|id| !may(id)).collect();
    if !linked.is_empty() {
        let action = format!("{}/write", of.name);
        let own = (action.as_str(), resource.id());
        return Err(ArmRefusal::linked_forbidden(tenant, inquiry.caller, own, (ASSIGN, &linked)));
    }
    if let Some(id) = wanted.user_assigned.iter().find(|id| tenant.user_assigned_identity(id).is_none()) {
        return Err(ArmRefusal::failed_identity(resource.id(), &format!("Resource '{id}' was not found.")));
    }
    let is_new = wanted.is_system_assigned && tenant.system_assigned_identity(resource.id()).is_none();
    match is_new && tenant.azure.is_directory_full {
        true => Err(ArmRefusal::failed_identity(resource.id(), DIRECTORY_FULL)),
        false => Ok(()),
    }
}

/// Gives the resource its identities, at once or in an operation.
fn set_identities(
    arm: &mut Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
    of: &ResourceType,
    wanted: WantedIdentities,
) -> Result<Answer, ArmRefusal> {
    if of.progress != Progress::Done {
        operations::start(arm, inquiry, resource, of, wanted);
        let body = (of.progress == Progress::Created).then(|| resource_json::write(arm.tenant, resource, of));
        return Ok((if body.is_some() { 201 } else { 202 }, body));
    }
    if let Some((code, message)) = arm.tenant.azure.operation_settings.failure.clone() {
        return Err(ArmRefusal::failed_operation(code, message).by_provider(of.provider()));
    }
    let change = apply(arm.tenant, resource.id(), &wanted, inquiry.now);
    if is_change(&change) {
        arm.changes.push(Change::ResourceIdentities(change));
    }
    Ok((200, Some(resource_json::write(arm.tenant, resource, of))))
}

/// Changes the stored state of a resource.
fn change_state(
    arm: &mut Arm<'_>,
    resource: &AzureResource,
    of: &ResourceType,
    change: impl FnOnce(&mut AzureResourceState),
) -> Answer {
    let state = arm.tenant.azure.resource_states.entry(resource.id().to_lowercase()).or_default();
    change(state);
    state.revision += 1;
    (200, Some(resource_json::write(arm.tenant, resource, of)))
}

/// Replaces the tags as a whole, where there are some in the body.
pub(super) fn set_tags(state: &mut AzureResourceState, body: &Map<String, Value>) {
    if let Some(tags) = body.get("tags").and_then(Value::as_object) {
        let text = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        state.tags = tags.iter().filter_map(text).collect();
    }
}

/// Refuses a body without the resource's own region.
pub(super) fn need_same_location(
    tenant: &Tenant,
    resource: &AzureResource,
    body: &Map<String, Value>,
) -> Result<(), ArmRefusal> {
    let sent = body.get("location").and_then(Value::as_str).ok_or_else(ArmRefusal::location_required)?;
    let is = resource_json::location(tenant, resource.id());
    match region_name(sent) == is {
        true => Ok(()),
        false => {
            let group = resource.resource_group().unwrap_or_default();
            Err(ArmRefusal::location_is_fixed(resource.name(), group, &is, sent))
        }
    }
}

/// The short name of a region, which can also be named by its display name.
pub(super) fn region_name(text: &str) -> String {
    text.chars().filter(|letter| *letter != ' ').collect::<String>().to_ascii_lowercase()
}
