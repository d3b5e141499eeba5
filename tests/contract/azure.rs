//! Azure Resource Manager: shapes, rights, conflicts, locks, limits and delays of role assignments.

use std::time::Duration;

use domain::guid::Guid;
use serde_json::{Value, json};
use simulator::Lag;
use simulator::tenant::{AzureEligibility, AzureLock, AzurePolicy, AzureRole, LockLevel};

use crate::probe::{self, Answer, IDENTITY, Probe, encode_query};

/// Shapes of answers, derived from Microsoft's descriptions.
const SHAPES: &str = include_str!("azure.json");

pub(super) const SUBSCRIPTION: &str = "/subscriptions/90000000-0000-4000-8000-000000000001";
pub(super) const GROUP: &str = "/subscriptions/90000000-0000-4000-8000-000000000001/resourceGroups/rg";
const HALDEN: &str = "/providers/Microsoft.Management/managementGroups/halden";
pub(super) const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
pub(super) const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
pub(super) const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const RBAC_ADMINISTRATOR: &str = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
const VAULT_ACCESS_ADMINISTRATOR: &str = "8b54135c-b56d-4d72-a534-26097cfdc8d8";
const SECRETS_USER: &str = "4633458b-17de-408a-b874-0445c86b69e6";
const NAME: &str = "3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640";
const OTHER_NAME: &str = "3f2a1c52-9d04-4e6b-8a17-2c5e90d1b641";
const VERSION: &str = "api-version=2022-04-01";

/// Someone whose token opens Azure, with this role at this scope; who asks has no other.
pub(super) fn azure(role: &str, scope: &str) -> Probe {
    let mut probe = Probe::new();
    probe.limit_to("user_impersonation");
    let user = probe.caller.as_ref().unwrap().user;
    let chain = vec![("halden".to_owned(), "Halden"), ("root".to_owned(), "Tenant Root Group")];
    let id = SUBSCRIPTION.rsplit('/').next().unwrap().parse().unwrap();
    probe.simulator.tenant.management_groups.insert(id, chain);
    probe.simulator.tenant.subscriptions.insert(id, "Production");
    probe.simulator.tenant.azure_readers.insert(user);
    hold(&mut probe, user.0, role, scope, 1);
    probe
}

pub(super) fn hold(probe: &mut Probe, principal: Guid, role: &str, scope: &str, number: u32) {
    let tenant = &mut probe.simulator.tenant;
    let principal_type = tenant.principal_kind(principal).unwrap();
    tenant.azure_roles.push(AzureRole {
        principal,
        principal_type,
        scope: scope.to_owned(),
        name: format!("10000000-0000-4000-8000-{number:012}").parse().unwrap(),
        role: role.parse().unwrap(),
        role_name: String::new(),
        custom: false,
        condition: String::new(),
        description: String::new(),
        created: probe.now,
        created_by: None,
        end: None,
    });
}

fn assignment(scope: &str, name: &str) -> String {
    format!("{}/providers/Microsoft.Authorization/roleAssignments/{name}?{VERSION}", scope.trim_end_matches('/'))
}

fn body(role: &str) -> Value {
    json!({"properties": {
        "roleDefinitionId": format!("{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}"),
        "principalId": IDENTITY, "principalType": "ServicePrincipal",
    }})
}

fn put(probe: &mut Probe, scope: &str, name: &str, body: &Value) -> Answer {
    probe.send("PUT", &assignment(scope, name), Some(body), &[])
}

pub(super) fn code(answer: &Answer) -> (u16, &str) {
    (answer.status, answer.body["error"]["code"].as_str().unwrap_or_default())
}

pub(super) fn check(shape: &str, body: &Value, what: &str) {
    let mut schema: Value = serde_json::from_str(SHAPES).unwrap();
    assert!(schema["$defs"][shape].is_object(), "no shape is known for {shape}");
    schema["$ref"] = json!(format!("#/$defs/{shape}"));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

pub(super) fn count(answer: &Answer) -> usize {
    answer.body["value"].as_array().unwrap_or_else(|| panic!("no list: {answer:?}")).len()
}

#[test]
fn answers_have_their_published_shape() {
    let mut probe = azure(OWNER, "/");
    let lock = AzureLock { scope: GROUP.to_owned(), name: "keep".to_owned(), level: LockLevel::CanNotDelete };
    probe.simulator.tenant.azure.locks.push(lock);
    check("rbac.RoleAssignmentCreateParameters", &body(READER), "what is sent");
    let made = put(&mut probe, SUBSCRIPTION, NAME, &body(READER));
    assert_eq!(made.status, 201, "{made:?}");
    check("rbac.RoleAssignment", &made.body, "an assignment");
    let authorization = |scope: &str, kind: &str| format!("{scope}/providers/Microsoft.Authorization/{kind}");
    let id = SUBSCRIPTION;
    let user = probe.caller.as_ref().unwrap().user;
    for (target, version, shape) in [
        (authorization(id, &format!("roleAssignments/{NAME}")), "2022-04-01", "rbac.RoleAssignment"),
        (authorization(id, "roleAssignments"), "2022-04-01", "rbac.RoleAssignmentListResult"),
        (authorization(id, "roleDefinitions"), "2022-04-01", "rbacdef.RoleDefinitionListResult"),
        (authorization(id, &format!("roleDefinitions/{READER}")), "2022-04-01", "rbacdef.RoleDefinition"),
        (authorization(GROUP, "permissions"), "2022-04-01", "rbacdef.PermissionGetResult"),
        (authorization(GROUP, "locks"), "2020-05-01", "locks.ManagementLockListResult"),
        (
            authorization(id, &format!("roleAssignmentScheduleInstances?$filter=assignedTo('{user}')")),
            "2020-10-01",
            "pim.RoleAssignmentScheduleInstanceListResult",
        ),
        ("/subscriptions".to_owned(), "2022-12-01", "subs.SubscriptionListResult"),
        (format!("{id}/resourcegroups"), "2021-04-01", "res.ResourceGroupListResult"),
        (format!("{id}/resources"), "2021-04-01", "res.ResourceListResult"),
    ] {
        let separator = if target.contains('?') { '&' } else { '?' };
        let target = encode_query(&format!("{target}{separator}api-version={version}"));
        let answer = probe.get(&target);
        assert_eq!(answer.status, 200, "{target}: {answer:?}");
        check(shape, &answer.body, &target);
        assert!(answer.body["value"].as_array().is_none_or(|list| !list.is_empty()), "{target} checks nothing");
    }
    let entities = probe.send("POST", "/providers/Microsoft.Management/getEntities?api-version=2023-04-01", None, &[]);
    check("mg.EntityListResult", &entities.body, "getEntities");
    assert_eq!(count(&entities), 3, "two management groups and a subscription");
    let removed = probe.delete(&assignment(SUBSCRIPTION, NAME));
    assert_eq!(removed.status, 200);
    check("rbac.RoleAssignment", &removed.body, "what was removed");
}

#[test]
fn refusals_have_their_published_shape_and_unknown_requests_are_refused_by_name() {
    let mut probe = azure(READER, SUBSCRIPTION);
    for (target, status) in [
        (assignment(SUBSCRIPTION, NAME), 404),
        (format!("{SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments"), 400),
        (assignment(SUBSCRIPTION, NAME).replace("2022-04-01", "1999-01-01"), 400),
        (format!("{SUBSCRIPTION}/providers/Microsoft.Authorization/policyAssignments?{VERSION}"), 501),
        ("/subscriptions/90000000-0000-4000-8000-000000000009/resourcegroups?api-version=2021-04-01".to_owned(), 404),
    ] {
        let answer = probe.get(&target);
        assert_eq!(answer.status, status, "{target}: {answer:?}");
        check("arm.v2.ErrorResponse", &answer.body, &target);
    }
    let moved = probe.send("PATCH", &assignment(SUBSCRIPTION, NAME), Some(&body(READER)), &[]);
    assert_eq!(moved.status, 501);
    probe.limit_to("User.Read");
    assert_eq!(code(&probe.get(&assignment(SUBSCRIPTION, NAME))), (401, "InvalidAuthenticationToken"));
    probe.caller = None;
    assert_eq!(probe.get(&assignment(SUBSCRIPTION, NAME)).status, 401);
}

#[test]
fn caller_needs_a_role_at_the_scope_or_above() {
    for (role, at, scope, status) in [
        (OWNER, SUBSCRIPTION, SUBSCRIPTION, 201),
        (OWNER, SUBSCRIPTION, GROUP, 201),
        (OWNER, HALDEN, GROUP, 201),
        (OWNER, "/", HALDEN, 201),
        (RBAC_ADMINISTRATOR, SUBSCRIPTION, GROUP, 201),
        (OWNER, GROUP, SUBSCRIPTION, 403),
        (CONTRIBUTOR, SUBSCRIPTION, GROUP, 403),
        (READER, "/", GROUP, 403),
    ] {
        let mut probe = azure(role, at);
        let answer = put(&mut probe, scope, NAME, &body(READER));
        assert_eq!(answer.status, status, "{role} at {at} for {scope}: {answer:?}");
        if status == 403 {
            let message = answer.body["error"]["message"].as_str().unwrap();
            assert!(message.contains("'Microsoft.Authorization/roleAssignments/write' over scope '"), "{message}");
        }
    }
}

#[test]
fn role_counts_through_groups_and_only_as_far_as_its_condition_goes() {
    let mut probe = azure(READER, SUBSCRIPTION);
    let group = "70000000-0000-4000-8000-000000000001".parse().unwrap();
    probe.become_application_administrator();
    probe.limit_to("user_impersonation");
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 403);
    hold(&mut probe, group, RBAC_ADMINISTRATOR, SUBSCRIPTION, 2);
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 201);
    let condition = format!(
        "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR \
         (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{READER}}}))"
    );
    probe.simulator.tenant.azure_roles.iter_mut().find(|it| it.principal == group).unwrap().condition = condition;
    assert_eq!(code(&put(&mut probe, GROUP, OTHER_NAME, &body(OWNER))), (403, "AuthorizationFailed"));
    assert_eq!(put(&mut probe, GROUP, OTHER_NAME, &body(READER)).status, 409, "allowed, and there already");
    assert_eq!(probe.delete(&assignment(GROUP, NAME)).status, 200, "the condition is about writing");
}

#[test]
fn role_with_a_condition_within_assigns_the_roles_of_its_condition_only() {
    let mut probe = azure(VAULT_ACCESS_ADMINISTRATOR, SUBSCRIPTION);
    assert_eq!(put(&mut probe, GROUP, NAME, &body(SECRETS_USER)).status, 201);
    assert_eq!(code(&put(&mut probe, GROUP, OTHER_NAME, &body(READER))), (403, "AuthorizationFailed"));
}

#[test]
fn permissions_are_the_blocks_of_the_callers_roles_without_their_conditions() {
    let mut probe = azure(CONTRIBUTOR, SUBSCRIPTION);
    let user = probe.caller.as_ref().unwrap().user;
    hold(&mut probe, user.0, READER, HALDEN, 2);
    let target = format!("{GROUP}/providers/Microsoft.Authorization/permissions?{VERSION}");
    let blocks = probe.get(&target);
    let actions = |at: usize| blocks.body["value"][at]["actions"][0].as_str().unwrap();
    assert_eq!((count(&blocks), actions(0), actions(1)), (2, "*", "*/read"));
    assert_eq!(blocks.body["value"][0]["notActions"][1], "Microsoft.Authorization/*/Write");
    probe.become_nobody_special();
    probe.limit_to("user_impersonation");
    assert_eq!(count(&probe.get(&target)), 0);
}

#[test]
fn same_assignment_is_an_update_under_its_own_name_and_a_conflict_under_another() {
    let mut probe = azure(OWNER, SUBSCRIPTION);
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 201);
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 200, "the same again");
    assert_eq!(probe.simulator.ledger().len(), 1, "which changes nothing");
    let mut described = body(READER);
    described["properties"]["description"] = json!("for the runbook");
    let updated = put(&mut probe, GROUP, NAME, &described);
    assert_eq!((updated.status, updated.body["properties"]["description"].as_str()), (200, Some("for the runbook")));
    let conflict =
        put(&mut probe, &GROUP.to_uppercase().replace("/SUBSCRIPTIONS", "/subscriptions"), OTHER_NAME, &body(READER));
    assert_eq!(code(&conflict), (409, "RoleAssignmentExists"));
    let digits = NAME.replace('-', "");
    assert!(conflict.body["error"]["message"].as_str().unwrap().ends_with(&format!("is {digits}.")));
    assert_eq!(code(&put(&mut probe, GROUP, NAME, &body(CONTRIBUTOR))), (400, "RoleAssignmentUpdateNotPermitted"));
    let elsewhere = put(&mut probe, SUBSCRIPTION, NAME, &body(READER));
    assert_eq!(code(&elsewhere), (400, "RoleAssignmentUpdateNotPermitted"), "a name counts across scopes");
    probe.simulator.tenant.azure.repeated_is_conflict = true;
    assert_eq!(code(&put(&mut probe, GROUP, NAME, &described)), (409, "RoleAssignmentExists"));
}

#[test]
fn what_does_not_exist_is_told_apart() {
    let mut probe = azure(OWNER, "/");
    let mut nobody = body(READER);
    nobody["properties"]["principalId"] = json!("20000000-0000-4000-8000-00000000dead");
    let answer = put(&mut probe, GROUP, NAME, &nobody);
    assert_eq!(code(&answer), (400, "PrincipalNotFound"));
    assert!(answer.body["error"]["message"].as_str().unwrap().contains("2000000000004000800000000000dead"));
    assert_eq!(code(&put(&mut probe, GROUP, NAME, &body(NAME))), (400, "RoleDefinitionDoesNotExist"));
    let mut user = body(READER);
    user["properties"]["principalType"] = json!("User");
    assert_eq!(put(&mut probe, GROUP, NAME, &user).status, 400);
    for (scope, wanted) in [
        ("/subscriptions/90000000-0000-4000-8000-000000000009", "SubscriptionNotFound"),
        (&*format!("{SUBSCRIPTION}/resourceGroups/none"), "ResourceGroupNotFound"),
        (&format!("{GROUP}/providers/Microsoft.Web/sites/none"), "ResourceNotFound"),
    ] {
        assert_eq!(code(&put(&mut probe, scope, NAME, &body(READER))), (404, wanted), "{scope}");
    }
    assert_eq!(probe.delete(&assignment(GROUP, NAME)).status, 204);
    for body in [json!({}), json!({"properties": {"principalId": IDENTITY}})] {
        assert_eq!(put(&mut probe, GROUP, NAME, &body).status, 400, "{body}");
    }
}

#[test]
fn locks_policies_limits_and_disabled_subscriptions_refuse() {
    let mut probe = azure(OWNER, SUBSCRIPTION);
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 201);
    let lock = |level| AzureLock { scope: SUBSCRIPTION.to_owned(), name: "keep".to_owned(), level };
    probe.simulator.tenant.azure.locks = vec![lock(LockLevel::CanNotDelete)];
    let locked = probe.delete(&assignment(GROUP, NAME));
    assert_eq!(code(&locked), (409, "ScopeLocked"));
    assert!(locked.body["error"]["message"].as_str().unwrap().contains(&format!("locked: '{SUBSCRIPTION}'")));
    assert_eq!(put(&mut probe, GROUP, OTHER_NAME, &body(CONTRIBUTOR)).status, 201);
    probe.simulator.tenant.azure.locks = vec![lock(LockLevel::ReadOnly)];
    let third = "3f2a1c52-9d04-4e6b-8a17-2c5e90d1b642";
    assert_eq!(code(&put(&mut probe, GROUP, third, &body(SECRETS_USER))), (409, "ScopeLocked"));
    probe.simulator.tenant.azure.locks.clear();
    probe.simulator.tenant.azure.most_in_subscription = 3;
    assert_eq!(code(&put(&mut probe, GROUP, third, &body(SECRETS_USER))), (400, "RoleAssignmentLimitExceeded"));
    probe.simulator.tenant.azure.most_in_subscription = 4_000;
    let (scope, definition, assignment) =
        (GROUP.to_owned(), "Allowed roles".to_owned(), "No new roles here".to_owned());
    probe.simulator.tenant.azure.policies.push(AzurePolicy { scope, definition, assignment });
    let disallowed = put(&mut probe, GROUP, third, &body(SECRETS_USER));
    assert_eq!(code(&disallowed), (403, "RequestDisallowedByPolicy"));
    let info = &disallowed.body["error"]["additionalInfo"][0];
    assert_eq!(
        (info["type"].as_str(), info["info"]["policyAssignmentDisplayName"].as_str()),
        (Some("PolicyViolation"), Some("No new roles here"))
    );
    let id = SUBSCRIPTION.rsplit('/').next().unwrap().parse().unwrap();
    probe.simulator.tenant.azure.disabled_subscriptions.insert(id);
    assert_eq!(code(&put(&mut probe, SUBSCRIPTION, third, &body(READER))), (409, "ReadOnlyDisabledSubscription"));
}

#[test]
fn last_assignment_that_can_assign_roles_is_kept() {
    let mut probe = azure(OWNER, SUBSCRIPTION);
    let own = assignment(SUBSCRIPTION, "10000000-0000-4000-8000-000000000001");
    let refused = probe.delete(&own);
    assert_eq!(refused.status, 403);
    assert_eq!(refused.body["error"]["message"], "Cannot delete the last RBAC admin assignment");
    assert_eq!(put(&mut probe, SUBSCRIPTION, NAME, &body(OWNER)).status, 201);
    assert_eq!(probe.delete(&own).status, 200);
}

#[test]
fn writes_take_multi_factor_authentication_where_it_is_required_and_reads_do_not() {
    let mut probe = azure(OWNER, SUBSCRIPTION);
    probe.simulator.tenant.azure.requires_multi_factor = true;
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 401);
    assert_eq!(probe.get(&assignment(GROUP, NAME)).status, 404);
    probe.caller.as_mut().unwrap().proofs.insert("p1".to_owned());
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 201);
}

#[test]
fn reads_are_behind_writes_and_a_new_identity_is_not_known_at_once() {
    let mut probe = azure(OWNER, SUBSCRIPTION);
    probe.simulator.set_lag(Some(Lag { span: Duration::from_secs(30), flapping: false }));
    probe.simulator.make_new(probe.now, IDENTITY.parse().unwrap());
    assert_eq!(code(&put(&mut probe, GROUP, NAME, &body(READER))), (400, "PrincipalNotFound"));
    probe.now = probe.now + Duration::from_secs(31);
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 201);
    let filter = encode_query(&format!(
        "{GROUP}/providers/Microsoft.Authorization/roleAssignments?{VERSION}&$filter=atScope() and assignedTo('{IDENTITY}')"
    ));
    let query = json!({"query": format!("authorizationresources | where type =~ \
        'microsoft.authorization/roleassignments' | where principalId in ('{IDENTITY}')")});
    let graph = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
    assert_eq!(probe.get(&assignment(GROUP, NAME)).status, 404);
    assert_eq!(count(&probe.get(&filter)), 0);
    assert_eq!(probe.post(graph, &query).body["count"], 0);
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 200, "what is true decides");
    probe.now = probe.now + Duration::from_secs(31);
    assert_eq!(probe.get(&assignment(GROUP, NAME)).status, 200);
    assert_eq!(count(&probe.get(&filter)), 1);
    assert_eq!(probe.post(graph, &query).body["count"], 1);
    assert_eq!(probe.delete(&assignment(GROUP, NAME)).status, 200);
    assert_eq!(probe.get(&assignment(GROUP, NAME)).status, 200, "still seen");
    assert_eq!(probe.delete(&assignment(GROUP, NAME)).status, 204);
}

#[test]
fn list_takes_the_documented_conditions_and_has_what_is_above() {
    let mut probe = azure(OWNER, "/");
    let identity = IDENTITY.parse().unwrap();
    probe.add_group_with_the_identity("team");
    hold(&mut probe, identity, READER, GROUP, 2);
    hold(&mut probe, identity, READER, SUBSCRIPTION, 3);
    hold(&mut probe, "72000000-0000-4000-8000-000000000001".parse().unwrap(), READER, HALDEN, 4);
    let mut listed = |scope: &str, filter: &str| {
        let filter = if filter.is_empty() { String::new() } else { format!("&$filter={filter}") };
        let target = format!("{scope}/providers/Microsoft.Authorization/roleAssignments?{VERSION}{filter}");
        let answer = probe.get(&encode_query(&target));
        if answer.status == 200 { Ok(count(&answer)) } else { Err(answer.status) }
    };
    assert_eq!(listed(SUBSCRIPTION, ""), Ok(4), "at, above and below");
    assert_eq!(listed(SUBSCRIPTION, "atScope()"), Ok(3));
    assert_eq!(listed(GROUP, &format!("atScope() and assignedTo('{{{IDENTITY}}}')")), Ok(3), "one through a group");
    assert_eq!(listed(GROUP, &format!("principalId eq '{IDENTITY}'")), Ok(2));
    assert_eq!(listed(GROUP, &format!("atScope() and principalId eq '{IDENTITY}'")), Err(400));
}

#[test]
fn list_in_pages_is_the_whole_list() {
    let mut probe = azure(OWNER, "/");
    let target = format!("{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions?{VERSION}");
    let whole = count(&probe.get(&target));
    probe.simulator.tenant.azure.page = Some(25);
    let (mut next, mut found) = (Some(target), 0);
    while let Some(target) = next {
        let page = probe.get(&target);
        found += count(&page);
        let link = page.body["nextLink"].as_str();
        next = link.map(|link| link.strip_prefix("https://management.azure.com").unwrap().to_owned());
    }
    assert_eq!(found, whole);
    assert_eq!(probe::names(&probe.get(&format!("{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions?{VERSION}&$filter=roleName%20eq%20'Reader'")), "name"), [READER]);
}

#[test]
fn roles_with_an_end_and_roles_that_can_be_activated_are_listed_and_end() {
    let mut probe = azure(READER, SUBSCRIPTION);
    let user = probe.caller.as_ref().unwrap().user;
    let end = probe.now + Duration::from_secs(3_600);
    hold(&mut probe, user.0, SECRETS_USER, GROUP, 2);
    probe.simulator.tenant.azure_roles.last_mut().unwrap().end = Some(end);
    let (principal, role) = (user.0, OWNER.parse().unwrap());
    let scope = SUBSCRIPTION.to_owned();
    probe.simulator.tenant.azure.eligibilities.push(AzureEligibility { principal, role, scope });
    let target = |kind: &str| {
        let target = format!(
            "{GROUP}/providers/Microsoft.Authorization/{kind}?$filter=assignedTo('{user}')&api-version=2020-10-01"
        );
        encode_query(&target)
    };
    let active = probe.get(&target("roleAssignmentScheduleInstances"));
    let said = |at: usize, name: &str| active.body["value"][at]["properties"][name].as_str().map(str::to_owned);
    assert_eq!((said(0, "memberType").as_deref(), said(0, "endDateTime")), (Some("Inherited"), None));
    assert_eq!((said(1, "memberType").as_deref(), said(1, "endDateTime")), (Some("Direct"), Some(end.to_string())));
    let eligible = probe.get(&target("roleEligibilityScheduleInstances"));
    check("pim.RoleEligibilityScheduleInstanceListResult", &eligible.body, "what can be activated");
    assert_eq!(count(&eligible), 1);
    assert_eq!(put(&mut probe, GROUP, NAME, &body(READER)).status, 403, "an eligible role allows nothing");
    probe.now = end;
    assert_eq!(count(&probe.get(&target("roleAssignmentScheduleInstances"))), 1);
}
