//! A tenant whose people have chosen every name to do harm, and one in which someone poses as Microsoft.

use domain::guid::Guid;
use domain::ids::{AppId, AppRoleId, ObjectId, ServicePrincipalId};
use domain::well_known::MICROSOFT_GRAPH;
use simulator::tenant::{AppRole, Application, ServicePrincipal, ServicePrincipalKind, Tenant};

/// The application that calls itself Microsoft Graph.
const IMPOSTOR: Guid = Guid::known("0badcafe-0000-4000-8000-00000000f4fe");

/// More permissions than this fill more screens than a test wants to look at.
const MOST: usize = 200;

/// Puts the texts into every field of every object that has a text of someone's choice, over and over. What decides who
/// is who is left alone: ids, the names that people sign in with, the values of Microsoft's own roles.
pub fn fill(tenant: &mut Tenant, texts: &[String]) {
    let mut texts = texts.iter().cycle();
    let mut put = |field: &mut String| {
        if let Some(text) = texts.next() {
            field.clone_from(text);
        }
    };
    put(&mut tenant.display_name);
    tenant.users.values_mut().for_each(|user| put(&mut user.display_name));
    for principal in tenant.service_principals.values_mut().chain(tenant.deleted.values_mut().map(|(it, _)| it)) {
        let is_own = principal.app_owner == Some(tenant.id);
        put(&mut principal.display_name);
        principal.tags.iter_mut().for_each(&mut put);
        principal.further_names.iter_mut().for_each(&mut put);
        for role in &mut principal.app_roles {
            put(&mut role.display_name);
            put(&mut role.description);
            if is_own && let Some(value) = &mut role.value {
                put(value);
            }
        }
        principal.scopes.iter_mut().for_each(|scope| put(&mut scope.description));
    }
    tenant.applications.values_mut().for_each(|application| put(&mut application.display_name));
    tenant.groups.values_mut().for_each(|group| put(&mut group.display_name));
    tenant.administrative_units.values_mut().for_each(|unit| put(&mut unit.display_name));
    for role in tenant.role_definitions.values_mut() {
        put(&mut role.display_name);
        put(&mut role.description);
    }
    tenant.delegated_grants.iter_mut().for_each(|grant| put(&mut grant.scope));
    for credential in tenant.federated_credentials.values_mut().flatten() {
        let texts = [&mut credential.name, &mut credential.issuer].into_iter();
        texts.chain(credential.subject.as_mut()).chain(credential.claims_matching.as_mut()).for_each(&mut put);
        credential.audiences.iter_mut().for_each(&mut put);
    }
    for target in tenant.audits.iter_mut().flat_map(|audit| &mut audit.targets) {
        target.display_name.iter_mut().for_each(&mut put);
        for (name, before, after) in &mut target.modified {
            if name.ends_with("Name") || name.ends_with("Value") {
                before.iter_mut().chain(after).for_each(&mut put);
            }
        }
    }
    tenant.sign_ins.iter_mut().for_each(|sign_in| put(&mut sign_in.resource_display_name));
    tenant.azure_roles.iter_mut().for_each(|role| put(&mut role.role_name));
    tenant.azure.custom_roles.iter_mut().for_each(|role| put(&mut role.name));
}

/// Registers an application of the tenant's own that calls itself Microsoft Graph and offers what Graph offers, and
/// poisons the list of the real one: what is called `AuditLog.Read.All` there carries the id of a role that can do
/// anything, and one role is of tomorrow.
pub fn add_impostor_apis(tenant: &mut Tenant) {
    let (app_id, id) = (AppId(IMPOSTOR), ServicePrincipalId(IMPOSTOR));
    let role = |value: &str| AppRole::for_applications(AppRoleId(IMPOSTOR), value, value, "Just like the real one.");
    tenant.add_application(Application {
        id: ObjectId(IMPOSTOR),
        app_id,
        display_name: "Microsoft Graph".to_owned(),
        owners: Vec::new(),
    });
    let mut impostor = ServicePrincipal::application(id, app_id, "Microsoft Graph", tenant.id);
    impostor.app_roles.push(role("Mail.Send"));
    impostor.tags.push("WindowsAzureActiveDirectoryIntegratedApp".to_owned());
    tenant.add_service_principal(impostor);

    let graph = tenant.service_principals.values_mut().find(|it| it.app_id == MICROSOFT_GRAPH);
    for role in graph.into_iter().flat_map(|graph| &mut graph.app_roles) {
        match role.value.as_deref() {
            Some("AuditLog.Read.All") => role.value = Some("AuditLog.Read.All.Before".to_owned()),
            Some("RoleManagement.ReadWrite.Directory") => role.value = Some("AuditLog.Read.All".to_owned()),
            Some("Acronym.Read.All") => {
                role.value = Some("Tomorrow.Read.All".to_owned());
                role.id = AppRoleId(IMPOSTOR);
            }
            _ => {}
        }
    }
}

/// The managed identities that have the most and have the most to show, the one with the most permissions first.
pub fn richest_identities(tenant: &Tenant) -> Vec<ServicePrincipalId> {
    let held = |id: &ServicePrincipalId| tenant.app_role_assignments.of_principal(id.0).count();
    let is_one = |it: &&ServicePrincipal| it.kind == ServicePrincipalKind::ManagedIdentity;
    let mut all: Vec<ServicePrincipalId> = tenant.service_principals.values().filter(is_one).map(|it| it.id).collect();
    all.retain(|id| held(id) <= MOST);
    all.sort_by_key(|id| std::cmp::Reverse(held(id)));
    let trusting = tenant.federated_credentials.keys().copied();
    let owning = tenant.delegated_grants.iter().map(|grant| grant.client);
    let mut worth = Vec::new();
    for id in all.iter().copied().take(2).chain(trusting.take(1)).chain(owning.take(1)) {
        if all.contains(&id) && !worth.contains(&id) {
            worth.push(id);
        }
    }
    worth
}
