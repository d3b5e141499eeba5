//! What `$filter` and `$search` find.

use crate::probe::{self, Probe, names};

#[test]
fn filters_find_what_they_say() {
    let mut probe = Probe::new();
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
        let answer = probe.get(&format!("/v1.0/servicePrincipals?$filter={}", probe::encode(filter)));
        let mut seen = names(&answer, "displayName");
        seen.sort();
        assert_eq!(seen, found, "{filter}: {answer:?}");
    }
}

#[test]
fn advanced_filters_need_the_header_and_the_count() {
    let mut probe = Probe::new();
    let advanced = [("ConsistencyLevel", "eventual")];
    for (filter, found) in [
        ("displayName ne 'func-a' and servicePrincipalType eq 'ManagedIdentity'", vec!["O'Brien", "func-b"]),
        ("not startswith(displayName,'func') and servicePrincipalType eq 'ManagedIdentity'", vec!["O'Brien"]),
    ] {
        let target = format!("/v1.0/servicePrincipals?$filter={}", probe::encode(filter));
        for (target, headers) in
            [(target.clone(), &[][..]), (target.clone() + "&$count=true", &[]), (target.clone(), &advanced)]
        {
            assert_eq!(probe.send("GET", &target, None, headers).status, 400, "{target} {headers:?}");
        }
        let answer = probe.send("GET", &format!("{target}&$count=true"), None, &advanced);
        let mut seen = names(&answer, "displayName");
        seen.sort();
        assert_eq!(seen, found, "{filter}");
        assert_eq!(answer.body["@odata.count"], found.len());
    }
}

#[test]
fn operators_that_a_property_does_not_have_are_refused_in_advanced_queries_too() {
    let mut probe = Probe::new();
    for filter in [
        "endswith(displayName,'-b')",
        "contains(displayName,'unc')",
        "startswith(servicePrincipalType,'Managed')",
        "alternativeNames/any(x:endswith(x,'func-b'))",
        "owners/any(o:o eq 'x')",
    ] {
        let target = format!("/v1.0/servicePrincipals?$filter={}", probe::encode(filter));
        for (target, headers) in
            [(target.clone(), &[][..]), (target + "&$count=true", &[("ConsistencyLevel", "eventual")])]
        {
            assert_eq!(probe.send("GET", &target, None, headers).status, 400, "{target} {headers:?}");
        }
    }
}

#[test]
fn alternatives_are_counted_over_parentheses() {
    let mut probe = Probe::new();
    let some = |count: u32| (0..count).map(|n| format!("displayName eq '{n}'")).collect::<Vec<_>>().join(" or ");
    for (filter, status) in [
        (some(15), 200),
        (some(16), 400),
        (format!("({}) or ({})", some(8), some(7)), 200),
        (format!("({}) or ({})", some(8), some(8)), 400),
    ] {
        let answer = probe.get(&format!("/v1.0/servicePrincipals?$filter={}", probe::encode(&filter)));
        assert_eq!(answer.status, status, "{filter}: {answer:?}");
    }
}

#[test]
fn searches_find_words_and_not_their_middles() {
    let mut probe = Probe::new();
    for (search, found) in [
        (r#""displayName:func""#, vec!["func-a", "func-b"]),
        (r#""displayName:FUNC-B""#, vec!["func-b"]),
        (r#""displayName:unc""#, vec![]),
        (r#""displayName:brien""#, vec!["O'Brien"]),
        (r#""displayName:graph" OR "displayName:custom""#, vec!["Custom API", "Microsoft Graph"]),
        (r#""appId:21000000-0000-4000-8000-000000000002""#, vec!["func-a"]),
    ] {
        let target =
            format!("/v1.0/servicePrincipals?$search={}&$orderby=displayName&$count=true", probe::encode(search));
        let answer = probe.send("GET", &target, None, &[("ConsistencyLevel", "eventual")]);
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(names(&answer, "displayName"), found, "{search}");
    }
}

#[test]
fn a_search_and_a_filter_both_hold() {
    let mut probe = Probe::new();
    let query = format!(
        "$search={}&$filter={}",
        probe::encode(r#""displayName:func""#),
        probe::encode("accountEnabled eq true")
    );
    let answer =
        probe.send("GET", &format!("/v1.0/servicePrincipals?{query}"), None, &[("ConsistencyLevel", "eventual")]);
    assert_eq!(names(&answer, "displayName"), ["func-a"]);
}

#[test]
fn assignments_are_filtered_by_what_the_service_takes() {
    let mut probe = Probe::new();
    probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL);
    probe.grant(probe::CUSTOM_API, probe::CUSTOM_ROLE);
    probe.assign(probe::EXCHANGE_ADMINISTRATOR);
    let held = format!("/v1.0/servicePrincipals/{}/appRoleAssignments", probe::IDENTITY);
    let assigned = "/v1.0/roleManagement/directory/roleAssignments";
    for (list, filter, count) in [
        (held.as_str(), format!("resourceId eq {}", probe::GRAPH_ID), 1),
        (held.as_str(), "startswith(principalDisplayName,'O')".to_owned(), 2),
        (assigned, format!("principalId eq '{}'", probe::IDENTITY), 1),
        (assigned, format!("roleDefinitionId in ('{}')", probe::EXCHANGE_ADMINISTRATOR), 1),
        (assigned, "directoryScopeId eq '/'".to_owned(), 4),
    ] {
        let answer = probe.get(&format!("{list}?$filter={}", probe::encode(&filter)));
        assert_eq!(names(&answer, "id").len(), count, "{filter}: {answer:?}");
    }
}
