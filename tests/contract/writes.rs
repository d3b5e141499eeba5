//! What grants, revocations and Entra roles do, once and twice.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use simulator::Lag;

use crate::probe::{self, Probe, names};

#[test]
fn changes_are_made_once_and_refused_the_second_time() {
    let mut probe = Probe::new();
    for (round, statuses) in [(1, [201, 201, 201]), (2, [400, 400, 400])] {
        let grant =
            |role: &str| json!({"principalId": probe::IDENTITY, "resourceId": probe::GRAPH_ID, "appRoleId": role});
        let first = probe.post(
            &format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo", probe::GRAPH_ID),
            &grant(probe::USER_READ_ALL),
        );
        let second = probe.post(
            &format!("/v1.0/servicePrincipals/{}/appRoleAssignments", probe::IDENTITY),
            &grant(probe::USER_READWRITE_ALL),
        );
        let third = probe.post(
            "/v1.0/roleManagement/directory/roleAssignments",
            &json!({"principalId": probe::IDENTITY, "roleDefinitionId": probe::EXCHANGE_ADMINISTRATOR, "directoryScopeId": "/"}),
        );
        assert_eq!(
            [first.status, second.status, third.status],
            statuses,
            "round {round}: {first:?} {second:?} {third:?}"
        );
    }
    assert_eq!(probe.simulator.ledger().len(), 3);
    let held = probe.get(&format!("/v1.0/servicePrincipals/{}/appRoleAssignments", probe::IDENTITY));
    assert_eq!(names(&held, "appRoleId").len(), 2);
    let id = held.body["value"][0]["id"].as_str().unwrap().to_owned();
    let gone = probe.delete(&format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo/{id}", probe::GRAPH_ID));
    assert_eq!((gone.status, gone.body), (204, serde_json::Value::Null));
}

#[test]
fn what_cannot_be_granted_is_refused_in_the_services_words() {
    let nobody = "30000000-0000-4000-8000-00000000ffff";
    let (graph, identity, role) = (probe::GRAPH_ID, probe::IDENTITY, probe::USER_READ_ALL);
    let cases = [
        ("an unknown role", [identity, graph, nobody], 400, "Permission being assigned was not found on application"),
        (
            "a role of another API",
            [identity, graph, probe::CUSTOM_ROLE],
            400,
            "Permission being assigned was not found on application",
        ),
        (
            "a disabled role",
            [identity, graph, probe::DISABLED_ROLE],
            400,
            "Permission being assigned was not found on application",
        ),
        (
            "a role for people",
            [identity, graph, probe::PEOPLES_ROLE],
            400,
            "Permission being assigned was not found on application",
        ),
        ("an unknown principal", [nobody, graph, role], 400, "Not a valid reference update."),
        (
            "the application id in place of the object id",
            [probe::IDENTITYS_APP, graph, role],
            400,
            "Not a valid reference update.",
        ),
        (
            "an API that the path does not name",
            [identity, probe::CUSTOM_API, probe::CUSTOM_ROLE],
            400,
            "One or more property values specified are invalid.",
        ),
        ("no GUID", ["x", graph, role], 400, "One or more property values specified are invalid."),
    ];
    let mut probe = Probe::new();
    for (what, [principal, resource, role], status, message) in cases {
        let body = json!({"principalId": principal, "resourceId": resource, "appRoleId": role});
        let answer = probe.post(&format!("/v1.0/servicePrincipals/{graph}/appRoleAssignedTo"), &body);
        let error = &answer.body["error"];
        assert_eq!((answer.status, error["message"].as_str()), (status, Some(message)), "{what}: {answer:?}");
        assert_eq!(error["code"], "Request_BadRequest", "{what}");
    }
    assert!(probe.simulator.ledger().is_empty());
}

#[test]
fn what_cannot_be_assigned_is_refused_in_the_services_words() {
    let mut probe = Probe::new();
    let nobody = "30000000-0000-4000-8000-00000000ffff";
    let role = probe::EXCHANGE_ADMINISTRATOR;
    probe.assign(role);
    let conflict =
        "A conflicting object with one or more of the specified property values is present in the directory.";
    for (what, principal, role, scope, status, message) in [
        ("a duplicate", probe::IDENTITY, role, "/".to_owned(), 400, conflict),
        (
            "an unknown role",
            probe::IDENTITY,
            nobody,
            "/".to_owned(),
            404,
            "Resource '30000000-0000-4000-8000-00000000ffff'",
        ),
        ("an unknown principal", nobody, role, "/".to_owned(), 404, "Resource '30000000-0000-4000-8000-00000000ffff'"),
        ("an unknown unit", probe::IDENTITY, role, format!("/administrativeUnits/{nobody}"), 404, "Resource"),
        ("no scope", probe::IDENTITY, role, "everywhere".to_owned(), 400, "One or more property values"),
    ] {
        let body = json!({"principalId": principal, "roleDefinitionId": role, "directoryScopeId": scope});
        let answer = probe.post("/v1.0/roleManagement/directory/roleAssignments", &body);
        assert_eq!(answer.status, status, "{what}: {answer:?}");
        assert!(answer.body["error"]["message"].as_str().unwrap().starts_with(message), "{what}: {answer:?}");
    }
    assert_eq!(probe.simulator.ledger().len(), 1);
}

#[test]
fn scopes_of_directory_roles_are_told_apart() {
    let mut probe = Probe::new();
    for scope in ["/".to_owned(), format!("/administrativeUnits/{}", probe::UNIT), format!("/{}", probe::APPLICATION)] {
        let body = json!({"principalId": probe::IDENTITY, "roleDefinitionId": probe::EXCHANGE_ADMINISTRATOR, "directoryScopeId": scope});
        let answer = probe.post("/v1.0/roleManagement/directory/roleAssignments", &body);
        assert_eq!(
            (answer.status, answer.body["directoryScopeId"].as_str()),
            (201, Some(scope.as_str())),
            "{answer:?}"
        );
    }
    let filter = probe::encode(&format!("principalId eq '{}'", probe::IDENTITY));
    let list = probe.get(&format!("/v1.0/roleManagement/directory/roleAssignments?$filter={filter}"));
    let id = names(&list, "id").pop().unwrap();
    assert_eq!(probe.delete(&format!("/v1.0/roleManagement/directory/roleAssignments/{id}")).status, 204);
    assert_eq!(probe.delete(&format!("/v1.0/roleManagement/directory/roleAssignments/{id}")).status, 404);
    assert_eq!(probe.simulator.ledger().len(), 4);
}

#[test]
fn a_revocation_takes_exactly_one_assignment() {
    let mut probe = Probe::new();
    let ids: Vec<String> = [probe::USER_READ_ALL, probe::USER_READWRITE_ALL]
        .map(|role| probe.grant(probe::GRAPH_ID, role).body["id"].as_str().unwrap().to_owned())
        .into();
    let path = |of: &str, id: &str| format!("/v1.0/servicePrincipals/{of}/appRoleAssignments/{id}");
    assert_eq!(probe.delete(&path(probe::GRAPH_ID, &ids[0])).status, 404, "the path names another principal");
    assert_eq!(probe.delete(&path(probe::IDENTITY, &ids[0])).status, 204);
    assert_eq!(probe.delete(&path(probe::IDENTITY, &ids[0])).status, 404);
    let held = probe.get(&format!("/v1.0/servicePrincipals/{}/appRoleAssignments", probe::IDENTITY));
    assert_eq!(names(&held, "id"), [ids[1].as_str()]);
}

#[test]
fn a_known_program_gets_its_service_principal_once() {
    let mut probe = Probe::new();
    let body = json!({"appId": probe::KNOWN_APP});
    assert_eq!(probe.post("/v1.0/servicePrincipals", &body).status, 201);
    let again = probe.post("/v1.0/servicePrincipals", &body);
    assert_eq!(
        (again.status, again.body["error"]["code"].as_str()),
        (409, Some("Request_MultipleObjectsWithSameKeyValue"))
    );
    let unknown = probe.post("/v1.0/servicePrincipals", &json!({"appId": "30000000-0000-4000-8000-00000000ffff"}));
    assert_eq!(unknown.status, 400, "{unknown:?}");
}

#[test]
fn reads_lag_behind_writes_and_duplicates_are_refused_all_the_same() {
    let mut probe = Probe::new();
    probe.simulator.set_lag(Some(Lag { span: Duration::from_secs(30), flapping: false }));
    let held = format!("/v1.0/servicePrincipals/{}/appRoleAssignments", probe::IDENTITY);
    let id = probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL).body["id"].as_str().unwrap().to_owned();
    assert_eq!(names(&probe.get(&held), "id").len(), 0);
    assert_eq!(probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL).status, 400);
    probe.now = probe.now + Duration::from_secs(30);
    assert_eq!(names(&probe.get(&held), "id").len(), 1);
    assert_eq!(probe.delete(&format!("{held}/{id}")).status, 204);
    assert_eq!(names(&probe.get(&held), "id").len(), 1, "the deletion is not seen yet");
    let created = probe.post("/v1.0/servicePrincipals", &json!({"appId": probe::KNOWN_APP}));
    let id = created.body["id"].as_str().unwrap();
    assert_eq!(probe.get(&format!("/v1.0/servicePrincipals/{id}")).status, 404, "nor is the creation");
}

#[test]
fn flapping_reads_see_a_write_now_and_then() {
    let mut probe = Probe::new();
    probe.simulator.set_lag(Some(Lag { span: Duration::from_secs(30), flapping: true }));
    probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL);
    let held = format!("/v1.0/servicePrincipals/{}/appRoleAssignments", probe::IDENTITY);
    let seen: BTreeSet<usize> = (0..40).map(|_| names(&probe.get(&held), "id").len()).collect();
    assert_eq!(seen, BTreeSet::from([0, 1]));
}
