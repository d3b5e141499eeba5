//! Batches.

use serde_json::json;

use crate::probe::{self, Probe};

#[test]
fn a_chain_stops_at_the_first_failure() {
    let mut probe = Probe::new();
    let step = |id: &str, role: &str, after: Option<&str>| {
        json!({
            "id": id, "method": "POST", "url": format!("/servicePrincipals/{}/appRoleAssignedTo", probe::GRAPH_ID),
            "headers": {"Content-Type": "application/json"},
            "body": {"principalId": probe::IDENTITY, "resourceId": probe::GRAPH_ID, "appRoleId": role},
            "dependsOn": after.map_or(json!([]), |after| json!([after])),
        })
    };
    let nobody = "30000000-0000-4000-8000-00000000ffff";
    let requests = [
        step("a", probe::USER_READ_ALL, None),
        step("b", nobody, Some("a")),
        step("c", probe::USER_READWRITE_ALL, Some("b")),
    ];
    let answer = probe.post("/v1.0/$batch", &json!({"requests": requests}));
    let mut statuses: Vec<(&str, u64)> = answer.body["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (part["id"].as_str().unwrap(), part["status"].as_u64().unwrap()))
        .collect();
    assert_ne!(statuses[0].0, "a", "the answers stand in another order than the requests");
    statuses.sort_unstable();
    assert_eq!(statuses, [("a", 201), ("b", 400), ("c", 424)]);
    assert_eq!(probe.simulator.ledger().len(), 1);
}

fn read(id: &str, url: &str) -> serde_json::Value {
    json!({"id": id, "method": "GET", "url": url})
}

#[test]
fn each_part_has_its_own_status_and_headers() {
    let mut probe = Probe::new();
    let advanced = json!({
        "id": "c", "method": "GET", "url": "/servicePrincipals?$filter=displayName%20ne%20'x'&$count=true",
        "headers": {"ConsistencyLevel": "eventual"},
    });
    let requests = [
        read("A", "/me"),
        read("b", "servicePrincipals/nobody"),
        advanced,
        read("d", "/v1.0/me"),
        read("e", "https://graph.microsoft.com/v1.0/me"),
    ];
    let answer = probe.post("/v1.0/$batch", &json!({"requests": requests}));
    for (id, status, content_type) in [
        ("A", 200, "application/json;odata.metadata=minimal"),
        ("b", 404, "application/json"),
        ("c", 200, "application/json;odata.metadata=minimal"),
        ("d", 400, "application/json"),
        ("e", 400, "application/json"),
    ] {
        let parts = answer.body["responses"].as_array().unwrap();
        let part = parts.iter().find(|part| part["id"] == id).unwrap();
        assert_eq!(part["status"], status, "{part}");
        assert!(part["headers"]["Content-Type"].as_str().unwrap().starts_with(content_type), "{part}");
    }
}

#[test]
fn a_deletion_in_a_batch_has_no_body() {
    let mut probe = Probe::new();
    let id = probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL).body["id"].clone();
    let url = format!("/servicePrincipals/{}/appRoleAssignments/{}", probe::IDENTITY, id.as_str().unwrap());
    let answer = probe.post("/v1.0/$batch", &json!({"requests": [{"id": "1", "method": "DELETE", "url": url}]}));
    assert_eq!(answer.body["responses"][0]["status"], 204);
    assert!(answer.body["responses"][0].get("body").is_none());
}

#[test]
fn a_batch_that_breaks_the_rules_is_refused_as_a_whole() {
    let mut probe = Probe::new();
    let many: Vec<_> = (0..21).map(|number| read(&number.to_string(), "/me")).collect();
    let after = |id: &str, before: &str| json!({"id": id, "method": "GET", "url": "/me", "dependsOn": [before]});
    for (what, body) in [
        ("no JSON object", json!([])),
        ("more than 20", json!({ "requests": many })),
        ("an id twice, in another case", json!({"requests": [read("a", "/me"), read("A", "/me")]})),
        ("an empty id", json!({"requests": [read("", "/me")]})),
        ("no address", json!({"requests": [{"id": "1", "method": "GET"}]})),
        (
            "a write without Content-Type",
            json!({"requests": [{"id": "1", "method": "POST", "url": "/servicePrincipals", "body": {}}]}),
        ),
        ("a write without body", json!({"requests": [{"id": "1", "method": "POST", "url": "/servicePrincipals"}]})),
        ("an unknown dependency", json!({"requests": [after("a", "nobody")]})),
        ("neither chain nor parallel", json!({"requests": [read("a", "/me"), after("b", "a"), read("c", "/me")]})),
    ] {
        let answer = probe.post("/v1.0/$batch", &body);
        assert_eq!(answer.status, 400, "{what}: {answer:?}");
        assert!(answer.body["error"]["code"].is_string(), "{what}");
    }
    assert_eq!(probe.post("/v1.0/$batch", &json!({"requests": many.get(..20)})).status, 200);
}

#[test]
fn a_next_link_is_followed_inside_a_batch() {
    let mut probe = Probe::new();
    let first = probe.post("/v1.0/$batch", &json!({"requests": [read("1", "/servicePrincipals?$top=3")]}));
    let next = first.body["responses"][0]["body"]["@odata.nextLink"].as_str().unwrap();
    let next = next.strip_prefix("https://graph.microsoft.com/v1.0").unwrap();
    let second = probe.post("/v1.0/$batch", &json!({"requests": [read("1", next)]}));
    assert_eq!(second.body["responses"][0]["body"]["value"].as_array().unwrap().len(), 2);
}

#[test]
fn versions_are_batched_apart() {
    let mut probe = Probe::new();
    let url = "/roleManagement/directory/roleDefinitions?$select=isPrivileged";
    for (version, status) in [("v1.0", 400), ("beta", 200)] {
        let answer = probe.post(&format!("/{version}/$batch"), &json!({"requests": [read("1", url)]}));
        assert_eq!(answer.body["responses"][0]["status"], status, "{version}");
    }
}
