//! What happened in the company lately: grants in the audit log, sign-ins, and what else an identity's page can tell.

use std::time::Duration;

use super::apis;
use super::dates::days_before;
use super::identities::{HR_SYNC, SPARE};
use super::people::ADMINISTRATOR;
use crate::tenant::{
    AppRoleAssignment, DelegatedGrant, FederatedCredential, RoleScope, ServicePrincipalKind, SignIn, Tenant,
};
use domain::ids::{RoleDefinitionId, ServicePrincipalId};
use domain::time::Timestamp;
use domain::well_known::MICROSOFT_GRAPH;

/// How long the audit log goes back.
const LOGGED: Duration = Duration::from_secs(30 * 86_400);
const GLOBAL_READER: RoleDefinitionId = RoleDefinitionId::known("f2ef992c-3afb-46b9-b7cf-a126ee74c451");

pub(super) fn add(tenant: &mut Tenant, now: Timestamp) {
    let identities: Vec<(ServicePrincipalId, String)> = tenant
        .service_principals
        .values()
        .filter(|it| it.kind == ServicePrincipalKind::ManagedIdentity && it.display_name != SPARE)
        .map(|it| (it.id, it.display_name.clone()))
        .collect();
    for (number, (id, name)) in (0..).zip(&identities) {
        log_grants(tenant, *id, now);
        // Every fifth never signed in, as far as the log goes back.
        if number % 5 != 4 || name == HR_SYNC {
            add_sign_ins(tenant, *id, now - Duration::from_secs(number * 5 * 3_600 + 900));
        }
        match name.as_str() {
            HR_SYNC => {
                trust_deployments(tenant, *id);
                add_consent(tenant, *id);
                log_trial(tenant, *id, now);
            }
            // Its last sign-in is long ago; the resource of another one was deleted.
            "aa-old-offboarding" => {
                tenant.sign_ins.retain(|it| it.principal != *id);
                add_sign_ins(tenant, *id, days_before(now, 210));
            }
            "func-payroll-bridge" => forget_resource(tenant, *id),
            "id-profile-sync" => add_consent(tenant, *id),
            "id-tenant-documentation" => {
                let (start, end) = (days_before(now, 2), now + Duration::from_secs(5 * 86_400));
                tenant.assign_until(id.0, GLOBAL_READER, RoleScope::Tenant, start, end);
            }
            _ => {}
        }
    }
}

/// Azure deleted the resource of an identity and the directory has not noticed.
fn forget_resource(tenant: &mut Tenant, id: ServicePrincipalId) {
    let names = tenant.service_principals.get(&id).map(|it| it.alternative_names.clone()).unwrap_or_default();
    let resources = names.iter().filter(|name| name.starts_with('/')).map(|name| name.to_lowercase());
    tenant.gone_azure_resources.extend(resources);
}

fn log_grants(tenant: &mut Tenant, id: ServicePrincipalId, now: Timestamp) {
    let held: Vec<_> = tenant.app_role_assignments.of_principal(id.0).map(|(_, it)| it.clone()).collect();
    for it in held {
        if let Some(at) = it.created.filter(|at| now.since(*at) < LOGGED) {
            tenant.log_app_role(at, ADMINISTRATOR, &it, true);
        }
    }
}

/// A permission that was given for a trial and removed again.
fn log_trial(tenant: &mut Tenant, id: ServicePrincipalId, now: Timestamp) {
    let Some((_, app_role)) = apis::role(tenant, MICROSOFT_GRAPH, "Mail.ReadWrite") else { return };
    let held = tenant.app_role_assignments.of_principal(id.0).map(|(_, it)| it.clone());
    let of_graph = held.filter(|it| it.resource_display_name.as_deref() == Some("Microsoft Graph")).last();
    let Some(tried) = of_graph.map(|it| AppRoleAssignment { app_role, ..it }) else { return };
    tenant.log_app_role(days_before(now, 20), ADMINISTRATOR, &tried, true);
    tenant.log_app_role(days_before(now, 6), ADMINISTRATOR, &tried, false);
}

fn add_sign_ins(tenant: &mut Tenant, principal: ServicePrincipalId, last: Timestamp) {
    for (days, error_code) in [(2, 0), (1, 7_000_112), (0, 0)] {
        let (id, at) = (tenant.new_guid(), last - Duration::from_secs(days * 86_400));
        let resource_display_name = "Microsoft Graph".to_owned();
        tenant.add_sign_in(SignIn { id, principal, at, resource_display_name, error_code });
    }
}

fn trust_deployments(tenant: &mut Tenant, of: ServicePrincipalId) {
    let credential = FederatedCredential {
        id: tenant.new_guid(),
        name: "deployments".to_owned(),
        issuer: "https://token.actions.githubusercontent.com".to_owned(),
        subject: Some("repo:halden-logistics/hr-sync:ref:refs/heads/main".to_owned()),
        claims_matching: None,
        audiences: vec!["api://AzureADTokenExchange".to_owned()],
    };
    tenant.add_federated_credential(of, credential);
}

/// A managed identity acts for itself, so that a consent like this one is a leftover that a reviewer wants to see.
fn add_consent(tenant: &mut Tenant, client: ServicePrincipalId) {
    let Some(resource) = tenant.service_principal_of(MICROSOFT_GRAPH).map(|api| api.id) else { return };
    tenant.add_delegated_grant(DelegatedGrant {
        client,
        person: None,
        resource,
        scope: "User.Read Mail.Read".to_owned(),
    });
}

#[cfg(test)]
mod tests {
    use crate::sample::tenant;
    use domain::time::Timestamp;

    #[test]
    fn there_is_something_to_see_in_every_log() {
        let now = Timestamp::from_millis(1_795_000_000_000);
        let tenant = tenant(now);
        assert!(tenant.sign_ins.iter().all(|it| it.at < now) && tenant.sign_ins.len() > 50);
        assert!(!tenant.audits.is_empty() && tenant.audits.iter().all(|it| it.at < now));
        assert_eq!((tenant.federated_credentials.len(), tenant.delegated_grants.len()), (2, 2));
        assert_eq!(tenant.role_schedules.len(), 1);
    }
}
