//! What else is known of an identity: owners, consents, trust, schedules and logs.

use std::time::Duration;

use domain::guid::Guid;
use domain::ids::{ObjectId, ServicePrincipalId, UserId};
use serde_json::json;
use simulator::tenant::{DelegatedGrant, FederatedCredential, SignIn};

use crate::probe::{self, Answer, Probe, names};
use crate::shapes::check;

/// A probe whose user may read the logs, and whose identity has one of everything.
fn probe() -> Probe {
    let mut probe = Probe::new();
    probe.limit_to(
        "User.Read Application.Read.All RoleManagement.ReadWrite.Directory Directory.Read.All AuditLog.Read.All \
         AppRoleAssignment.ReadWrite.All",
    );
    probe.hold(probe::GLOBAL_READER);
    let identity = ServicePrincipalId::known(probe::IDENTITY);
    let tenant = &mut probe.simulator.tenant;
    tenant.add_delegated_grant(DelegatedGrant {
        client: identity,
        person: None,
        resource: ServicePrincipalId::known(probe::GRAPH_ID),
        scope: "User.Read Mail.Read".to_owned(),
    });
    tenant.add_federated_credential(
        identity,
        FederatedCredential {
            id: Guid::known("33000000-0000-4000-8000-000000000001"),
            name: "deployments".to_owned(),
            issuer: "https://token.actions.githubusercontent.com".to_owned(),
            subject: Some("repo:contoso/orders:ref:refs/heads/main".to_owned()),
            claims_matching: None,
            audiences: vec!["api://AzureADTokenExchange".to_owned()],
        },
    );
    for (number, hours, error_code) in [(1, 48, 0), (2, 1, 0), (3, 5, 7_000_112)] {
        tenant.add_sign_in(SignIn {
            id: Guid::known(&format!("34000000-0000-4000-8000-{number:012}")),
            principal: identity,
            at: probe.now - Duration::from_secs(hours * 3_600),
            resource_display_name: "Microsoft Graph".to_owned(),
            error_code,
        });
    }
    let principal = tenant.service_principals.get_mut(&identity).unwrap();
    principal.owners.push(UserId::known("40000000-0000-4000-8000-000000000002").0);
    tenant.applications.get_mut(&ObjectId::known(probe::APPLICATION)).unwrap().owners.push(identity.0);
    probe
}

fn of_identity(probe: &mut Probe, relation: &str) -> Answer {
    let answer = probe.get(&format!("/v1.0/servicePrincipals/{}/{relation}", probe::IDENTITY));
    assert_eq!(answer.status, 200, "{relation}: {answer:?}");
    answer
}

#[test]
fn relations_are_listed_with_the_type_of_each_entry() {
    let mut probe = probe();
    for (relation, kind, name) in [
        ("owners", "user", "Cole League"),
        ("ownedObjects", "application", "Custom API"),
        ("memberOf", "group", "Robots"),
    ] {
        if kind == "group" {
            probe.add_group_with_the_identity(name);
        }
        let answer = of_identity(&mut probe, relation);
        assert_eq!(names(&answer, "displayName"), [name], "{relation}");
        let entry = &answer.body["value"][0];
        assert_eq!(entry["@odata.type"], format!("#microsoft.graph.{kind}"));
        check(kind, entry, relation);
    }
}

#[test]
fn consents_and_trust_are_listed() {
    let mut probe = probe();
    let filter = probe::encode(&format!("clientId eq '{}'", probe::IDENTITY));
    for (answer, type_name) in [
        (probe.get(&format!("/v1.0/oauth2PermissionGrants?$filter={filter}")), "oAuth2PermissionGrant"),
        (of_identity(&mut probe, "oauth2PermissionGrants"), "oAuth2PermissionGrant"),
        (of_identity(&mut probe, "federatedIdentityCredentials"), "federatedIdentityCredential"),
    ] {
        assert_eq!(names(&answer, "id").len(), 1, "{answer:?}");
        check(type_name, &answer.body["value"][0], type_name);
    }
}

#[test]
fn every_write_is_in_the_log_and_found_by_its_target() {
    let mut probe = probe();
    let granted = probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL).body["id"].as_str().unwrap().to_owned();
    probe.assign(probe::EXCHANGE_ADMINISTRATOR);
    probe.now = probe.now + Duration::from_secs(60);
    probe.delete(&format!("/v1.0/servicePrincipals/{}/appRoleAssignments/{granted}", probe::IDENTITY));
    let log = |probe: &mut Probe, filter: &str| {
        probe.get(&format!("/v1.0/auditLogs/directoryAudits?$filter={}", probe::encode(filter)))
    };
    let all = probe.get("/v1.0/auditLogs/directoryAudits");
    all.body["value"].as_array().unwrap().iter().for_each(|entry| check("directoryAudit", entry, "the log"));
    assert_eq!(names(&all, "operationType"), ["Unassign", "Assign", "Assign"], "the newest comes first");
    // An app role's entry names the API as its target; the holder is among the changed properties.
    let by_api = log(&mut probe, &format!("targetResources/any(t:t/id eq '{}')", probe::GRAPH_ID));
    assert_eq!(names(&by_api, "category"), ["ApplicationManagement", "ApplicationManagement"]);
    assert!(by_api.body.to_string().contains(&format!(r#"\"{}\""#, probe::IDENTITY)));
    let by_holder = log(&mut probe, &format!("targetResources/any(t:t/id eq '{}')", probe::IDENTITY));
    assert_eq!(names(&by_holder, "activityDisplayName"), ["Add member to role"]);
    let since = log(&mut probe, "activityDateTime ge 2026-11-23T08:00:30Z and category eq 'ApplicationManagement'");
    assert_eq!(names(&since, "activityDisplayName"), ["Remove app role assignment from service principal"]);
}

#[test]
fn the_log_forgets_after_thirty_days_and_without_a_license_after_seven() {
    let mut probe = probe();
    probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL);
    for (days, premium, kept) in [(6, false, 1), (8, false, 0), (8, true, 1), (31, true, 0)] {
        probe.simulator.tenant.premium = premium;
        let at = probe.now;
        probe.now = at + Duration::from_secs(days * 86_400);
        assert_eq!(names(&probe.get("/v1.0/auditLogs/directoryAudits"), "id").len(), kept, "{days} {premium}");
        probe.now = at;
    }
}

#[test]
fn logs_need_their_scope_a_role_and_a_license() {
    let sign_ins = format!(
        "/beta/auditLogs/signIns?$filter={}&$top=2",
        probe::encode(&format!(
            "signInEventTypes/any(t: t eq 'managedIdentity') and servicePrincipalId eq '{}'",
            probe::IDENTITY
        ))
    );
    let activity =
        format!("/beta/reports/servicePrincipalSignInActivities?$filter=appId%20eq%20'{}'", probe::IDENTITYS_APP);
    let mut probe = probe();
    let newest = probe.get(&sign_ins);
    assert_eq!(names(&newest, "createdDateTime"), ["2026-11-23T07:00:00.0000000Z", "2026-11-23T03:00:00.0000000Z"]);
    let last = probe.get(&activity);
    assert_eq!(last.body["value"][0]["lastSignInActivity"]["lastSignInDateTime"], "2026-11-23T07:00:00.0000000Z");
    probe.simulator.tenant.premium = false;
    assert_eq!(probe.get(&sign_ins).body["error"]["code"], "Authentication_RequestFromNonPremiumTenantOrB2CTenant");
    probe.simulator.tenant.premium = true;
    probe.limit_to("User.Read");
    assert_eq!(probe.get(&sign_ins).body["error"]["code"], "Authentication_MSGraphPermissionMissing");
    probe.become_nobody_special();
    probe.limit_to("AuditLog.Read.All");
    assert_eq!(probe.get(&sign_ins).body["error"]["code"], "Authentication_RequestFromUnsupportedUserRole");
}

#[test]
fn application_administrators_read_audit_logs_and_sign_ins() {
    let sign_ins =
        format!("/beta/auditLogs/signIns?$filter={}", probe::encode("signInEventTypes/any(t: t eq 'managedIdentity')"));
    for role in ["9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "158c047a-c907-4556-b7ef-446551a6b5f7"] {
        for target in [sign_ins.as_str(), "/v1.0/auditLogs/directoryAudits"] {
            let mut probe = Probe::new();
            probe.become_nobody_special();
            probe.limit_to("AuditLog.Read.All");
            let refused = probe.get(target);
            assert_eq!(
                (refused.status, refused.body["error"]["code"].as_str()),
                (403, Some("Authentication_RequestFromUnsupportedUserRole")),
                "{target}"
            );
            probe.hold(role);
            assert_eq!(probe.get(target).status, 200, "{role} {target}");
        }
    }
}

#[test]
fn pages_of_logs_are_longer_than_those_of_the_directory() {
    let mut probe = probe();
    for (size, status) in [(999, 200), (1_000, 200), (1_001, 400), (0, 400)] {
        let answer = probe.get(&format!("/v1.0/auditLogs/directoryAudits?$top={size}"));
        assert_eq!(answer.status, status, "{size}");
    }
}

#[test]
fn a_role_for_a_time_ends() {
    let mut probe = probe();
    let body = json!({
        "action": "adminAssign", "principalId": probe::IDENTITY, "roleDefinitionId": probe::EXCHANGE_ADMINISTRATOR,
        "directoryScopeId": "/", "justification": "for the move",
        "scheduleInfo": {"expiration": {"type": "afterDuration", "duration": "PT8H"}},
    });
    let target = "/v1.0/roleManagement/directory/roleAssignmentScheduleRequests";
    let made = probe.post(target, &body);
    assert_eq!((made.status, made.body["status"].as_str()), (201, Some("Provisioned")), "{made:?}");
    assert_eq!(probe.post(target, &body).body["error"]["code"], "RoleAssignmentExists");
    let held = |probe: &mut Probe, list: &str| {
        let filter = probe::encode(&format!("principalId eq '{}'", probe::IDENTITY));
        probe.get(&format!("/v1.0/roleManagement/directory/{list}?$filter={filter}&$expand=roleDefinition"))
    };
    let instance = held(&mut probe, "roleAssignmentScheduleInstances").body["value"][0].clone();
    assert_eq!(instance["endDateTime"], "2026-11-23T16:00:00Z");
    assert_eq!(instance["roleDefinition"]["displayName"], "Exchange Administrator");
    probe.now = probe.now + Duration::from_secs(8 * 3_600);
    for list in ["roleAssignmentScheduleInstances", "roleAssignments"] {
        assert_eq!(names(&held(&mut probe, list), "id").len(), 0, "{list}");
    }
}

#[test]
fn a_role_for_a_time_is_removed_by_a_request_after_its_first_minutes() {
    let mut probe = probe();
    let target = "/v1.0/roleManagement/directory/roleAssignmentScheduleRequests";
    let request = |action: &str, duration: &str| {
        json!({
            "action": action, "principalId": probe::IDENTITY, "roleDefinitionId": probe::EXCHANGE_ADMINISTRATOR,
            "directoryScopeId": format!("/administrativeUnits/{}", probe::UNIT), "justification": "for the move",
            "scheduleInfo": {"expiration": {"type": "afterDuration", "duration": duration}},
        })
    };
    let code = |answer: probe::Answer| answer.body["error"]["code"].as_str().map(str::to_owned);
    for refused in ["PT4M", "P181D"] {
        let answer = probe.post(target, &request("adminAssign", refused));
        assert_eq!(code(answer).as_deref(), Some("RoleAssignmentRequestPolicyValidationFailed"), "{refused}");
    }
    let gone = probe.post(target, &request("adminRemove", "PT8H"));
    assert_eq!(code(gone).as_deref(), Some("RoleAssignmentDoesNotExist"));
    assert_eq!(probe.post(target, &request("adminAssign", "PT8H")).status, 201);
    assert_eq!(code(probe.post(target, &request("adminRemove", "PT8H"))).as_deref(), Some("ActiveDurationTooShort"));
    probe.now = probe.now + Duration::from_secs(5 * 60);
    let removed = probe.post(target, &request("adminRemove", "PT8H"));
    assert_eq!((removed.status, removed.body["status"].as_str()), (201, Some("Revoked")), "{removed:?}");
    assert_eq!(probe.simulator.ledger().len(), 2);
    probe.simulator.tenant.premium = false;
    let unlicensed = probe.post(target, &request("adminAssign", "PT8H"));
    assert_eq!((unlicensed.status, code(unlicensed).as_deref()), (400, Some("AadPremiumLicenseRequired")));
}

#[test]
fn places_of_roles_are_listed() {
    let mut probe = probe();
    let units = probe.get("/v1.0/directory/administrativeUnits?$select=id,displayName");
    assert_eq!(names(&units, "displayName"), ["Depot"]);
    let filter = probe::encode("startswith(displayName,'no such')");
    let none = probe.get(&format!("/v1.0/applications?$filter={filter}&$select=id,appId,displayName"));
    assert_eq!((none.status, names(&none, "id").len()), (200, 0));
    for (scope, status) in [
        ("User.Read", 403),
        ("AdministrativeUnit.Read.All", 200),
        ("AdministrativeUnit.ReadWrite.All", 200),
        ("Directory.Read.All", 200),
    ] {
        probe.limit_to(scope);
        assert_eq!(probe.get("/v1.0/directory/administrativeUnits").status, status, "{scope}");
    }
}

#[test]
fn scopes_are_named() {
    let mut probe = probe();
    let unit = probe.get(&format!("/v1.0/directory/administrativeUnits/{}?$select=id,displayName", probe::UNIT));
    assert_eq!(unit.body["displayName"], "Depot");
    let group = probe.get("/v1.0/groups/70000000-0000-4000-8000-000000000001");
    assert_eq!(group.body["displayName"], "Application administrators");
    assert_eq!(probe.get(&format!("/v1.0/groups/{}", probe::UNIT)).status, 404);
}
