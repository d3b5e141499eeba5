//! The user activates a role that they are eligible for: settings, requests with each refusal, and their status.

use std::time::Duration;

use domain::ids::{ObjectId, RoleDefinitionId};
use serde_json::{Value, json};
use simulator::tenant::RoleScope;

use crate::probe::{self, Answer, Probe, encode, names};
use crate::shapes::check;

const REQUESTS: &str = "/v1.0/roleManagement/directory/roleAssignmentScheduleRequests";
const OWN: &str = "filterByCurrentUser(on='principal')";

fn body(action: &str, duration: &str) -> Value {
    json!({
        "action": action, "principalId": probe::ADMINISTRATOR, "roleDefinitionId": probe::EXCHANGE_ADMINISTRATOR,
        "directoryScopeId": "/", "justification": "for the move",
        "scheduleInfo": {"expiration": {"type": "afterDuration", "duration": duration}},
    })
}

fn refusal(answer: &Answer) -> (u16, String, String) {
    let text = |name: &str| answer.body["error"][name].as_str().unwrap_or_default().to_owned();
    (answer.status, text("code"), text("message"))
}

/// Refusals by the settings name the rules.
fn check_rules(answer: &Answer, rules: &str) {
    let (status, code, message) = refusal(answer);
    assert_eq!((status, code.as_str()), (400, "RoleAssignmentRequestPolicyValidationFailed"), "{answer:?}");
    assert!(message.ends_with(rules), "{message}");
}

#[test]
fn eligible_role_is_activated_listed_and_ends() {
    let mut probe = Probe::new();
    let answer = probe.post(REQUESTS, &body("selfActivate", "PT2H"));
    assert_eq!((answer.status, answer.body["status"].as_str()), (201, Some("Provisioned")), "{answer:?}");
    check("unifiedRoleAssignmentScheduleRequest", &answer.body, "an activation");
    let instances = format!("/v1.0/roleManagement/directory/roleAssignmentScheduleInstances/{OWN}");
    let activated = |probe: &mut Probe| {
        let list = probe.get(&instances);
        let entries = list.body["value"].as_array().unwrap().clone();
        entries.into_iter().find(|it| it["assignmentType"] == "Activated")
    };
    let instance = activated(&mut probe).unwrap();
    assert_eq!(instance["endDateTime"], (probe.now + Duration::from_secs(7_200)).to_string());
    let filter = encode(&format!("id eq '{}'", answer.body["id"].as_str().unwrap()));
    let read = probe.get(&format!("{REQUESTS}/{OWN}?$filter={filter}"));
    assert_eq!(names(&read, "status"), ["Provisioned"]);
    check("unifiedRoleAssignmentScheduleRequest", &read.body["value"][0], "a request in a list");
    probe.now = probe.now + Duration::from_secs(7_200);
    assert_eq!(activated(&mut probe), None);
}

#[test]
fn activation_is_refused_by_each_rule_of_the_settings() {
    let mut probe = Probe::new();
    for duration in ["PT4M", "PT9H"] {
        check_rules(&probe.post(REQUESTS, &body("selfActivate", duration)), r#"["ExpirationRule"]"#);
    }
    let mut endless = body("selfActivate", "PT1H");
    endless["scheduleInfo"]["expiration"] = json!({"type": "noExpiration"});
    check_rules(&probe.post(REQUESTS, &endless), r#"["ExpirationRule"]"#);
    let mut without = body("selfActivate", "PT1H");
    without["justification"] = Value::Null;
    check_rules(&probe.post(REQUESTS, &without), r#"["JustificationRule"]"#);
    probe.simulator.tenant.role_settings.ticket = true;
    check_rules(&probe.post(REQUESTS, &body("selfActivate", "PT1H")), r#"["TicketingRule"]"#);
    probe.simulator.tenant.role_settings.multi_factor = true;
    check_rules(&probe.post(REQUESTS, &body("selfActivate", "PT1H")), r#"["MfaRule","TicketingRule"]"#);
    probe.caller.as_mut().unwrap().proofs.insert("mfa".to_owned());
    let mut with_ticket = body("selfActivate", "PT1H");
    with_ticket["ticketInfo"] = json!({"ticketNumber": "INC42", "ticketSystem": "ServiceNow"});
    probe.simulator.tenant.role_settings.context = Some("c1".to_owned());
    let (status, code, message) = refusal(&probe.post(REQUESTS, &with_ticket));
    assert_eq!((status, code.as_str()), (400, "RoleAssignmentRequestAcrsValidationFailed"));
    assert!(message.contains("&claims=%7B") && message.contains("c1"), "{message}");
    assert!(probe.simulator.ledger().is_empty());
    probe.caller.as_mut().unwrap().proofs.insert("c1".to_owned());
    assert_eq!(probe.post(REQUESTS, &with_ticket).status, 201);
}

#[test]
fn role_is_activated_by_the_eligible_user_only_and_for_themselves_only() {
    let mut probe = Probe::new();
    let mut elsewhere = body("selfActivate", "PT1H");
    elsewhere["directoryScopeId"] = json!(format!("/administrativeUnits/{}", probe::UNIT));
    check_rules(&probe.post(REQUESTS, &elsewhere), r#"["EligibilityRule"]"#);
    probe.become_application_administrator();
    check_rules(&probe.post(REQUESTS, &own(&body("selfActivate", "PT1H"))), r#"["EligibilityRule"]"#);
    let for_another = probe.post(REQUESTS, &body("selfActivate", "PT1H"));
    assert_eq!((for_another.status, for_another.body["error"]["code"].as_str()), (403, Some("UnknownError")));
    probe.limit_to("RoleManagement.Read.Directory");
    let (status, _, message) = refusal(&probe.post(REQUESTS, &body("selfActivate", "PT1H")));
    assert_eq!(status, 403);
    assert!(message.contains("PermissionScopeNotGranted"), "{message}");
}

/// The same for the application administrator.
fn own(body: &Value) -> Value {
    let mut body = body.clone();
    body["principalId"] = json!(probe::COLLEAGUE);
    body
}

#[test]
fn member_of_an_eligible_group_sees_it_and_activates_it_in_their_own_name() {
    let mut probe = Probe::new();
    let group = ObjectId::known("70000000-0000-4000-8000-000000000001");
    let role = RoleDefinitionId::known(probe::EXCHANGE_ADMINISTRATOR);
    probe.simulator.tenant.make_eligible(group.0, role, RoleScope::Tenant);
    probe.become_application_administrator();
    let list = probe.get(&format!("/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/{OWN}"));
    assert_eq!(names(&list, "memberType"), ["Group"]);
    assert_eq!(probe.post(REQUESTS, &own(&body("selfActivate", "PT1H"))).status, 201);
}

#[test]
fn activation_that_is_active_or_open_is_refused() {
    let mut probe = Probe::new();
    probe.simulator.tenant.role_settings.approval = true;
    let waiting = probe.post(REQUESTS, &body("selfActivate", "PT1H"));
    assert_eq!((waiting.status, waiting.body["status"].as_str()), (201, Some("PendingApproval")));
    check("unifiedRoleAssignmentScheduleRequest", &waiting.body, "a request that waits");
    assert!(probe.simulator.ledger().is_empty());
    let code = |answer: &Answer| answer.body["error"]["code"].as_str().unwrap_or_default().to_owned();
    assert_eq!(code(&probe.post(REQUESTS, &body("selfActivate", "PT1H"))), "PendingRoleAssignmentRequest");
    let now = probe.now;
    probe.simulator.tenant.decide_role_requests(true, now);
    assert_eq!(names(&probe.get(&format!("{REQUESTS}/{OWN}")), "status"), ["Provisioned"]);
    assert_eq!(code(&probe.post(REQUESTS, &body("selfActivate", "PT1H"))), "RoleAssignmentExists");
    let mut denied = Probe::new();
    denied.simulator.tenant.role_settings.approval = true;
    denied.post(REQUESTS, &body("selfActivate", "PT1H"));
    denied.simulator.tenant.decide_role_requests(false, now);
    assert_eq!(names(&denied.get(&format!("{REQUESTS}/{OWN}")), "status"), ["Denied"]);
}

#[test]
fn activation_is_ended_by_its_user_after_five_minutes() {
    let mut probe = Probe::new();
    let code = |answer: &Answer| answer.body["error"]["code"].as_str().unwrap_or_default().to_owned();
    assert_eq!(code(&probe.post(REQUESTS, &body("selfDeactivate", "PT1H"))), "RoleAssignmentDoesNotExist");
    probe.post(REQUESTS, &body("selfActivate", "PT1H"));
    assert_eq!(code(&probe.post(REQUESTS, &body("selfDeactivate", "PT1H"))), "ActiveDurationTooShort");
    probe.now = probe.now + Duration::from_secs(300);
    let mut ended = body("selfDeactivate", "PT1H");
    ended.as_object_mut().unwrap().retain(|name, _| name != "scheduleInfo" && name != "justification");
    let answer = probe.post(REQUESTS, &ended);
    assert_eq!((answer.status, answer.body["status"].as_str()), (201, Some("Revoked")), "{answer:?}");
    assert_eq!(code(&probe.post(REQUESTS, &ended)), "RoleAssignmentDoesNotExist");
}

#[test]
fn assignment_by_an_administrator_is_not_for_its_user_to_end() {
    let mut probe = Probe::new();
    probe.hold(probe::EXCHANGE_ADMINISTRATOR);
    let (_, code, _) = refusal(&probe.post(REQUESTS, &body("selfDeactivate", "PT1H")));
    assert_eq!(code, "RoleAssignmentDoesNotExist");
}

#[test]
fn settings_of_a_role_have_their_published_shape_and_are_for_readers() {
    let mut probe = Probe::new();
    let filter = encode(&format!(
        "scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '{}'",
        probe::EXCHANGE_ADMINISTRATOR
    ));
    let target =
        format!("/v1.0/policies/roleManagementPolicyAssignments?$filter={filter}&$expand=policy($expand=rules)");
    probe.simulator.tenant.role_settings.ticket = true;
    let answer = probe.get(&target);
    let assignments = answer.body["value"].as_array().unwrap();
    assert_eq!(assignments.len(), 1, "{answer:?}");
    check("unifiedRoleManagementPolicyAssignment", &assignments[0], "the settings of a role");
    let rules = assignments[0]["policy"]["rules"].as_array().unwrap();
    let rule = |id: &str| rules.iter().find(|rule| rule["id"] == id).unwrap();
    assert_eq!(rule("Enablement_EndUser_Assignment")["enabledRules"], json!(["Justification", "Ticketing"]));
    assert_eq!(rule("Expiration_EndUser_Assignment")["maximumDuration"], "PT480M");
    assert_eq!(probe.get("/v1.0/policies/roleManagementPolicyAssignments").status, 400);
    assert_eq!(probe.get(&target.replace("rules", "effectiveRules")).status, 400);
    probe.become_application_administrator();
    assert_eq!(probe.get(&target).status, 403);
}
