//! User-assigned identities: shapes, creating, changing and deleting, regions, refusals.

use std::time::Duration;

use domain::ids::ServicePrincipalId;
use serde_json::{Value, json};
use simulator::Lag;
use simulator::ledger::Change;
use simulator::tenant::{AzureLock, AzurePolicy, LockLevel};

use crate::azure::{CONTRIBUTOR, GROUP, OWNER, READER, SUBSCRIPTION, azure, check, code, count, hold};
use crate::probe::{Answer, Probe};

const VERSION: &str = "api-version=2023-01-31";
const MANAGED_IDENTITY_CONTRIBUTOR: &str = "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59";

fn target(name: &str) -> String {
    format!("{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}?{VERSION}")
}

fn put(probe: &mut Probe, name: &str, body: &Value) -> Answer {
    probe.send("PUT", &target(name), Some(body), &[])
}

#[test]
fn identity_is_created_read_changed_listed_and_deleted() {
    let mut probe = azure(MANAGED_IDENTITY_CONTRIBUTOR, GROUP);
    let body = json!({ "location": "West Europe", "tags": { "team": "a" } });
    check("msi.Identity", &body, "what is sent");
    let made = put(&mut probe, "id-new", &body);
    check("msi.Identity", &made.body, "an identity");
    assert_eq!((made.status, made.body["location"].as_str()), (201, Some("westeurope")));
    let id = made.body["id"].as_str().unwrap().to_owned();
    assert!(
        id.ends_with("/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-new"),
        "{id}"
    );
    let principal: ServicePrincipalId = made.body["properties"]["principalId"].as_str().unwrap().parse().unwrap();
    let known = probe.simulator.tenant.service_principals[&principal].clone();
    assert_eq!(
        (known.display_name.as_str(), known.alternative_names),
        ("id-new", vec!["isExplicit=True".to_owned(), id])
    );
    assert_eq!(made.body["properties"]["clientId"], known.app_id.to_string());
    let again = put(&mut probe, "ID-NEW", &json!({ "location": "westeurope", "tags": { "unit": "b" } }));
    assert_eq!((again.status, &again.body["tags"]), (200, &json!({ "unit": "b" })), "tags are replaced");
    assert_eq!(again.body["properties"], made.body["properties"], "the identity stays the same");
    assert_eq!(code(&put(&mut probe, "id-new", &json!({ "location": "eastus" }))), (409, "InvalidResourceLocation"));
    let patched = probe.send("PATCH", &target("id-new"), Some(&json!({ "tags": { "unit": "c" } })), &[]);
    check("msi.Identity", &patched.body, "an identity");
    assert_eq!((patched.status, patched.body["tags"]["unit"].as_str()), (200, Some("c")));
    assert_eq!(probe.get(&target("id-new")).body, patched.body);
    for scope in [GROUP, SUBSCRIPTION] {
        let list = probe.get(&format!("{scope}/providers/Microsoft.ManagedIdentity/userAssignedIdentities?{VERSION}"));
        check("msi.UserAssignedIdentitiesListResult", &list.body, scope);
        assert_eq!(count(&list), 2, "{scope}");
    }
    assert_eq!(probe.delete(&target("id-new")).status, 200);
    assert!(!probe.simulator.tenant.service_principals.contains_key(&principal));
    assert_eq!(code(&probe.get(&target("id-new"))), (404, "ResourceNotFound"));
    assert_eq!(probe.delete(&target("id-new")).status, 204);
    let anew = put(&mut probe, "id-new", &json!({ "location": "westeurope" }));
    assert_eq!((anew.status, anew.body["tags"].as_object().unwrap().len()), (201, 0));
    assert_ne!(anew.body["properties"]["principalId"], made.body["properties"]["principalId"]);
    let changes: Vec<_> = probe.simulator.ledger().iter().map(|it| std::mem::discriminant(&it.change)).collect();
    let of = |change: &Change| std::mem::discriminant(change);
    let (made, gone) = (
        of(&Change::IdentityCreated { resource: String::new(), id: principal }),
        of(&Change::IdentityDeleted { resource: String::new(), id: principal }),
    );
    assert_eq!(changes, [made, gone, made]);
}

#[test]
fn new_identity_is_known_to_azure_before_the_directory() {
    let mut probe = azure(CONTRIBUTOR, GROUP);
    probe.simulator.set_lag(Some(Lag { span: Duration::from_secs(20), flapping: false }));
    let made = put(&mut probe, "id-new", &json!({ "location": "westeurope" }));
    let principal = made.body["properties"]["principalId"].as_str().unwrap().to_owned();
    assert_eq!(probe.get(&target("id-new")).status, 200);
    probe.limit_to("Application.Read.All");
    let object = format!("/v1.0/servicePrincipals/{principal}");
    assert_eq!(probe.get(&object).status, 404);
    probe.now = probe.now + Duration::from_secs(20);
    assert_eq!(probe.get(&object).body["displayName"], "id-new");
}

#[test]
fn deleted_identity_stays_named_where_it_is_used_until_it_is_detached() {
    let mut probe = azure(CONTRIBUTOR, GROUP);
    let app = format!("{GROUP}/providers/Microsoft.Web/sites/func-a?api-version=2024-04-01");
    let id = target("func-b").split('?').next().unwrap().to_owned();
    let patch = |probe: &mut Probe, map: Value| {
        let body = json!({ "identity": { "type": "SystemAssigned, UserAssigned", "userAssignedIdentities": map } });
        probe.send("PATCH", &app, Some(&body), &[])
    };
    assert_eq!(patch(&mut probe, json!({ &id: {} })).status, 200);
    let principal = "20000000-0000-4000-8000-000000000003".parse().unwrap();
    hold(&mut probe, principal, READER, SUBSCRIPTION, 7);
    assert_eq!(probe.delete(&target("func-b")).status, 200);
    assert!(probe.simulator.tenant.azure_roles.iter().any(|it| it.principal == principal), "role assignments stay");
    let named = probe.get(&app).body["identity"]["userAssignedIdentities"].as_object().unwrap().len();
    assert_eq!(named, 1);
    assert_eq!(code(&patch(&mut probe, json!({ &id: {} }))), (400, "FailedIdentityOperation"));
    probe.simulator.tenant.azure.undocumented_is_merge = true;
    let other = put(&mut probe, "other", &json!({ "location": "westeurope" })).body["id"].as_str().unwrap().to_owned();
    assert_eq!(code(&patch(&mut probe, json!({ &other: {} }))), (400, "FailedIdentityOperation"), "it is kept");
    let detached = patch(&mut probe, json!({ &other: {}, &id: null }));
    assert_eq!(
        (detached.status, detached.body["identity"]["userAssignedIdentities"].as_object().unwrap().len()),
        (200, 1)
    );
}

#[test]
fn locks_policies_quota_and_missing_rights_refuse_writes_of_identities() {
    let mut probe = azure(CONTRIBUTOR, GROUP);
    let body = json!({ "location": "westeurope" });
    for (name, sent, status, refusal) in [
        ("id-new", json!({}), 400, "LocationRequired"),
        ("id-new", json!({ "location": "Atlantis" }), 400, "LocationNotAvailableForResourceType"),
        ("-new", body.clone(), 400, "InvalidResourceName"),
        ("ab", body.clone(), 400, "InvalidResourceName"),
    ] {
        let refused = put(&mut probe, name, &sent);
        assert_eq!(code(&refused), (status, refusal), "{name} {sent}");
        check("msi.CloudError", &refused.body, refusal);
    }
    let lock = |level| AzureLock { scope: GROUP.to_owned(), name: "keep".to_owned(), level };
    probe.simulator.tenant.azure.locks = vec![lock(LockLevel::CanNotDelete)];
    assert_eq!(code(&probe.delete(&target("func-b"))), (409, "ScopeLocked"));
    probe.simulator.tenant.azure.locks = vec![lock(LockLevel::ReadOnly)];
    assert_eq!(code(&put(&mut probe, "id-new", &body)), (409, "ScopeLocked"));
    probe.simulator.tenant.azure.locks.clear();
    let (definition, assignment) = ("Allowed locations".to_owned(), "Only Norway".to_owned());
    probe.simulator.tenant.azure.policies.push(AzurePolicy { scope: GROUP.to_owned(), definition, assignment });
    assert_eq!(code(&put(&mut probe, "id-new", &body)), (403, "RequestDisallowedByPolicy"));
    probe.simulator.tenant.azure.policies.clear();
    probe.simulator.tenant.azure.is_directory_full = true;
    assert_eq!(code(&put(&mut probe, "id-new", &body)), (403, "Directory_QuotaExceeded"));
    probe.simulator.tenant.azure.is_directory_full = false;
    probe.simulator.tenant.azure.requires_multi_factor = true;
    assert_eq!((put(&mut probe, "id-new", &body).status, probe.delete(&target("func-b")).status), (401, 401));
    probe.simulator.tenant.azure.requires_multi_factor = false;
    assert_eq!(
        code(&probe.get(&target("func-b").replace("2023-01-31", "2001-01-01"))),
        (400, "NoRegisteredProviderFound")
    );
    let nowhere = target("id-new").replace("/rg/", "/none/");
    let user = probe.caller.as_ref().unwrap().user;
    hold(&mut probe, user.0, CONTRIBUTOR, SUBSCRIPTION, 2);
    assert_eq!(code(&probe.send("PUT", &nowhere, Some(&body), &[])), (404, "ResourceGroupNotFound"));
    let mut reader = azure(READER, GROUP);
    assert_eq!(code(&put(&mut reader, "id-new", &body)), (403, "AuthorizationFailed"));
    assert_eq!(code(&reader.delete(&target("func-b"))), (403, "AuthorizationFailed"));
    assert!(probe.simulator.ledger().is_empty() && reader.simulator.ledger().is_empty());
}

#[test]
fn subscription_lists_its_regions_and_registers_the_provider() {
    let mut probe = azure(OWNER, SUBSCRIPTION);
    let regions = probe.get(&format!("{SUBSCRIPTION}/locations?api-version=2022-12-01"));
    check("subs.LocationListResult", &regions.body, "regions");
    assert!(count(&regions) > 1);
    let provider = format!("{SUBSCRIPTION}/providers/Microsoft.ManagedIdentity");
    let subscription = SUBSCRIPTION.rsplit('/').next().unwrap().parse().unwrap();
    probe.simulator.tenant.azure.unregistered_subscriptions.insert(subscription);
    let shown = probe.get(&format!("{provider}?api-version=2021-04-01"));
    check("res.Provider", &shown.body, "the provider");
    assert_eq!(shown.body["registrationState"], "NotRegistered");
    assert_eq!(shown.body["resourceTypes"][0]["locations"][0], "West Europe");
    let body = json!({ "location": "westeurope" });
    assert_eq!(code(&put(&mut probe, "id-new", &body)), (409, "MissingSubscriptionRegistration"));
    let registered = probe.send("POST", &format!("{provider}/register?api-version=2021-04-01"), None, &[]);
    assert_eq!((registered.status, registered.body["registrationState"].as_str()), (200, Some("Registered")));
    assert_eq!(put(&mut probe, "id-new", &body).status, 201);
}

#[test]
fn system_assigned_identity_of_any_resource_is_returned() {
    let mut probe = azure(READER, GROUP);
    let of = |path: &str| {
        format!("{GROUP}/providers/{path}/providers/Microsoft.ManagedIdentity/identities/default?{VERSION}")
    };
    let own = probe.get(&of("Microsoft.Web/sites/func-a"));
    check("msi.SystemAssignedIdentity", &own.body, "an identity");
    assert_eq!(own.body["properties"]["principalId"], "20000000-0000-4000-8000-000000000002");
    assert_eq!(code(&probe.get(&of("Microsoft.Web/sites/none"))), (404, "ResourceNotFound"));
}
