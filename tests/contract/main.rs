//! Holds the simulator to what Microsoft publishes of its API: shapes, errors, pages, batches, filters.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bench;

use bench::{Bench, names};
use serde_json::json;

const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

#[test]
fn changes_are_made_once_and_refused_the_second_time() {
    let mut bench = Bench::new();
    for (round, statuses) in [(1, [201, 201, 201]), (2, [400, 400, 400])] {
        let grant =
            |role: &str| json!({"principalId": bench::IDENTITY, "resourceId": bench::GRAPH_ID, "appRoleId": role});
        let first = bench.post(
            &format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo", bench::GRAPH_ID),
            &grant(bench::USER_READ_ALL),
        );
        let second = bench.post(
            &format!("/v1.0/servicePrincipals/{}/appRoleAssignments", bench::IDENTITY),
            &grant(bench::USER_READWRITE_ALL),
        );
        let third = bench.post(
            "/v1.0/roleManagement/directory/roleAssignments",
            &json!({"principalId": bench::IDENTITY, "roleDefinitionId": bench::EXCHANGE_ADMINISTRATOR, "directoryScopeId": "/"}),
        );
        assert_eq!(
            [first.status, second.status, third.status],
            statuses,
            "round {round}: {first:?} {second:?} {third:?}"
        );
    }
    assert_eq!(bench.simulator.ledger().len(), 3);
    let held = bench.get(&format!("/v1.0/servicePrincipals/{}/appRoleAssignments", bench::IDENTITY));
    assert_eq!(names(&held, "appRoleId").len(), 2);
    let id = held.body["value"][0]["id"].as_str().unwrap().to_owned();
    let gone = bench.delete(&format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo/{id}", bench::GRAPH_ID));
    assert_eq!((gone.status, gone.body), (204, serde_json::Value::Null));
}

#[test]
fn filters_find_what_they_say() {
    let mut bench = Bench::new();
    for (filter, found) in [
        ("servicePrincipalType eq 'ManagedIdentity'", vec!["O'Brien", "func-a", "func-b"]),
        ("displayName eq 'O''Brien'", vec!["O'Brien"]),
        ("servicePrincipalType eq 'ManagedIdentity' and startswith(displayName,'FUNC-')", vec!["func-a", "func-b"]),
        ("appId eq '00000003-0000-0000-c000-000000000000'", vec!["Microsoft Graph"]),
        ("alternativeNames/any(x:x eq 'isExplicit=True')", vec!["func-b"]),
        ("alternativeNames/any(p:startsWith(p,'/subscriptions/'))", vec!["O'Brien", "func-a", "func-b"]),
        (
            "id in ('20000000-0000-4000-8000-000000000001','20000000-0000-4000-8000-000000000002')",
            vec!["O'Brien", "func-a"],
        ),
        ("(displayName eq 'func-a' or displayName eq 'func-b') and accountEnabled eq false", vec!["func-b"]),
        ("appOwnerOrganizationId eq f8cdef31-a31e-4b4a-93e4-5f571e91255a", vec!["Microsoft Graph"]),
        ("appOwnerOrganizationId eq null and displayName eq 'func-a'", vec!["func-a"]),
    ] {
        let answer = bench.get(&format!("/v1.0/servicePrincipals?$filter={}", bench::encode(filter)));
        let mut seen = names(&answer, "displayName");
        seen.sort();
        assert_eq!(seen, found, "{filter}: {answer:?}");
    }
}

#[test]
fn what_the_service_refuses_is_refused_in_its_words() {
    let mut bench = Bench::new();
    for (target, status, code, message) in [
        (
            "/v1.0/servicePrincipals?$filter=displayName eq 'O'Brien'",
            400,
            "BadRequest",
            "Invalid filter clause: There is an unterminated string literal at position",
        ),
        (
            "/v1.0/servicePrincipals?$filter=displayName eq Brien",
            400,
            "BadRequest",
            "Invalid filter clause: Syntax error",
        ),
        (
            "/v1.0/servicePrincipals?$filter=nonsense eq 'x'",
            400,
            "BadRequest",
            "Invalid filter clause: Could not find a property named 'nonsense'",
        ),
        (
            "/v1.0/servicePrincipals?$filter=appOwnerOrganizationId eq 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'",
            400,
            "BadRequest",
            "Invalid filter clause: A binary operator with incompatible types was detected. Found operand types 'Edm.Guid' and 'Edm.String'",
        ),
        (
            "/v1.0/servicePrincipals?$filter=displayName ne 'x'",
            400,
            "Request_UnsupportedQuery",
            "Unsupported or invalid query filter clause specified for property 'displayName' of resource 'ServicePrincipal'.",
        ),
        (
            "/v1.0/servicePrincipals?$filter=appRoles/any(r:r/value eq 'x')",
            400,
            "Request_UnsupportedQuery",
            "Unsupported or invalid query filter clause specified for property 'appRoles'",
        ),
        (
            "/v1.0/servicePrincipals?$search=\"displayName:func\"",
            400,
            "Request_UnsupportedQuery",
            "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
        ),
        (
            "/v1.0/servicePrincipals?$orderby=displayName",
            400,
            "Request_UnsupportedQuery",
            "Sorting not supported for current query.",
        ),
        ("/v1.0/servicePrincipals/$count", 400, "Request_BadRequest", "$count is not currently supported."),
        ("/v1.0/servicePrincipals?$top=1000", 400, "Request_BadRequest", "Invalid page size specified"),
        ("/v1.0/servicePrincipals?$select=nonsense", 400, "BadRequest", "Parsing OData Select and Expand failed"),
        (
            "/v1.0/servicePrincipals/20000000-0000-4000-8000-00000000ffff",
            404,
            "Request_ResourceNotFound",
            "Resource '20000000-0000-4000-8000-00000000ffff' does not exist or one of its queried reference-property objects are not present.",
        ),
        (
            "/v1.0/roleManagement/directory/roleAssignments?$expand=roleDefinition,principal",
            400,
            "Request_BadRequest",
            "Only one property can be expanded in a single query.",
        ),
        (
            "/v1.0/servicePrincipals/20000000-0000-4000-8000-000000000001/appRoleAssignments?$filter=principalType eq 'Group'",
            400,
            "Request_BadRequest",
            "Invalid filter clause principalType: System.String",
        ),
        ("/v1.0/teams", 501, "notImplemented", "The simulator does not know GET /v1.0/teams"),
    ] {
        let answer = bench.get(&bench::encode_query(target));
        let error = &answer.body["error"];
        assert_eq!((answer.status, error["code"].as_str()), (status, Some(code)), "{target}: {answer:?}");
        assert!(error["message"].as_str().unwrap().starts_with(message), "{target}: {answer:?}");
        for member in ["date", "request-id", "client-request-id"] {
            assert!(error["innerError"][member].is_string(), "{target}: {member}");
        }
    }
}

#[test]
fn a_list_is_whole_over_its_pages() {
    let mut bench = Bench::new();
    let mut target = "/v1.0/servicePrincipals?$select=displayName&$top=1".to_owned();
    let mut seen = Vec::new();
    for _ in 0..10 {
        let answer = bench.get(&target);
        seen.extend(names(&answer, "displayName"));
        let Some(next) = answer.body["@odata.nextLink"].as_str() else { break };
        target = next.strip_prefix("https://graph.microsoft.com").unwrap().to_owned();
        assert!(target.starts_with("/v1.0/servicePrincipals?$select=displayName&$top=1&$skiptoken="), "{target}");
    }
    seen.sort();
    assert_eq!(seen, ["Custom API", "Microsoft Graph", "O'Brien", "func-a", "func-b"]);
}

#[test]
fn a_chain_stops_at_the_first_failure() {
    let mut bench = Bench::new();
    let step = |id: &str, role: &str, after: Option<&str>| {
        json!({
            "id": id, "method": "POST", "url": format!("/servicePrincipals/{}/appRoleAssignedTo", bench::GRAPH_ID),
            "headers": {"Content-Type": "application/json"},
            "body": {"principalId": bench::IDENTITY, "resourceId": bench::GRAPH_ID, "appRoleId": role},
            "dependsOn": after.map_or(json!([]), |after| json!([after])),
        })
    };
    let nobody = "30000000-0000-4000-8000-00000000ffff";
    let requests = [
        step("a", bench::USER_READ_ALL, None),
        step("b", nobody, Some("a")),
        step("c", bench::USER_READWRITE_ALL, Some("b")),
    ];
    let answer = bench.post("/v1.0/$batch", &json!({"requests": requests}));
    let mut statuses: Vec<(&str, u64)> = answer.body["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (part["id"].as_str().unwrap(), part["status"].as_u64().unwrap()))
        .collect();
    assert_ne!(statuses[0].0, "a", "the answers stand in another order than the requests");
    statuses.sort_unstable();
    assert_eq!(statuses, [("a", 201), ("b", 400), ("c", 424)]);
    assert_eq!(bench.simulator.ledger().len(), 1);
}

#[test]
fn graphs_app_roles_need_the_most_privileged_and_the_custom_apis_do_not() {
    let mut bench = Bench::new();
    bench.become_application_administrator();
    let grant = |api: &str, role: &str| json!({"principalId": bench::IDENTITY, "resourceId": api, "appRoleId": role});
    let graph = bench.post(
        &format!("/v1.0/servicePrincipals(appId='{GRAPH}')/appRoleAssignedTo"),
        &grant(bench::GRAPH_ID, bench::USER_READ_ALL),
    );
    assert_eq!((graph.status, graph.body["error"]["code"].as_str()), (403, Some("Authorization_RequestDenied")));
    let custom = bench.post(
        &format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo", bench::CUSTOM_API),
        &grant(bench::CUSTOM_API, bench::CUSTOM_ROLE),
    );
    assert_eq!(custom.status, 201, "{custom:?}");
}
