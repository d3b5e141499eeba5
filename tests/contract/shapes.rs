//! Every answer has the shape that the service's own metadata gives it: no property more, and each of its type.

use domain::guid::Guid;
use serde_json::{Value, json};

use crate::probe::{self, Probe};

/// Names and types of the entities, derived from the metadata of Microsoft Graph.
const SCHEMA: &str = include_str!("schema.json");

/// Checks an entry, without the annotations that only lists and single answers have.
pub fn check(type_name: &str, entry: &Value, what: &str) {
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert!(schema["$defs"][type_name].is_object(), "no shape is known for {type_name}");
    schema["$ref"] = json!(format!("#/$defs/{type_name}"));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut entry = entry.clone();
    if let Some(object) = entry.as_object_mut() {
        object.remove("@odata.context");
    }
    let errors: Vec<String> =
        validator.iter_errors(&entry).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

/// The type that an entry says, or else that of its list.
fn type_of<'a>(entry: &'a Value, of_list: &'a str) -> &'a str {
    entry["@odata.type"].as_str().and_then(|name| name.strip_prefix("#microsoft.graph.")).unwrap_or(of_list)
}

#[test]
fn lists_and_single_answers_have_their_published_shape() {
    let mut probe = Probe::new();
    let identity = probe::IDENTITY;
    probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL);
    probe.assign(probe::EXCHANGE_ADMINISTRATOR);
    for (target, type_name) in [
        ("/v1.0/me", "user"),
        ("/v1.0/me?$select=id,displayName,userPrincipalName,accountEnabled,userType", "user"),
        ("/v1.0/me/memberOf", "directoryRole"),
        ("/v1.0/users/40000000-0000-4000-8000-000000000002", "user"),
        ("/v1.0/organization", "organization"),
        ("/v1.0/applications", "application"),
        ("/v1.0/servicePrincipals", "servicePrincipal"),
        ("/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')", "servicePrincipal"),
        ("/v1.0/servicePrincipals/{identity}?$expand=appRoleAssignments", "servicePrincipal"),
        ("/v1.0/servicePrincipals/{identity}/appRoleAssignments", "appRoleAssignment"),
        ("/v1.0/servicePrincipals/10000000-0000-4000-8000-000000000001/appRoleAssignedTo", "appRoleAssignment"),
        ("/v1.0/roleManagement/directory/roleDefinitions", "unifiedRoleDefinition"),
        (
            "/v1.0/roleManagement/directory/roleDefinitions/29232cdf-9323-42fd-ade2-1d097af3e4de",
            "unifiedRoleDefinition",
        ),
        ("/v1.0/roleManagement/directory/roleAssignments", "unifiedRoleAssignment"),
        ("/v1.0/roleManagement/directory/roleAssignments?$expand=roleDefinition", "unifiedRoleAssignment"),
        ("/v1.0/roleManagement/directory/roleAssignments?$expand=principal", "unifiedRoleAssignment"),
        ("/v1.0/roleManagement/directory/roleEligibilityScheduleInstances", "unifiedRoleEligibilityScheduleInstance"),
        ("/v1.0/roleManagement/directory/roleAssignmentScheduleInstances", "unifiedRoleAssignmentScheduleInstance"),
        ("/v1.0/directory/administrativeUnits/71000000-0000-4000-8000-000000000001", "administrativeUnit"),
        ("/v1.0/groups/70000000-0000-4000-8000-000000000001", "group"),
        ("/v1.0/directoryObjects/{identity}", "servicePrincipal"),
        ("/v1.0/directory/deletedItems/microsoft.graph.servicePrincipal", "servicePrincipal"),
    ] {
        let target = target.replace("{identity}", identity);
        let answer = probe.get(&target);
        assert_eq!(answer.status, 200, "{target}: {answer:?}");
        assert!(
            answer.body["@odata.context"].as_str().unwrap().starts_with("https://graph.microsoft.com/v1.0/$metadata#")
        );
        match answer.body["value"].as_array() {
            Some(entries) => {
                assert!(!entries.is_empty(), "{target} checks nothing");
                entries.iter().for_each(|entry| check(type_of(entry, type_name), entry, &target));
            }
            None => check(type_name, &answer.body, &target),
        }
    }
}

#[test]
fn what_a_write_answers_has_its_published_shape() {
    let mut probe = Probe::new();
    let granted = probe.grant(probe::GRAPH_ID, probe::USER_READ_ALL);
    check("appRoleAssignment", &granted.body, "a grant");
    let id = granted.body["id"].as_str().unwrap();
    assert_eq!(id.len(), 43, "{id}");
    let assigned = probe.assign(probe::EXCHANGE_ADMINISTRATOR);
    check("unifiedRoleAssignment", &assigned.body, "an assignment");
    let created = probe.post("/v1.0/servicePrincipals", &json!({"appId": probe::KNOWN_APP}));
    assert_eq!(created.status, 201, "{created:?}");
    check("servicePrincipal", &created.body, "a service principal");
    let objects =
        json!({"ids": [probe::IDENTITY, probe::GRAPH_ID, Guid::ZERO.to_string()], "types": ["servicePrincipal"]});
    let found = probe.post("/v1.0/directoryObjects/getByIds", &objects);
    assert_eq!(found.body["value"].as_array().unwrap().len(), 2);
    found.body["value"].as_array().unwrap().iter().for_each(|entry| check(type_of(entry, ""), entry, "getByIds"));
}

#[test]
fn refusals_have_their_published_shape() {
    let mut probe = Probe::new();
    for target in ["/v1.0/servicePrincipals/nobody", "/v1.0/servicePrincipals?$orderby=displayName", "/v1.0/teams"] {
        check("error", &probe.get(target).body, target);
    }
    probe.caller = None;
    check("error", &probe.get("/v1.0/me").body, "without a token");
}

#[test]
fn the_beta_version_tells_more_of_a_role() {
    let mut probe = Probe::new();
    let target = "/roleManagement/directory/roleDefinitions?$select=id,isPrivileged,allowedPrincipalTypes";
    assert_eq!(probe.get(&format!("/v1.0{target}")).status, 400);
    let answer = probe.get(&format!("/beta{target}"));
    assert!(answer.body["value"][0]["isPrivileged"].is_boolean(), "{answer:?}");
    assert!(answer.body["@odata.context"].as_str().unwrap().contains("/beta/$metadata#"));
}
