//! Which methods paths take, and how paths may be written.

use serde_json::json;

use crate::probe::{self, Probe};

const NOT_ALLOWED: &str = "Specified HTTP method is not allowed for the request target.";

#[test]
fn methods_that_a_path_does_not_take_are_405() {
    let mut probe = Probe::new();
    for (method, path) in [
        ("PUT", "/servicePrincipals"),
        ("PATCH", "/servicePrincipals"),
        ("DELETE", "/servicePrincipals"),
        ("PUT", "/servicePrincipals/{identity}"),
        ("POST", "/servicePrincipals/{identity}"),
        ("PUT", "/servicePrincipals/{identity}/appRoleAssignments"),
        ("PATCH", "/servicePrincipals/{identity}/appRoleAssignments"),
        ("DELETE", "/servicePrincipals/{identity}/appRoleAssignedTo"),
        ("POST", "/servicePrincipals/{identity}/memberOf"),
        ("DELETE", "/servicePrincipals/{identity}/transitiveMemberOf"),
        ("PATCH", "/roleManagement/directory/roleAssignments"),
        ("PUT", "/roleManagement/directory/roleAssignments/x"),
        ("DELETE", "/roleManagement/directory/roleAssignmentScheduleRequests"),
        ("POST", "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')"),
        ("GET", "/directoryObjects/getByIds"),
        ("POST", "/groups/70000000-0000-4000-8000-000000000001/members"),
        ("PUT", "/auditLogs/directoryAudits"),
        ("POST", "/me"),
        ("HEAD", "/me"),
        ("OPTIONS", "/servicePrincipals"),
        ("GET", "/$batch"),
        ("PUT", "/$batch"),
    ] {
        let target = format!("/v1.0{}", path.replace("{identity}", probe::IDENTITY));
        let answer = probe.send(method, &target, Some(&json!({})), &[]);
        let error = &answer.body["error"];
        assert_eq!(
            (answer.status, error["code"].as_str(), error["message"].as_str()),
            (405, Some("Request_BadRequest"), Some(NOT_ALLOWED)),
            "{method} {target}"
        );
    }
    assert!(probe.simulator.ledger().is_empty());
}

/// Methods that the service takes and the simulator does not know are not passed off as forbidden.
#[test]
fn known_methods_that_are_not_simulated_are_501() {
    let mut probe = Probe::new();
    for (method, path) in [
        ("PATCH", "/servicePrincipals/{identity}"),
        ("DELETE", "/servicePrincipals/{identity}"),
        ("POST", "/applications"),
        ("PATCH", "/roleManagement/directory/roleDefinitions/29232cdf-9323-42fd-ade2-1d097af3e4de"),
    ] {
        let target = format!("/v1.0{}", path.replace("{identity}", probe::IDENTITY));
        assert_eq!(probe.send(method, &target, Some(&json!({})), &[]).status, 501, "{method} {target}");
    }
}

#[test]
fn doubled_slashes_are_refused_and_a_trailing_slash_is_not() {
    let mut probe = Probe::new();
    for target in [
        "/v1.0//servicePrincipals".to_owned(),
        format!("/v1.0/servicePrincipals//{}", probe::IDENTITY),
        format!("/v1.0/servicePrincipals/{}//appRoleAssignments", probe::IDENTITY),
        "/v1.0/me//".to_owned(),
        "/v1.0".to_owned(),
        "/v1.0/".to_owned(),
        "/v1.0me".to_owned(),
    ] {
        let answer = probe.get(&target);
        let error = &answer.body["error"];
        assert_eq!((answer.status, error["code"].as_str()), (400, Some("BadRequest")), "{target}: {answer:?}");
        assert!(error["message"].as_str().unwrap().starts_with("Resource not found for the segment '"), "{target}");
    }
    let requests = json!([{"id": "1", "method": "GET", "url": "//me"}]);
    let batch = probe.post("/v1.0/$batch", &json!({ "requests": requests }));
    assert_eq!(batch.body["responses"][0]["status"], 400);
    assert_eq!(probe.get("/v1.0/me/").status, 200);
    assert_eq!(probe.get("//v1.0/me").status, 501);
}

#[test]
fn paths_are_read_without_regard_to_case_and_assignment_ids_are_not() {
    let mut probe = Probe::new();
    let id = probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL).body["id"].as_str().unwrap().to_owned();
    let path = |id: &str| format!("/v1.0/SERVICEPRINCIPALS/{}/AppRoleAssignments/{id}", probe::IDENTITY);
    assert_eq!(probe.get(&path(&id)).status, 200);
    let turned: String = id
        .chars()
        .map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
        .collect();
    assert_eq!(probe.get(&path(&turned)).status, 404);
}

#[test]
fn ids_of_other_kinds_are_not_found() {
    let mut probe = Probe::new();
    let user = "40000000-0000-4000-8000-000000000001";
    let custom_app = "80000000-0000-4000-8000-000000000001";
    for target in [
        format!("/v1.0/servicePrincipals/{}", probe::IDENTITYS_APP),
        format!("/v1.0/servicePrincipals(appId='{}')", probe::IDENTITY),
        format!("/v1.0/servicePrincipals/{user}"),
        format!("/v1.0/users/{}", probe::IDENTITY),
        format!("/v1.0/groups/{user}"),
        format!("/v1.0/applications/{custom_app}"),
        format!("/v1.0/directory/administrativeUnits/{}", probe::IDENTITY),
        format!("/v1.0/directoryObjects/{}", probe::IDENTITYS_APP),
        format!("/v1.0/directory/deletedItems/{}", probe::IDENTITY),
    ] {
        let answer = probe.get(&target);
        assert_eq!(
            (answer.status, answer.body["error"]["code"].as_str()),
            (404, Some("Request_ResourceNotFound")),
            "{target}"
        );
    }
}

#[test]
fn bodies_that_are_not_said_to_be_json_are_refused() {
    let mut probe = Probe::new();
    let read = json!({"requests": [{"id": "1", "method": "GET", "url": "/me"}]});
    let grant =
        json!({"principalId": probe::IDENTITY, "resourceId": probe::GRAPH_ID, "appRoleId": probe::USER_READ_ALL});
    let assigned_to = format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo", probe::GRAPH_ID);
    for (target, body) in [("/v1.0/$batch", &read), (assigned_to.as_str(), &grant)] {
        for kind in ["text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", ""] {
            let answer = probe.send("POST", target, Some(body), &[("Content-Type", kind)]);
            let error = &answer.body["error"];
            assert_eq!((answer.status, error["code"].as_str()), (400, Some("BadRequest")), "{target} {kind}");
            assert!(error["message"].as_str().unwrap().contains("Content-Type"), "{target} {kind}");
        }
        let charset = [("Content-Type", "application/json; charset=utf-8")];
        assert!(probe.send("POST", target, Some(body), &charset).status < 300, "{target}");
    }
    let item = json!({
        "id": "1", "method": "POST", "url": assigned_to.strip_prefix("/v1.0"), "body": grant,
        "headers": {"Content-Type": "text/plain"},
    });
    let batch = probe.post("/v1.0/$batch", &json!({"requests": [item]}));
    assert_eq!(batch.body["responses"][0]["status"], 400);
    assert_eq!(probe.simulator.ledger().len(), 1);
}

#[test]
fn properties_that_a_type_does_not_have_are_refused_in_bodies() {
    let mut probe = Probe::new();
    let schedule = "/v1.0/roleManagement/directory/roleAssignmentScheduleRequests".to_owned();
    for (target, body, name) in [
        (
            format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo", probe::GRAPH_ID),
            json!({"principalId": probe::IDENTITY, "resourceId": probe::GRAPH_ID, "appRoleID": probe::USER_READ_ALL}),
            "appRoleID",
        ),
        (
            "/v1.0/roleManagement/directory/roleAssignments".to_owned(),
            json!({
                "principalId": probe::IDENTITY, "roleDefinitionId": probe::EXCHANGE_ADMINISTRATOR,
                "directoryScopeId": "/", "endDateTime": "2026-12-01T00:00:00Z",
            }),
            "endDateTime",
        ),
        (schedule, json!({"action": "adminAssign", "reason": "for the move"}), "reason"),
        ("/v1.0/directoryObjects/getByIds".to_owned(), json!({"ids": [], "type": "user"}), "type"),
    ] {
        let answer = probe.post(&target, &body);
        let error = &answer.body["error"];
        assert_eq!(
            (answer.status, error["code"].as_str(), error["message"].as_str()),
            (400, Some("Request_BadRequest"), Some(format!("Invalid property '{name}'.").as_str())),
            "{target}"
        );
    }
    let annotated = json!({
        "@odata.type": "#microsoft.graph.unifiedRoleAssignment", "principalId": probe::IDENTITY,
        "roleDefinitionId": probe::EXCHANGE_ADMINISTRATOR, "directoryScopeId": "/",
    });
    assert_eq!(probe.post("/v1.0/roleManagement/directory/roleAssignments", &annotated).status, 201);
}

#[test]
fn an_id_that_is_no_guid_is_refused_among_others() {
    let mut probe = Probe::new();
    let body = json!({"ids": [probe::IDENTITY, "nobody"], "types": ["servicePrincipal"]});
    assert_eq!(probe.post("/v1.0/directoryObjects/getByIds", &body).status, 400);
}
