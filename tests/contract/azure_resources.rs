//! Azure resources that can have an identity: shapes, what becomes of identities in a write, operations, rights, refusals.

use std::time::Duration;

use domain::ids::{AppId, ServicePrincipalId};
use serde_json::{Value, json};
use simulator::Lag;
use simulator::ledger::{Change, ResourceIdentityChange};
use simulator::tenant::{AzureLock, AzurePolicy, LockLevel, ServicePrincipal};

use crate::azure::{CONTRIBUTOR, GROUP, OWNER, READER, SUBSCRIPTION, azure, check, code, hold};
use crate::probe::{Answer, Probe};

const MACHINE: &str = "Microsoft.Compute/virtualMachines/vm-1";
const ACCOUNT: &str = "Microsoft.Automation/automationAccounts/aa-1";
const MACHINES: &str = "api-version=2024-07-01";
const ACCOUNTS: &str = "api-version=2023-11-01";
const OPERATOR: &str = "f1a07417-d97a-45cb-824c-7a7467783830";
const MACHINE_CONTRIBUTOR: &str = "9980e02c-c2be-4d73-94e8-173b1dc7cf3c";

/// The resource ID of this path in the group.
fn id(path: &str) -> String {
    format!("{GROUP}/providers/{path}")
}

fn identity(name: &str) -> String {
    id(&format!("Microsoft.ManagedIdentity/userAssignedIdentities/{name}"))
}

/// A caller with this role in the group, a machine and an account without identities, and two user-assigned identities.
fn prepare(role: &str) -> Probe {
    let mut probe = azure(role, GROUP);
    let tenant = &mut probe.simulator.tenant;
    tenant.azure.resources.extend([id(MACHINE), id(ACCOUNT)]);
    for (number, name) in [(8, "one"), (9, "two")] {
        let object = ServicePrincipalId::known(&format!("20000000-0000-4000-8000-{number:012}"));
        let app = AppId::known(&format!("21000000-0000-4000-8000-{number:012}"));
        let names = ["isExplicit=True", &*identity(name).replace("/resourceGroups/", "/resourcegroups/")];
        tenant.add_service_principal(ServicePrincipal::managed_identity(object, app, name, &names));
    }
    probe
}

fn read(probe: &mut Probe, path: &str, version: &str) -> Answer {
    probe.get(&format!("{}?{version}", id(path)))
}

fn patch(probe: &mut Probe, path: &str, version: &str, identity: &Value) -> Answer {
    probe.send("PATCH", &format!("{}?{version}", id(path)), Some(&json!({ "identity": identity })), &[])
}

fn later(probe: &mut Probe, seconds: u64) {
    probe.now = probe.now + Duration::from_secs(seconds);
}

/// The names of the user-assigned identities in an answer.
fn attached(answer: &Answer) -> Vec<String> {
    let map = answer.body["identity"]["userAssignedIdentities"].as_object();
    map.into_iter().flatten().map(|(id, _)| id.rsplit('/').next().unwrap_or_default().to_owned()).collect()
}

/// What the ledger has of the identities of resources.
fn changes(probe: &Probe) -> Vec<ResourceIdentityChange> {
    let of = |change: &Change| match change {
        Change::ResourceIdentities(it) => Some(it.clone()),
        _ => None,
    };
    probe.simulator.ledger().iter().filter_map(|entry| of(&entry.change)).collect()
}

#[test]
fn resource_of_every_type_has_its_published_shape() {
    let mut probe = prepare(OWNER);
    let one = ServicePrincipalId::known("20000000-0000-4000-8000-000000000008");
    let types = [
        (ACCOUNT, "2023-11-01", "automation.AutomationAccount.Resource"),
        (MACHINE, "2024-07-01", "vm.VirtualMachines.Resource"),
        ("Microsoft.Compute/virtualMachineScaleSets/x", "2024-07-01", "vmss.VirtualMachineScaleSets.Resource"),
        ("Microsoft.Web/sites/x", "2024-04-01", "web.WebApps.Resource"),
        ("Microsoft.Web/sites/x/slots/y", "2024-04-01", "web.WebApps.Resource"),
        ("Microsoft.Web/staticSites/x", "2024-04-01", "static.StaticSites.Resource"),
        ("Microsoft.App/containerApps/x", "2024-03-01", "aca.ContainerApps.Resource"),
        ("Microsoft.App/jobs/x", "2024-03-01", "acajob.Jobs.Resource"),
        ("Microsoft.AppConfiguration/configurationStores/x", "2024-05-01", "appconfig.ConfigurationStores.Resource"),
        ("Microsoft.EventGrid/topics/x", "2022-06-15", "eventgrid.Topics.Resource"),
        ("Microsoft.EventGrid/domains/x", "2022-06-15", "eventgrid.Domains.Resource"),
        ("Microsoft.EventGrid/systemTopics/x", "2022-06-15", "eventgrid.SystemTopics.Resource"),
        ("Microsoft.DataFactory/factories/x", "2018-06-01", "adf.Factories.Resource"),
        ("Microsoft.CognitiveServices/accounts/x", "2024-10-01", "cognitive.Accounts.Resource"),
        ("Microsoft.ContainerRegistry/registries/x", "2023-07-01", "acr.Registries.Resource"),
        ("Microsoft.Storage/storageAccounts/x", "2023-05-01", "storage.StorageAccounts.Resource"),
        ("Microsoft.ApiManagement/service/x", "2024-05-01", "apim.ApiManagementService.Resource"),
        ("Microsoft.Batch/batchAccounts/x", "2024-07-01", "batch.BatchAccount.Resource"),
        ("Microsoft.Logic/workflows/x", "2019-05-01", "logic.Workflows.Resource"),
        ("Microsoft.Sql/servers/x", "2024-05-01-preview", "sql.Servers.Resource"),
        ("Microsoft.MachineLearningServices/workspaces/x", "2024-10-01", "ml.Workspaces.Resource"),
    ];
    for (path, version, shape) in types {
        let version = format!("api-version={version}");
        probe.simulator.tenant.azure.resources.push(id(path));
        let bare = read(&mut probe, path, &version);
        assert_eq!(bare.status, 200, "{path}: {bare:?}");
        check(shape, &bare.body, path);
        probe.simulator.tenant.identity_users.push((one, id(path)));
        let used = read(&mut probe, path, &version);
        check(shape, &used.body, path);
        assert_eq!(
            (used.body["identity"]["type"].as_str(), attached(&used)),
            (Some("UserAssigned"), vec!["one".to_owned()])
        );
        assert!(used.body["identity"]["principalId"].is_null(), "{path} has no identity of its own");
    }
    let missing = read(&mut probe, "Microsoft.Web/sites/none", "api-version=2024-04-01");
    assert_eq!(code(&missing), (404, "ResourceNotFound"));
    assert_eq!(code(&read(&mut probe, MACHINE, "api-version=2001-01-01")), (400, "NoRegisteredProviderFound"));
    assert_eq!(read(&mut probe, "Microsoft.KeyVault/vaults/x", "api-version=2024-11-01").status, 501);
}

#[test]
fn account_has_its_identity_at_once_and_the_directory_later() {
    let mut probe = prepare(CONTRIBUTOR);
    probe.simulator.set_lag(Some(Lag { span: Duration::from_secs(20), flapping: false }));
    let sent = json!({ "identity": { "type": "SystemAssigned" } });
    check("automation.AutomationAccount.patchBody", &sent, "what is sent");
    let enabled = patch(&mut probe, ACCOUNT, ACCOUNTS, &sent["identity"]);
    check("automation.AutomationAccount.Resource", &enabled.body, "an account");
    let principal = enabled.body["identity"]["principalId"].as_str().unwrap().to_owned();
    assert_eq!((enabled.status, enabled.body["identity"]["type"].as_str()), (200, Some("SystemAssigned")));
    let shown = read(&mut probe, ACCOUNT, ACCOUNTS);
    assert_eq!(shown.body["identity"]["principalId"], principal.as_str(), "Azure tells it at once");
    let app = probe.simulator.tenant.service_principals[&principal.parse().unwrap()].app_id;
    let graph = probe.caller.clone();
    probe.limit_to("Application.Read.All");
    let target = format!("/v1.0/servicePrincipals/{principal}");
    assert_eq!(probe.get(&target).status, 404);
    later(&mut probe, 20);
    let known = probe.get(&target).body;
    assert_eq!(
        (known["displayName"].as_str(), known["servicePrincipalType"].as_str()),
        (Some("aa-1"), Some("ManagedIdentity"))
    );
    assert_eq!(known["appId"], app.to_string());
    let resource = id(ACCOUNT).replace("/resourceGroups/", "/resourcegroups/");
    assert_eq!(known["alternativeNames"], json!(["isExplicit=False", resource]));
    probe.caller = graph;
    let again = patch(&mut probe, ACCOUNT, ACCOUNTS, &json!({ "type": "SystemAssigned" }));
    assert_eq!((again.status, &again.body["identity"]["principalId"]), (200, &json!(principal)), "it stays the same");
    assert_eq!(changes(&probe).len(), 1, "which changes nothing");
    let disabled = patch(&mut probe, ACCOUNT, ACCOUNTS, &json!({ "type": "None" }));
    assert_eq!((disabled.status, &disabled.body["identity"]), (200, &Value::Null));
    assert!(!probe.simulator.tenant.service_principals.contains_key(&principal.parse().unwrap()));
    let anew = patch(&mut probe, ACCOUNT, ACCOUNTS, &json!({ "type": "SystemAssigned" }));
    assert_ne!(anew.body["identity"]["principalId"], principal.as_str(), "another identity");
}

#[test]
fn account_merges_the_list_of_user_assigned_identities() {
    let mut probe = prepare(CONTRIBUTOR);
    let both = "SystemAssigned, UserAssigned";
    let mut account = |identity: Value| patch(&mut probe, ACCOUNT, ACCOUNTS, &identity);
    let made = account(json!({ "type": both, "userAssignedIdentities": { identity("one"): {} } }));
    check("automation.AutomationAccount.Resource", &made.body, "an account");
    let (_, shown) = made.body["identity"]["userAssignedIdentities"].as_object().unwrap().iter().next().unwrap();
    assert_eq!(shown["PrincipalId"], "20000000-0000-4000-8000-000000000008");
    assert_eq!(shown["ClientId"], "21000000-0000-4000-8000-000000000008");
    assert_eq!(
        (made.body["type"].as_str(), made.body["location"].as_str()),
        (Some("Microsoft.Automation/AutomationAccounts"), Some("West Europe"))
    );
    let added = account(json!({ "type": both, "userAssignedIdentities": { identity("two"): {} } }));
    assert_eq!(attached(&added), ["one", "two"]);
    let removed = account(json!({ "type": both, "userAssignedIdentities": { identity("one").to_lowercase(): null } }));
    assert_eq!(attached(&removed), ["two"]);
    let last = account(json!({ "type": "UserAssigned", "userAssignedIdentities": { identity("two"): null } }));
    assert_eq!(code(&last), (400, "MissingIdentityIds"));
    let careless = account(json!({ "type": "SystemAssigned" }));
    assert_eq!((careless.status, attached(&careless)), (200, vec![]), "without the kind, all are detached");
    assert_eq!(changes(&probe).last().unwrap().detached.len(), 1);
    assert!(probe.simulator.tenant.user_assigned_identity(&identity("two")).is_some(), "the identity itself stays");
}

#[test]
fn change_of_a_machine_continues_after_its_response() {
    let mut probe = prepare(CONTRIBUTOR);
    let wanted = json!({ "type": "SystemAssigned, UserAssigned", "userAssignedIdentities": { identity("one"): {} } });
    let accepted = patch(&mut probe, MACHINE, MACHINES, &wanted);
    assert_eq!((accepted.status, &accepted.body), (202, &Value::Null));
    assert_eq!(accepted.header("retry-after"), "10");
    let follow = |name: &str| accepted.header(name).strip_prefix("https://management.azure.com").unwrap().to_owned();
    let (operation, location) = (follow("azure-asyncoperation"), follow("location"));
    let status = probe.get(&operation);
    assert_eq!(
        (status.status, status.body["status"].as_str(), status.header("retry-after")),
        (200, Some("InProgress"), "10")
    );
    let running = probe.get(&location);
    assert_eq!((running.status, running.header("location").is_empty()), (202, false));
    let shown = read(&mut probe, MACHINE, MACHINES);
    check("vm.VirtualMachines.Resource", &shown.body, "a machine");
    assert_eq!(
        (shown.body["properties"]["provisioningState"].as_str(), &shown.body["identity"]),
        (Some("Updating"), &Value::Null)
    );
    assert_eq!(code(&patch(&mut probe, MACHINE, MACHINES, &wanted)), (409, "Conflict"), "one at a time");
    assert!(changes(&probe).is_empty());
    later(&mut probe, 10);
    assert_eq!(probe.get(&operation).body["status"], "Succeeded");
    let done = probe.get(&location);
    assert_eq!((done.status, attached(&done)), (200, vec!["one".to_owned()]));
    check("vm.VirtualMachines.Resource", &done.body, "a machine");
    assert_eq!(done.body["properties"]["provisioningState"], "Succeeded");
    let entry = changes(&probe).remove(0);
    assert_eq!((entry.enabled.is_some(), entry.attached), (true, vec![identity("one")]));
    let user = probe.caller.as_ref().unwrap().user;
    assert_eq!(probe.simulator.ledger()[0].by, user);
    assert_eq!(probe.simulator.ledger()[0].at, probe.now - Duration::from_secs(5));
}

#[test]
fn directory_has_the_identity_some_time_after_the_operation_ended() {
    let mut probe = prepare(CONTRIBUTOR);
    probe.simulator.set_lag(Some(Lag { span: Duration::from_secs(20), flapping: false }));
    assert_eq!(patch(&mut probe, MACHINE, MACHINES, &json!({ "type": "SystemAssigned" })).status, 202);
    later(&mut probe, 15);
    let principal = read(&mut probe, MACHINE, MACHINES).body["identity"]["principalId"].as_str().unwrap().to_owned();
    probe.limit_to("Application.Read.All");
    let target = format!("/v1.0/servicePrincipals/{principal}");
    assert_eq!(probe.get(&target).status, 404);
    later(&mut probe, 10);
    assert_eq!(probe.get(&target).status, 200, "20 seconds after the end, not after it was asked for");
}

#[test]
fn failed_operation_tells_its_reason_and_leaves_the_identities() {
    let mut probe = prepare(CONTRIBUTOR);
    let failure = ("FailedIdentityOperation".to_owned(), "Status: 'Conflict'".to_owned());
    probe.simulator.tenant.azure.operation_settings.failure = Some(failure);
    let system = json!({ "type": "SystemAssigned" });
    let accepted = patch(&mut probe, MACHINE, MACHINES, &system);
    assert_eq!(accepted.status, 202);
    let follow = |name: &str| accepted.header(name).strip_prefix("https://management.azure.com").unwrap().to_owned();
    later(&mut probe, 10);
    let status = probe.get(&follow("azure-asyncoperation"));
    assert_eq!((status.status, status.body["status"].as_str()), (200, Some("Failed")));
    assert_eq!(status.body["error"]["code"], "FailedIdentityOperation");
    assert_eq!(code(&probe.get(&follow("location"))), (400, "FailedIdentityOperation"));
    let shown = read(&mut probe, MACHINE, MACHINES);
    assert_eq!(
        (shown.body["properties"]["provisioningState"].as_str(), &shown.body["identity"]),
        (Some("Failed"), &Value::Null)
    );
    let refused = patch(&mut probe, ACCOUNT, ACCOUNTS, &system);
    check("definitions.ErrorResponse", &refused.body, "an account that fails");
    assert_eq!((refused.status, refused.body["code"].as_str()), (400, Some("FailedIdentityOperation")), "at once");
    let app = patch(&mut probe, "Microsoft.Web/sites/func-a", "api-version=2024-04-01", &system);
    assert_eq!((app.status, app.body["Code"].as_str()), (400, Some("FailedIdentityOperation")));
    probe.simulator.tenant.azure.operation_settings.failure = None;
    assert_eq!(patch(&mut probe, MACHINE, MACHINES, &system).status, 202);
    later(&mut probe, 10);
    assert_eq!(read(&mut probe, MACHINE, MACHINES).body["properties"]["provisioningState"], "Succeeded");
    assert_eq!(changes(&probe).len(), 1);
}

#[test]
fn attaching_takes_rights_on_the_resource_and_on_each_identity() {
    let one = json!({ "type": "UserAssigned", "userAssignedIdentities": { identity("one"): {} } });
    let mut probe = prepare(READER);
    assert_eq!(read(&mut probe, MACHINE, MACHINES).status, 200);
    assert_eq!(code(&patch(&mut probe, MACHINE, MACHINES, &one)), (403, "AuthorizationFailed"));
    let mut probe = prepare(MACHINE_CONTRIBUTOR);
    let refused = patch(&mut probe, MACHINE, MACHINES, &one);
    assert_eq!(code(&refused), (403, "LinkedAuthorizationFailed"));
    let message = refused.body["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s)"),
        "{message}"
    );
    assert!(message.contains(&format!("'{}'", identity("one"))), "{message}");
    assert_eq!(patch(&mut probe, MACHINE, MACHINES, &json!({ "type": "SystemAssigned" })).status, 202);
    later(&mut probe, 10);
    let user = probe.caller.as_ref().unwrap().user;
    hold(&mut probe, user.0, OPERATOR, SUBSCRIPTION, 2);
    assert_eq!(patch(&mut probe, MACHINE, MACHINES, &one).status, 202, "the pattern of the role has a name in it");
    later(&mut probe, 10);
    probe.simulator.tenant.azure_roles.pop();
    let kept = json!({ "type": "SystemAssigned, UserAssigned" });
    assert_eq!(patch(&mut probe, MACHINE, MACHINES, &kept).status, 202, "an identity that isn't named takes no right");
    later(&mut probe, 10);
    assert_eq!(
        code(&patch(&mut probe, MACHINE, MACHINES, &one)),
        (403, "LinkedAuthorizationFailed"),
        "attached or not"
    );
}

#[test]
fn locks_policies_quota_and_disabled_subscriptions_refuse_writes_of_resources() {
    let mut probe = prepare(CONTRIBUTOR);
    let system = json!({ "type": "SystemAssigned" });
    let enable = |probe: &mut Probe| patch(probe, ACCOUNT, ACCOUNTS, &system);
    probe.simulator.tenant.azure.requires_multi_factor = true;
    let demanded = enable(&mut probe);
    assert_eq!((demanded.status, demanded.header("www-authenticate").contains("claims=")), (401, true));
    assert_eq!(read(&mut probe, ACCOUNT, ACCOUNTS).status, 200, "reading goes on");
    probe.simulator.tenant.azure.requires_multi_factor = false;
    let lock = |level| AzureLock { scope: GROUP.to_owned(), name: "keep".to_owned(), level };
    probe.simulator.tenant.azure.locks = vec![lock(LockLevel::ReadOnly)];
    assert_eq!(code(&enable(&mut probe)), (409, "ScopeLocked"));
    probe.simulator.tenant.azure.locks.clear();
    let (definition, assignment) = ("Identities".to_owned(), "No identities".to_owned());
    probe.simulator.tenant.azure.policies.push(AzurePolicy { scope: GROUP.to_owned(), definition, assignment });
    let disallowed = enable(&mut probe);
    assert_eq!(code(&disallowed), (403, "RequestDisallowedByPolicy"));
    check("arm.v2.ErrorResponse", &disallowed.body, "a refusal");
    probe.simulator.tenant.azure.policies.clear();
    probe.simulator.tenant.azure.is_directory_full = true;
    let full = enable(&mut probe);
    assert_eq!(code(&full), (400, "FailedIdentityOperation"));
    assert!(full.body["error"]["message"].as_str().unwrap().contains("quota limit"));
    probe.simulator.tenant.azure.is_directory_full = false;
    let subscription = SUBSCRIPTION.rsplit('/').next().unwrap().parse().unwrap();
    probe.simulator.tenant.azure.disabled_subscriptions.insert(subscription);
    assert_eq!(code(&enable(&mut probe)), (409, "ReadOnlyDisabledSubscription"));
    probe.simulator.tenant.azure.disabled_subscriptions.clear();
    let absent = json!({ "type": "UserAssigned", "userAssignedIdentities": { identity("none"): {} } });
    assert_eq!(code(&patch(&mut probe, ACCOUNT, ACCOUNTS, &absent)), (400, "FailedIdentityOperation"));
    let odd = json!({ "type": "UserAssigned", "userAssignedIdentities": { "one": {} } });
    assert_eq!(code(&patch(&mut probe, ACCOUNT, ACCOUNTS, &odd)), (400, "LinkedInvalidPropertyId"));
    assert!(changes(&probe).is_empty());
    assert_eq!(enable(&mut probe).status, 200);
}

#[test]
fn changed_machine_is_detected_by_its_etag() {
    let mut probe = prepare(CONTRIBUTOR);
    let etag = read(&mut probe, MACHINE, MACHINES).body["etag"].as_str().unwrap().to_owned();
    let target = format!("{}?{MACHINES}", id(MACHINE));
    let tagged = probe.send("PATCH", &target, Some(&json!({ "tags": { "team": "a" } })), &[("if-match", &etag)]);
    assert_eq!((tagged.status, tagged.body["tags"]["team"].as_str()), (200, Some("a")));
    let body = json!({ "identity": { "type": "SystemAssigned" } });
    let stale = probe.send("PATCH", &target, Some(&body), &[("if-match", &etag)]);
    assert_eq!(code(&stale), (412, "PreconditionFailed"));
    let etag = tagged.body["etag"].as_str().unwrap().to_owned();
    assert_eq!(probe.send("PATCH", &target, Some(&body), &[("if-match", &etag)]).status, 202);
}

#[test]
fn type_whose_rule_is_not_documented_detaches_what_is_left_out_unless_it_merges() {
    let mut probe = prepare(CONTRIBUTOR);
    let (app, version) = ("Microsoft.Web/sites/func-a", "api-version=2024-04-01");
    let with = |name: &str| json!({ "type": "SystemAssigned, UserAssigned", "userAssignedIdentities": { identity(name): {} } });
    assert_eq!(attached(&patch(&mut probe, app, version, &with("one"))), ["one"]);
    assert_eq!(attached(&patch(&mut probe, app, version, &with("two"))), ["two"]);
    probe.simulator.tenant.azure.undocumented_is_merge = true;
    assert_eq!(attached(&patch(&mut probe, app, version, &with("one"))).len(), 2);
}

#[test]
fn identity_of_a_slot_has_the_name_of_its_app_and_its_own() {
    let mut probe = prepare(CONTRIBUTOR);
    let (slot, version) = ("Microsoft.Web/sites/func-a/slots/blue", "api-version=2024-04-01");
    probe.simulator.tenant.azure.resources.push(id(slot));
    let enabled = patch(&mut probe, slot, version, &json!({ "type": "SystemAssigned" })).body;
    assert_eq!(
        (enabled["name"].as_str(), enabled["type"].as_str()),
        (Some("func-a/blue"), Some("Microsoft.Web/sites/slots"))
    );
    let principal = enabled["identity"]["principalId"].as_str().unwrap().parse().unwrap();
    assert_eq!(probe.simulator.tenant.service_principals[&principal].display_name, "func-a/slots/blue");
    assert_ne!(enabled["identity"]["principalId"], "20000000-0000-4000-8000-000000000002", "the app has another");
}

#[test]
fn busy_container_app_returns_its_own_error_code() {
    let mut probe = prepare(CONTRIBUTOR);
    let (app, version) = ("Microsoft.App/containerApps/ca-1", "api-version=2024-03-01");
    probe.simulator.tenant.azure.resources.push(id(app));
    assert_eq!(read(&mut probe, app, version).body["identity"], json!({ "type": "None" }));
    let one = json!({ "type": "SystemAssigned,UserAssigned", "userAssignedIdentities": { identity("one"): {} } });
    assert_eq!(patch(&mut probe, app, version, &one).status, 202);
    assert_eq!(read(&mut probe, app, version).body["properties"]["provisioningState"], "InProgress");
    assert_eq!(code(&patch(&mut probe, app, version, &one)), (409, "ContainerAppOperationInProgress"));
    later(&mut probe, 5);
    assert_eq!(read(&mut probe, app, version).body["identity"]["type"], "SystemAssigned,UserAssigned");
}

#[test]
fn store_returns_its_old_identities_while_the_operation_runs() {
    let mut probe = prepare(CONTRIBUTOR);
    let (store, version) = ("Microsoft.AppConfiguration/configurationStores/x", "api-version=2024-05-01");
    probe.simulator.tenant.azure.resources.push(id(store));
    let created = patch(&mut probe, store, version, &json!({ "type": "SystemAssigned" }));
    check("appconfig.ConfigurationStores.Resource", &created.body, store);
    assert_eq!((created.status, created.body["properties"]["provisioningState"].as_str()), (201, Some("Updating")));
    assert!(created.body["identity"].is_null());
    later(&mut probe, 10);
    assert_eq!(read(&mut probe, store, version).body["identity"]["type"], "SystemAssigned");
}

#[test]
fn workflow_ignores_identity_in_a_patch_and_loses_in_a_put_what_is_not_sent() {
    let mut probe = prepare(CONTRIBUTOR);
    let (workflow, version) = ("Microsoft.Logic/workflows/x", "api-version=2019-05-01");
    probe.simulator.tenant.azure.resources.push(id(workflow));
    let system = json!({ "type": "SystemAssigned" });
    let ignored = patch(&mut probe, workflow, version, &system);
    assert_eq!((ignored.status, &ignored.body["identity"]), (200, &Value::Null));
    assert!(changes(&probe).is_empty());
    let whole = read(&mut probe, workflow, version).body;
    check("logic.Workflows.Resource", &whole, workflow);
    assert!(whole["properties"]["definition"].is_object());
    assert!(whole["properties"]["parameters"]["apiKey"]["value"].is_null(), "secure values are not told");
    let target = format!("{}?{version}", id(workflow));
    let mut body = json!({ "location": whole["location"], "properties": whole["properties"], "identity": system });
    let done = probe.send("PUT", &target, Some(&body), &[]);
    assert_eq!((done.status, done.body["identity"]["type"].as_str()), (200, Some("SystemAssigned")));
    check("logic.Workflows.Resource", &done.body, workflow);
    body["location"] = json!("eastus");
    assert_eq!(code(&probe.send("PUT", &target, Some(&body), &[])), (409, "InvalidResourceLocation"));
    let careless = json!({ "location": whole["location"] });
    let emptied = probe.send("PUT", &target, Some(&careless), &[]);
    assert_eq!(
        (emptied.status, &emptied.body["properties"]["definition"], &emptied.body["identity"]),
        (200, &Value::Null, &Value::Null)
    );
    assert_eq!(probe.send("PUT", &format!("{}?{MACHINES}", id(MACHINE)), Some(&careless), &[]).status, 501);
}

#[test]
fn lists_to_choose_from_have_resources_with_and_without_identities() {
    let mut probe = prepare(READER);
    let user = probe.caller.as_ref().unwrap().user;
    probe.simulator.tenant.azure_readers.insert(user);
    let query = "resources | where type in~ ('Microsoft.Web/sites', 'Microsoft.Compute/virtualMachines') \
                 | project id, name, type, location, identity";
    let graph = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
    let found = probe.post(graph, &json!({ "query": query })).body;
    let cells = |name: &str| found["data"].as_array().unwrap().iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    assert_eq!(cells("name"), ["vm-1", "O'Brien", "func-a"]);
    assert_eq!((&cells("identity")[0], &cells("identity")[1]["type"]), (&Value::Null, &json!("SystemAssigned")));
    let list = probe.get(&format!("{GROUP}/resources?api-version=2021-04-01"));
    check("res.ResourceListResult", &list.body, "resources of a group");
    assert_eq!(list.body["value"].as_array().unwrap().len(), 7);
    let own = "20000000-0000-4000-8000-000000000002";
    let filter = format!("$filter=identity/principalId eq '{own}'");
    let target = format!("{SUBSCRIPTION}/resources?api-version=2021-04-01&{filter}");
    let host = probe.get(&crate::probe::encode_query(&target));
    assert_eq!(
        (host.body["value"].as_array().unwrap().len(), host.body["value"][0]["name"].as_str()),
        (1, Some("func-a"))
    );
    assert_eq!(host.body["value"][0]["identity"]["principalId"], own);
}
