//! Sets the identities of a resource, and creates or deletes their service principals in the directory.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview>

use super::super::ledger::ResourceIdentityChange;
use super::super::tenant::{ServicePrincipal, Tenant, WantedIdentities};
use super::identity_rules::has;
use domain::azure_resource::AzureResource;
use domain::ids::{AppId, ServicePrincipalId};
use domain::time::Timestamp;

/// Changes the identities of a resource, and says what changed.
pub(super) fn apply(
    tenant: &mut Tenant,
    resource: &str,
    wanted: &WantedIdentities,
    now: Timestamp,
) -> ResourceIdentityChange {
    let mut change = ResourceIdentityChange { resource: resource.to_owned(), ..ResourceIdentityChange::default() };
    // Without identities nothing else in the tenant tells of the resource.
    if !has(&tenant.azure.resources, resource) {
        tenant.azure.resources.push(resource.to_owned());
    }
    let own = tenant.system_assigned_identity(resource).map(|it| it.id);
    match (own, wanted.is_system_assigned) {
        (None, true) => change.enabled = Some(enable(tenant, resource, now)),
        (Some(id), false) => {
            tenant.delete_service_principal(id, now);
            change.disabled = Some(id);
        }
        _ => {}
    }
    let had = tenant.user_assigned_identities(resource);
    for (name, id, _) in &had {
        if !has(&wanted.user_assigned, name) {
            tenant.identity_users.retain(|(it, user)| it != id || !user.eq_ignore_ascii_case(resource));
            change.detached.push(name.clone());
        }
    }
    for name in wanted.user_assigned.iter().filter(|name| !had.iter().any(|(it, ..)| it.eq_ignore_ascii_case(name))) {
        if let Some(id) = tenant.user_assigned_identity(name).map(|it| it.id) {
            tenant.identity_users.push((id, resource.to_owned()));
            change.attached.push(name.clone());
        }
    }
    let state = tenant.azure.resource_states.entry(resource.to_lowercase()).or_default();
    state.revision += 1;
    state.has_failed = false;
    change
}

/// Whether anything changed at all.
pub(super) fn is_change(change: &ResourceIdentityChange) -> bool {
    change.enabled.is_some() || change.disabled.is_some() || !change.attached.is_empty() || !change.detached.is_empty()
}

/// Makes the service principal of a resource's own identity, which has the resource's name.
fn enable(tenant: &mut Tenant, resource: &str, now: Timestamp) -> ServicePrincipalId {
    let name = match AzureResource::parse(resource) {
        // The name of a slot comes after that of its app.
        Some(it) if it.resource_type().eq_ignore_ascii_case("Microsoft.Web/sites/slots") => {
            resource.rsplit("/sites/").next().unwrap_or_default().to_owned()
        }
        Some(it) => it.name().to_owned(),
        None => String::new(),
    };
    create(tenant, &name, "isExplicit=False", resource, now)
}

/// Makes the service principal of an identity, with the names that Azure gives it.
pub(super) fn create(tenant: &mut Tenant, name: &str, how: &str, resource: &str, now: Timestamp) -> ServicePrincipalId {
    let (id, app_id) = (ServicePrincipalId(tenant.new_guid()), AppId(tenant.new_guid()));
    let resource = resource.replace("/resourceGroups/", "/resourcegroups/");
    let principal = ServicePrincipal::managed_identity(id, app_id, name, &[how, &resource]);
    tenant.add_service_principal(ServicePrincipal { created: now, ..principal });
    id
}
