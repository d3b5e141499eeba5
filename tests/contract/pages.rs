//! Lists in pages.

use crate::probe::{self, Probe, names};

#[test]
fn a_list_is_whole_over_its_pages() {
    let mut probe = Probe::new();
    let mut target = "/v1.0/servicePrincipals?$select=displayName&$top=1".to_owned();
    let mut seen = Vec::new();
    for _ in 0..10 {
        let answer = probe.get(&target);
        seen.extend(names(&answer, "displayName"));
        let Some(next) = answer.body["@odata.nextLink"].as_str() else { break };
        target = next.strip_prefix("https://graph.microsoft.com").unwrap().to_owned();
        assert!(target.starts_with("/v1.0/servicePrincipals?$select=displayName&$top=1&$skiptoken="), "{target}");
    }
    seen.sort();
    assert_eq!(seen, ["Custom API", "Microsoft Graph", "O'Brien", "func-a", "func-b"]);
}

#[test]
fn pages_go_on_where_they_stopped_although_the_list_changes() {
    let mut probe = Probe::new();
    let first = probe.get("/v1.0/servicePrincipals?$top=3");
    let last = first.body["value"][2]["id"].as_str().unwrap().parse().unwrap();
    let next =
        first.body["@odata.nextLink"].as_str().unwrap().strip_prefix("https://graph.microsoft.com").unwrap().to_owned();
    // Something before the page goes away, so that places are no longer what they were.
    let gone = first.body["value"][0]["id"].as_str().unwrap().parse().unwrap();
    assert_ne!(gone, last);
    let now = probe.now;
    probe.simulator.tenant.delete_service_principal(gone, now);
    let second = probe.get(&next);
    assert_eq!(names(&second, "displayName"), ["func-a", "func-b"]);
}

#[test]
fn a_page_holds_a_hundred_unless_it_is_told_otherwise() {
    let mut probe = Probe::new();
    probe.add_identities(1_200);
    for (query, size) in [("", 100), ("?$top=999", 999), ("?$top=7", 7)] {
        let answer = probe.get(&format!("/v1.0/servicePrincipals{query}"));
        assert_eq!(names(&answer, "id").len(), size, "{query}");
        assert!(answer.body["@odata.nextLink"].is_string());
    }
}

#[test]
fn a_search_is_paged_only_with_its_header() {
    let mut probe = Probe::new();
    probe.add_identities(30);
    let eventual = [("ConsistencyLevel", "eventual")];
    let target =
        format!("/v1.0/servicePrincipals?$search={}&$top=10&$count=true", probe::encode(r#""displayName:many""#));
    let first = probe.send("GET", &target, None, &eventual);
    assert_eq!((names(&first, "id").len(), first.body["@odata.count"].as_u64()), (10, Some(30)));
    let next =
        first.body["@odata.nextLink"].as_str().unwrap().strip_prefix("https://graph.microsoft.com").unwrap().to_owned();
    assert_eq!(probe.get(&next).status, 400);
    assert_eq!(names(&probe.send("GET", &next, None, &eventual), "id").len(), 10);
}

#[test]
fn what_is_expanded_stops_at_twenty_without_saying_so() {
    let mut probe = Probe::new();
    probe.hold_many_roles(25);
    let expanded = probe.get(&format!("/v1.0/servicePrincipals/{}?$expand=appRoleAssignments", probe::IDENTITY));
    assert_eq!(expanded.body["appRoleAssignments"].as_array().unwrap().len(), 20);
    assert_eq!(expanded.body["appRoleAssignments@odata.nextLink"], serde_json::Value::Null);
    let listed = probe.get(&format!("/v1.0/servicePrincipals/{}/appRoleAssignments", probe::IDENTITY));
    assert_eq!(names(&listed, "id").len(), 25);
}

#[test]
fn counts_are_plain_text() {
    let mut probe = Probe::new();
    let answer = probe.send("GET", "/v1.0/servicePrincipals/$count", None, &[("ConsistencyLevel", "eventual")]);
    assert_eq!((answer.status, answer.body), (200, serde_json::json!(5)));
}
