//! Relations of an identity: one entry by its ID, numbers, and entries of one type.

use serde_json::{Value, json};

use crate::probe::{self, Probe, names};
use crate::shapes::check;

const EVENTUAL: [(&str, &str); 1] = [("ConsistencyLevel", "eventual")];

#[test]
fn one_assignment_is_answered_from_both_sides() {
    let mut probe = Probe::new();
    let granted = probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL);
    let id = granted.body["id"].as_str().unwrap().to_owned();
    let path = |of: &str, list: &str| format!("/v1.0/servicePrincipals/{of}/{list}/{id}");
    for (of, list) in [(probe::IDENTITY, "appRoleAssignments"), (probe::GRAPH_ID, "appRoleAssignedTo")] {
        let answer = probe.get(&path(of, list));
        assert_eq!((answer.status, &answer.body["id"]), (200, &granted.body["id"]), "{list}: {answer:?}");
        check("appRoleAssignment", &answer.body, list);
    }
    for (of, list) in [
        (probe::GRAPH_ID, "appRoleAssignments"),
        (probe::IDENTITY, "appRoleAssignedTo"),
        (probe::CUSTOM_API, "appRoleAssignedTo"),
    ] {
        assert_eq!(probe.get(&path(of, list)).status, 404, "{of} {list}");
    }
    let narrow = probe.get(&format!("{}?$select=id", path(probe::IDENTITY, "appRoleAssignments")));
    assert_eq!(narrow.body.as_object().unwrap().len(), 2);
    probe.limit_to("User.Read");
    assert_eq!(probe.get(&path(probe::IDENTITY, "appRoleAssignments")).status, 403);
}

#[test]
fn memberships_are_counted_and_narrowed_to_a_type() {
    let mut probe = Probe::new();
    probe.add_group_with_the_identity("Robots");
    probe.assign(probe::EXCHANGE_ADMINISTRATOR);
    let path = |rest: &str| format!("/v1.0/servicePrincipals/{}/{rest}", probe::IDENTITY);
    for (rest, number) in [
        ("memberOf/$count", 2),
        ("memberOf/microsoft.graph.group/$count", 1),
        ("transitiveMemberOf/$count", 2),
        ("transitiveMemberOf/microsoft.graph.directoryRole/$count", 1),
        ("memberOf/microsoft.graph.administrativeUnit/$count", 0),
        ("owners/$count", 0),
        ("appRoleAssignments/$count", 0),
    ] {
        let answer = probe.send("GET", &path(rest), None, &EVENTUAL);
        assert_eq!((answer.status, answer.body), (200, json!(number)), "{rest}");
        let without = probe.get(&path(rest));
        assert_eq!(
            (without.status, without.body["error"]["message"].as_str()),
            (400, Some("$count is not currently supported.")),
            "{rest}"
        );
    }
    for (rest, name) in [
        ("memberOf/microsoft.graph.group", "Robots"),
        ("memberOf/microsoft.graph.directoryRole", "Exchange Administrator"),
    ] {
        let answer = probe.get(&path(rest));
        assert_eq!(names(&answer, "displayName"), [name], "{rest}");
        assert!(answer.body["value"][0]["@odata.type"].is_string(), "{rest}");
    }
    assert_eq!(probe.get(&path("memberOf/microsoft.graph.nonsense")).status, 400);
}

#[test]
fn conditions_on_a_relation_are_advanced_queries() {
    let mut probe = Probe::new();
    probe.add_group_with_the_identity("Robots");
    let filter = probe::encode("startswith(displayName,'Ro')");
    let path = format!("/v1.0/servicePrincipals/{}/memberOf/microsoft.graph.group", probe::IDENTITY);
    for query in [format!("$filter={filter}"), "$orderby=displayName".to_owned()] {
        let target = format!("{path}?{query}&$count=true");
        assert_eq!(names(&probe.send("GET", &target, None, &EVENTUAL), "displayName"), ["Robots"], "{query}");
        let refused = probe.get(&target);
        assert_eq!(
            (refused.status, refused.body["error"]["code"].as_str()),
            (400, Some("Request_UnsupportedQuery")),
            "{query}"
        );
    }
}

#[test]
fn a_group_by_its_id_has_no_type_and_the_same_group_in_a_list_has() {
    let mut probe = Probe::new();
    let group = probe.get("/v1.0/groups/70000000-0000-4000-8000-000000000001");
    assert_eq!((group.status, group.body.get("@odata.type")), (200, None));
    assert_eq!(group.body["@odata.context"], "https://graph.microsoft.com/v1.0/$metadata#groups/$entity");
    let unit = probe.get(&format!("/v1.0/directory/administrativeUnits/{}", probe::UNIT));
    assert_eq!((unit.status, unit.body.get("@odata.type")), (200, None));
    let object = probe.get("/v1.0/directoryObjects/70000000-0000-4000-8000-000000000001");
    assert_eq!(object.body["@odata.type"], "#microsoft.graph.group");
}

#[test]
fn a_grant_of_a_deleted_api_is_removed_through_its_principal_only() {
    let mut probe = Probe::new();
    let id = probe.grant(probe::CUSTOM_API, probe::CUSTOM_ROLE).body["id"].as_str().unwrap().to_owned();
    let api = probe::CUSTOM_API.parse().unwrap();
    probe.simulator.tenant.service_principals.remove(&api).unwrap();
    let through_api = format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo/{id}", probe::CUSTOM_API);
    let through_principal = format!("/v1.0/servicePrincipals/{}/appRoleAssignments/{id}", probe::IDENTITY);
    let refused = probe.delete(&through_api);
    assert_eq!(
        (refused.status, refused.body["error"]["code"].as_str()),
        (404, Some("Request_ResourceNotFound")),
        "{refused:?}"
    );
    assert_eq!(probe.get(&through_principal).status, 200, "the assignment is still there");
    probe.become_nobody_special();
    assert_eq!(probe.delete(&through_principal).status, 403);
    probe.become_application_administrator();
    assert_eq!((probe.delete(&through_principal).status, probe.get(&through_principal).status), (204, 404));
}

#[test]
fn nested_select_is_applied_inside_of_expand() {
    let mut probe = Probe::new();
    probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL);
    probe.assign(probe::EXCHANGE_ADMINISTRATOR);
    let identity = format!("/v1.0/servicePrincipals/{}", probe::IDENTITY);
    let one = probe.get(&format!("{identity}?$select=id&$expand=appRoleAssignments($select=id,appRoleId)"));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&one.body["appRoleAssignments"][0]), ["appRoleId", "id"]);
    let list = "/v1.0/roleManagement/directory/roleAssignments";
    let filter = probe::encode(&format!("principalId eq '{}'", probe::IDENTITY));
    let roles = probe.get(&format!("{list}?$filter={filter}&$expand=roleDefinition($select=displayName)"));
    assert_eq!(keys(&roles.body["value"][0]["roleDefinition"]), ["displayName"]);
    for (expand, code) in [
        ("roleDefinition($select=nonsense)", "BadRequest"),
        ("roleDefinition($top=1)", "Request_UnsupportedQuery"),
        ("roleDefinition($select=id", "BadRequest"),
        ("principalId", "BadRequest"),
    ] {
        let answer = probe.get(&format!("{list}?$expand={expand}"));
        assert_eq!((answer.status, answer.body["error"]["code"].as_str()), (400, Some(code)), "{expand}: {answer:?}");
    }
}
