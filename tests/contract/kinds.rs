//! Kinds of objects and states that a client has to tell apart.

use std::time::Duration;

use domain::guid::Guid;
use domain::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId, TenantId, UserId};
use simulator::tenant::{FederatedCredential, RoleScope, ServicePrincipal, ServicePrincipalKind, SignIn, UserSignIn};

use crate::probe::{self, Probe, names};
use crate::shapes::check;

const BLUEPRINT: &str = "24000000-0000-4000-8000-000000000001";
const BLUEPRINTS_APP: &str = "24000000-0000-4000-8000-000000000002";
const AGENT: &str = "24000000-0000-4000-8000-000000000003";

fn probe_with_agent() -> Probe {
    let mut probe = Probe::new();
    let tenant = &mut probe.simulator.tenant;
    let (owner, blueprint_app): (TenantId, AppId) = (tenant.id, AppId::known(BLUEPRINTS_APP));
    tenant.add_service_principal(ServicePrincipal {
        kind: ServicePrincipalKind::AgentIdentityBlueprint,
        ..ServicePrincipal::application(ServicePrincipalId::known(BLUEPRINT), blueprint_app, "Agents", owner)
    });
    let (id, app_id) = (ServicePrincipalId::known(AGENT), AppId::known("24000000-0000-4000-8000-000000000004"));
    tenant.add_service_principal(ServicePrincipal::agent_identity(id, app_id, "Agent", blueprint_app, owner));
    let graph = ServicePrincipalId::known(probe::GRAPH_ID);
    tenant.grant(Guid::known(BLUEPRINT), graph, AppRoleId::known(probe::USER_READ_ALL), probe.now);
    probe
}

#[test]
fn agent_identities_are_service_principals_of_their_own_kind() {
    let mut probe = probe_with_agent();
    let agent = probe.get(&format!("/v1.0/servicePrincipals/{AGENT}"));
    assert_eq!(agent.body["@odata.type"], "#microsoft.graph.agentIdentity");
    assert_eq!(agent.body["servicePrincipalType"], "ServiceIdentity");
    assert_eq!(agent.body["agentIdentityBlueprintId"], BLUEPRINTS_APP);
    check("agentIdentity", &agent.body, "an agent identity");
    let blueprint = probe.get(&format!("/v1.0/servicePrincipals/{BLUEPRINT}"));
    assert_eq!(blueprint.body["@odata.type"], "#microsoft.graph.agentIdentityBlueprintPrincipal");
    assert_eq!(blueprint.body["servicePrincipalType"], "Application");
    let filter = probe::encode("servicePrincipalType eq 'ManagedIdentity'");
    let identities = probe.get(&format!("/v1.0/servicePrincipals?$filter={filter}"));
    assert!(!names(&identities, "id").contains(&AGENT.to_owned()));
    let ordinary = probe.get(&format!("/v1.0/servicePrincipals/{}", probe::IDENTITY));
    assert_eq!((ordinary.body.get("@odata.type"), ordinary.body.get("agentIdentityBlueprintId")), (None, None));
    let unknown = probe.get("/v1.0/servicePrincipals?$select=id,agentIdentityBlueprintId");
    assert_eq!(unknown.status, 400, "only the derived type declares it: {unknown:?}");
}

#[test]
fn agent_identities_are_listed_with_a_cast_and_inherit_of_their_blueprint_in_beta() {
    let mut probe = probe_with_agent();
    let list = "/v1.0/servicePrincipals/microsoft.graph.agentIdentity";
    assert_eq!(probe.get(list).status, 403);
    let inherited = format!("/servicePrincipals/microsoft.graph.agentIdentity/{AGENT}/inheritedAppRoleAssignments");
    let answer = probe.get(&format!("/beta{inherited}"));
    assert_eq!(names(&answer, "principalId"), [BLUEPRINT]);
    assert_eq!(probe.get(&format!("/beta{inherited}?$top=1")).status, 400);
    assert_eq!(probe.get(&format!("/v1.0{inherited}")).status, 400);
    let other = inherited.replace(AGENT, probe::IDENTITY);
    assert_eq!(probe.get(&format!("/beta{other}")).status, 404);
    probe.limit_to("AgentIdentity.Read.All");
    assert_eq!(names(&probe.get(list), "id"), [AGENT]);
}

#[test]
fn a_role_within_an_access_package_catalog_has_no_directory_scope() {
    let mut probe = Probe::new();
    let catalog = ObjectId::known("73000000-0000-4000-8000-000000000001");
    probe.simulator.tenant.assign(
        Guid::known(probe::IDENTITY),
        RoleDefinitionId::known(probe::EXCHANGE_ADMINISTRATOR),
        RoleScope::AccessPackageCatalog(catalog),
    );
    let filter = probe::encode(&format!("principalId eq '{}'", probe::IDENTITY));
    let list = probe.get(&format!("/v1.0/roleManagement/directory/roleAssignments?$filter={filter}"));
    let entry = &list.body["value"][0];
    assert!(entry["directoryScopeId"].is_null(), "{entry}");
    assert_eq!(entry["appScopeId"], format!("/AccessPackageCatalog/{catalog}"));
    check("unifiedRoleAssignment", entry, "an assignment within a catalog");
    let by_scope = probe::encode(&format!("appScopeId eq '/AccessPackageCatalog/{catalog}'"));
    let found = probe.get(&format!("/v1.0/roleManagement/directory/roleAssignments?$filter={by_scope}"));
    assert_eq!(names(&found, "id").len(), 1);
}

#[test]
fn a_flexible_credentials_expression_is_told_in_beta_only() {
    let mut probe = Probe::new();
    let expression = "claims['sub'] matches 'repo:contoso/*'";
    probe.simulator.tenant.add_federated_credential(
        ServicePrincipalId::known(probe::IDENTITY),
        FederatedCredential {
            id: Guid::known("33000000-0000-4000-8000-000000000001"),
            name: "branches".to_owned(),
            issuer: "https://token.actions.githubusercontent.com".to_owned(),
            subject: None,
            claims_matching: Some(expression.to_owned()),
            audiences: vec!["api://AzureADTokenExchange".to_owned()],
        },
    );
    let path = format!("/servicePrincipals/{}/federatedIdentityCredentials", probe::IDENTITY);
    let v1 = probe.get(&format!("/v1.0{path}")).body["value"][0].clone();
    assert!(v1["subject"].is_null() && v1.get("claimsMatchingExpression").is_none(), "{v1}");
    let beta = probe.get(&format!("/beta{path}")).body["value"][0].clone();
    assert_eq!(beta["claimsMatchingExpression"]["value"], expression);
}

#[test]
fn sign_ins_are_those_of_users_unless_their_type_is_named() {
    let mut probe = Probe::new();
    probe.hold(probe::GLOBAL_READER);
    probe.limit_to("AuditLog.Read.All");
    let at = probe.now - Duration::from_secs(3_600);
    let (identity, user) = (ServicePrincipalId::known(probe::IDENTITY), "40000000-0000-4000-8000-000000000002");
    let tenant = &mut probe.simulator.tenant;
    tenant.add_sign_in(SignIn {
        id: Guid::known("34000000-0000-4000-8000-000000000001"),
        principal: identity,
        at,
        resource_display_name: "Microsoft Graph".to_owned(),
        error_code: 0,
    });
    tenant.user_sign_ins.push(UserSignIn {
        id: Guid::known("34000000-0000-4000-8000-000000000002"),
        user: UserId::known(user),
        at,
        app_display_name: "Azure Portal".to_owned(),
    });
    let typed = probe::encode("signInEventTypes/any(t: t eq 'managedIdentity')");
    let of_identity = probe::encode(&format!("servicePrincipalId eq '{identity}'"));
    for (target, users, identities) in [
        ("/v1.0/auditLogs/signIns".to_owned(), 1, 0),
        ("/beta/auditLogs/signIns".to_owned(), 1, 0),
        (format!("/beta/auditLogs/signIns?$filter={of_identity}"), 0, 0),
        (format!("/beta/auditLogs/signIns?$filter={typed}"), 0, 1),
        (format!("/beta/auditLogs/signIns?$filter={typed}%20and%20{of_identity}"), 0, 1),
    ] {
        let answer = probe.get(&target);
        let entries = answer.body["value"].as_array().unwrap_or_else(|| panic!("{target}: {answer:?}"));
        let of_users = entries.iter().filter(|entry| entry["userId"] == user).count();
        assert_eq!((of_users, entries.len() - of_users), (users, identities), "{target}");
    }
    let refused = probe.get(&format!("/v1.0/auditLogs/signIns?$filter={typed}"));
    assert_eq!(refused.status, 400, "v1.0 does not have the property: {refused:?}");
}

#[test]
fn whether_an_api_requires_assignment_is_told_and_filtered() {
    let mut probe = Probe::new();
    let custom = ServicePrincipalId::known(probe::CUSTOM_API);
    probe.simulator.tenant.service_principals.get_mut(&custom).unwrap().app_role_assignment_required = true;
    let filter = probe::encode("appRoleAssignmentRequired eq true");
    let list = probe.get(&format!("/v1.0/servicePrincipals?$filter={filter}&$select=id,appRoleAssignmentRequired"));
    assert_eq!(names(&list, "id"), [probe::CUSTOM_API]);
    assert_eq!(list.body["value"][0]["appRoleAssignmentRequired"], true);
}
