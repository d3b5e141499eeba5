//! Who may do what.

use serde_json::json;

use crate::probe::{self, Probe, names};

const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

#[test]
fn graphs_app_roles_need_the_most_privileged_and_the_custom_apis_do_not() {
    let mut probe = Probe::new();
    probe.become_application_administrator();
    let grant = |api: &str, role: &str| json!({"principalId": probe::IDENTITY, "resourceId": api, "appRoleId": role});
    let graph = probe.post(
        &format!("/v1.0/servicePrincipals(appId='{GRAPH}')/appRoleAssignedTo"),
        &grant(probe::GRAPH_ID, probe::USER_READ_ALL),
    );
    assert_eq!((graph.status, graph.body["error"]["code"].as_str()), (403, Some("Authorization_RequestDenied")));
    let custom = probe.post(
        &format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo", probe::CUSTOM_API),
        &grant(probe::CUSTOM_API, probe::CUSTOM_ROLE),
    );
    assert_eq!(custom.status, 201, "{custom:?}");
}

const READ: &str = "User.Read Application.Read.All RoleManagement.Read.Directory";

#[test]
fn each_endpoint_needs_its_scope() {
    let identity = probe::IDENTITY;
    for (target, scope) in [
        ("/v1.0/me", "User.Read"),
        ("/v1.0/organization", "User.Read"),
        ("/v1.0/servicePrincipals", "Application.Read.All"),
        ("/v1.0/servicePrincipals/{identity}", "Application.Read.All"),
        ("/v1.0/servicePrincipals/{identity}/appRoleAssignments", "Application.Read.All"),
        ("/v1.0/applications", "Application.Read.All"),
        ("/v1.0/directory/deletedItems/microsoft.graph.servicePrincipal", "Application.Read.All"),
        ("/v1.0/roleManagement/directory/roleDefinitions", "RoleManagement.Read.Directory"),
        ("/v1.0/roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory"),
        ("/v1.0/directoryObjects/{identity}", "Directory.Read.All"),
        ("/v1.0/users/40000000-0000-4000-8000-000000000002", "User.ReadBasic.All"),
    ] {
        let target = target.replace("{identity}", identity);
        let mut probe = Probe::new();
        probe.limit_to(scope);
        assert_eq!(probe.get(&target).status, 200, "{target} with {scope}");
        probe.limit_to("openid profile");
        let refused = probe.get(&target);
        assert_eq!(
            (refused.status, refused.body["error"]["code"].as_str()),
            (403, Some("Authorization_RequestDenied")),
            "{target}"
        );
    }
}

#[test]
fn without_a_token_nothing_is_answered() {
    let mut probe = Probe::new();
    probe.caller = None;
    let answer = probe.get("/v1.0/me");
    assert_eq!((answer.status, answer.body["error"]["code"].as_str()), (401, Some("InvalidAuthenticationToken")));
}

#[test]
fn writes_need_the_write_scope_and_one_that_reads_applications() {
    for (scopes, granted, assigned) in [
        (READ.to_owned(), 403, 403),
        ("AppRoleAssignment.ReadWrite.All".to_owned(), 403, 403),
        ("AppRoleAssignment.ReadWrite.All Application.Read.All".to_owned(), 201, 403),
        ("RoleManagement.ReadWrite.Directory".to_owned(), 403, 201),
        (format!("{READ} AppRoleAssignment.ReadWrite.All RoleManagement.ReadWrite.Directory"), 201, 201),
    ] {
        let mut probe = Probe::new();
        probe.limit_to(&scopes);
        assert_eq!(probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL).status, granted, "{scopes}");
        assert_eq!(probe.assign(probe::EXCHANGE_ADMINISTRATOR).status, assigned, "{scopes}");
    }
}

#[test]
fn an_application_administrator_assigns_no_directory_roles() {
    let mut probe = Probe::new();
    probe.become_application_administrator();
    assert_eq!(probe.assign(probe::EXCHANGE_ADMINISTRATOR).status, 403);
}

#[test]
fn an_owner_of_an_api_and_a_custom_role_can_do_more_than_the_role_list_tells() {
    let mut probe = Probe::new();
    probe.become_nobody_special();
    assert_eq!(probe.grant(probe::CUSTOM_API, probe::CUSTOM_ROLE).status, 403);
    probe.own_the_custom_api();
    assert_eq!(probe.grant(probe::CUSTOM_API, probe::CUSTOM_ROLE).status, 201);
    assert_eq!(probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL).status, 403);
    probe.hold_a_custom_role(
        "microsoft.directory/servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin",
    );
    assert_eq!(probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL).status, 201);
}

#[test]
fn names_that_the_token_may_not_read_are_null() {
    let mut probe = Probe::new();
    probe.become_application_administrator();
    for (scopes, named) in [("User.Read", false), ("User.Read GroupMember.Read.All", true)] {
        probe.limit_to(scopes);
        let answer = probe.get("/v1.0/me/memberOf");
        let group = &answer.body["value"][0];
        assert_eq!(
            (group["@odata.type"].as_str(), group["displayName"].is_string()),
            (Some("#microsoft.graph.group"), named)
        );
    }
}

#[test]
fn roles_through_groups_are_in_the_transitive_list_only() {
    let mut probe = Probe::new();
    probe.become_application_administrator();
    let role = "/microsoft.graph.directoryRole?$count=true";
    let eventual = [("ConsistencyLevel", "eventual")];
    let direct = probe.send("GET", &format!("/v1.0/me/memberOf{role}"), None, &eventual);
    assert_eq!(names(&direct, "roleTemplateId").len(), 0);
    let transitive = probe.send("GET", &format!("/v1.0/me/transitiveMemberOf{role}"), None, &eventual);
    assert_eq!(names(&transitive, "roleTemplateId"), ["9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"]);
    assert_eq!(probe.get("/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole").status, 400);
}

#[test]
fn eligible_roles_need_a_license_and_are_shown_to_their_owner() {
    let own = "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')";
    let mut probe = Probe::new();
    assert_eq!(names(&probe.get(own), "roleDefinitionId"), [probe::EXCHANGE_ADMINISTRATOR]);
    probe.become_application_administrator();
    assert_eq!(names(&probe.get(own), "id").len(), 0);
    for list in ["roleEligibilityScheduleInstances", "roleAssignmentScheduleInstances"] {
        let refused = probe.get(&format!("/v1.0/roleManagement/directory/{list}"));
        assert_eq!((refused.status, refused.body["error"]["code"].as_str()), (403, Some("UnknownError")), "{list}");
    }
    probe.simulator.tenant.premium = false;
    assert_eq!(probe.get(own).body["error"]["code"], "AadPremiumLicenseRequired");
    probe.limit_to("User.Read");
    assert!(probe.get(own).body["error"]["message"].as_str().unwrap().contains("PermissionScopeNotGranted"));
}
