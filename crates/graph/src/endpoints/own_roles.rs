//! The signed-in user's own roles in Privileged Identity Management: what they can activate, what is active, what they
//! have requested, what the settings of a role require, and the request itself.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests>

use serde::{Deserialize, Serialize};

use super::directory_roles::{Expiration, Schedule, Ticket, scope};
use super::requests::post;
use crate::endpoint::{Collection, EndpointFacts, Write};
use crate::odata::{Get, literal};
use crate::transport::Request;
use domain::activation::{
    ActivationRules, ActiveRole, EligibleRole, OwnRole, RequestAction, RequestStatus, ReviewedRequest, RoleDuration,
    RoleRequest,
};
use domain::guid::Guid;
use domain::ids::{RoleDefinitionId, UserId};
use domain::scope::Scope;
use domain::time::Timestamp;

const ELIGIBLE: &str =
    "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')";
const ACTIVE: &str =
    "/v1.0/roleManagement/directory/roleAssignmentScheduleInstances/filterByCurrentUser(on='principal')";
const OWN_REQUESTS: &str =
    "/v1.0/roleManagement/directory/roleAssignmentScheduleRequests/filterByCurrentUser(on='principal')";
const REQUESTS: &str = "/v1.0/roleManagement/directory/roleAssignmentScheduleRequests";
const POLICIES: &str = "/v1.0/policies/roleManagementPolicyAssignments";

/// Lists the directory roles that the user may activate, themselves or as a member of a group.
#[derive(Clone, Copy, Debug)]
pub struct MyEligibleRoles;

/// Lists the directory roles that the user has now, with their ends. Roles through groups aren't listed.
#[derive(Clone, Copy, Debug)]
pub struct MyActiveRoles;

/// Lists the user's own requests: all, or those for one role.
#[derive(Clone, Copy, Debug)]
pub struct MyRoleRequests(pub Option<RoleDefinitionId>);

/// Lists what the settings of a role require of an activation. There is one entry.
#[derive(Clone, Copy, Debug)]
pub struct ListActivationRules(pub RoleDefinitionId);

/// Activates or deactivates a role of the user's own.
#[derive(Clone, Debug)]
pub struct RequestOwnRole(pub ReviewedRequest);

impl Collection for MyEligibleRoles {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list eligible roles",
        method: "GET",
        path: ELIGIBLE,
        // RoleEligibilitySchedule.Read.Directory would be the least; the scope of the sign-in is enough as well.
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/unifiedroleeligibilityscheduleinstance-filterbycurrentuser",
    };
    type Item = EligibleRole;

    fn request(&self) -> Request {
        Get::new(ELIGIBLE).request()
    }

    fn item(&self, json: &str) -> Option<EligibleRole> {
        let wire: WireRole = serde_json::from_str(json).ok()?;
        Some(EligibleRole {
            own: wire.own(),
            through_group: wire.member_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("group")),
            // An end that can't be read must not turn into an eligibility without one.
            end: time(wire.end_date_time.as_deref())?,
        })
    }
}

impl Collection for MyActiveRoles {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "show until when your roles are active",
        method: "GET",
        path: ACTIVE,
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/unifiedroleassignmentscheduleinstance-filterbycurrentuser",
    };
    type Item = ActiveRole;

    fn request(&self) -> Request {
        Get::new(ACTIVE).request()
    }

    fn item(&self, json: &str) -> Option<ActiveRole> {
        let wire: WireRole = serde_json::from_str(json).ok()?;
        Some(ActiveRole {
            own: wire.own(),
            activated: wire.assignment_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("activated")),
            start: time(wire.start_date_time.as_deref()).flatten(),
            end: time(wire.end_date_time.as_deref())?,
        })
    }
}

impl Collection for MyRoleRequests {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "follow your requests to activate roles",
        method: "GET",
        path: OWN_REQUESTS,
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/unifiedroleassignmentschedulerequest-filterbycurrentuser",
    };
    type Item = RoleRequest;

    fn request(&self) -> Request {
        let get = Get::new(OWN_REQUESTS);
        match self.0 {
            Some(role) => get.filter(format!("roleDefinitionId eq {}", literal(role))).request(),
            None => get.request(),
        }
    }

    fn item(&self, json: &str) -> Option<RoleRequest> {
        let wire: WireRequest = serde_json::from_str(json).ok()?;
        Some(RoleRequest {
            id: wire.id,
            own: OwnRole {
                role: wire.role_definition_id?,
                scope: scope(wire.directory_scope_id.as_deref(), wire.app_scope_id.as_deref()),
            },
            action: RequestAction::read(&wire.action),
            status: RequestStatus::read(&wire.status),
            created: time(wire.created_date_time.as_deref()).flatten(),
        })
    }
}

impl Collection for ListActivationRules {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "show what a role requires before you activate it",
        method: "GET",
        path: POLICIES,
        // RoleManagementPolicy.Read.Directory would be the least; the scope of the sign-in is enough as well.
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/policyroot-list-rolemanagementpolicyassignments",
    };
    type Item = ActivationRules;

    fn request(&self) -> Request {
        let condition =
            format!("scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq {}", literal(self.0));
        Get::new(POLICIES).filter(condition).expand("policy($expand=rules)").request()
    }

    fn item(&self, json: &str) -> Option<ActivationRules> {
        let wire: WirePolicyAssignment = serde_json::from_str(json).ok()?;
        (wire.role_definition_id == self.0).then(|| rules(&wire.policy.rules))
    }
}

/// The rules for an activation by a user. A rule that is missing requires nothing, and neither does one for others.
fn rules(wire: &[WireRule]) -> ActivationRules {
    let rule = |id: &str| wire.iter().find(|rule| rule.id.eq_ignore_ascii_case(id));
    let enabled = |name: &str| {
        let rule = rule("Enablement_EndUser_Assignment");
        rule.is_some_and(|rule| rule.enabled_rules.iter().any(|it| it.eq_ignore_ascii_case(name)))
    };
    let duration = rule("Expiration_EndUser_Assignment").and_then(|rule| rule.maximum_duration.as_deref());
    let approval = rule("Approval_EndUser_Assignment").and_then(|rule| rule.setting.as_ref());
    ActivationRules {
        longest: duration.and_then(RoleDuration::parse),
        justification: enabled("Justification"),
        ticket: enabled("Ticketing"),
        multi_factor: enabled("MultiFactorAuthentication"),
        context: rule("AuthenticationContext_EndUser_Assignment").is_some_and(|rule| rule.is_enabled == Some(true)),
        approval: approval.is_some_and(|setting| setting.is_approval_required == Some(true)),
    }
}

impl Write for RequestOwnRole {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "activate or deactivate one of your own roles",
        method: "POST",
        path: REQUESTS,
        scopes: &[Scope::RoleAssignmentScheduleReadWriteDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests",
    };

    fn request(&self) -> Request {
        let reviewed = &self.0;
        let own = reviewed.own();
        let expiration = |duration: RoleDuration| Expiration { kind: "afterDuration", duration: duration.to_string() };
        let body = NewRequest {
            action: reviewed.action().name().unwrap_or_default(),
            principal_id: reviewed.person().user,
            role_definition_id: own.role,
            directory_scope_id: own.scope.to_string(),
            justification: Some(reviewed.justification()).filter(|text| !text.is_empty()),
            ticket_info: reviewed
                .ticket()
                .map(|(ticket_number, ticket_system)| Ticket { ticket_number, ticket_system }),
            // Without a start the activation begins when the request is accepted, whatever this clock says.
            schedule_info: reviewed.duration().map(|duration| Schedule { expiration: expiration(duration) }),
        };
        post(REQUESTS.to_owned(), &body)
    }
}

/// Reads what the service answers to a request that it took: the ID of the request, where there is one, and its status.
pub fn accepted(body: &[u8]) -> Option<(Guid, RequestStatus)> {
    let wire: WireAccepted = serde_json::from_slice(body).ok()?;
    Some((wire.id, RequestStatus::read(&wire.status)))
}

/// A time that may be missing; `None` where it is there and can't be read.
fn time(text: Option<&str>) -> Option<Option<Timestamp>> {
    text.map(|text| text.parse().ok()).map_or(Some(None), |time| time.map(Some))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewRequest<'a> {
    action: &'static str,
    principal_id: UserId,
    role_definition_id: RoleDefinitionId,
    directory_scope_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_info: Option<Ticket<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule_info: Option<Schedule>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRole {
    role_definition_id: RoleDefinitionId,
    directory_scope_id: Option<String>,
    app_scope_id: Option<String>,
    member_type: Option<String>,
    assignment_type: Option<String>,
    start_date_time: Option<String>,
    end_date_time: Option<String>,
}

impl WireRole {
    fn own(&self) -> OwnRole {
        OwnRole {
            role: self.role_definition_id,
            scope: scope(self.directory_scope_id.as_deref(), self.app_scope_id.as_deref()),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRequest {
    id: Guid,
    action: String,
    status: String,
    role_definition_id: Option<RoleDefinitionId>,
    directory_scope_id: Option<String>,
    app_scope_id: Option<String>,
    created_date_time: Option<String>,
}

#[derive(Deserialize)]
struct WireAccepted {
    id: Guid,
    status: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePolicyAssignment {
    role_definition_id: RoleDefinitionId,
    policy: WirePolicy,
}

#[derive(Deserialize)]
struct WirePolicy {
    rules: Vec<WireRule>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRule {
    id: String,
    maximum_duration: Option<String>,
    #[serde(default)]
    enabled_rules: Vec<String>,
    is_enabled: Option<bool>,
    setting: Option<WireApproval>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireApproval {
    is_approval_required: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::activation::{ActivationForm, RequiredFields, RolePerson, review_activation, review_deactivation};
    use domain::directory_role::DirectoryScope;
    use domain::ids::TenantId;
    use serde_json::{Value, json};

    const ROLE: &str = "29232cdf-9323-42fd-ade2-1d097af3e4de";
    const USER: &str = "f8ca5a85-489a-49a0-b555-0a6d81e56f0d";

    fn person() -> RolePerson {
        let tenant = TenantId::known("60000000-0000-4000-8000-000000000001");
        RolePerson { user: UserId::known(USER), tenant }
    }

    fn body(reviewed: ReviewedRequest) -> Value {
        serde_json::from_slice(RequestOwnRole(reviewed).request().body()).unwrap()
    }

    #[test]
    fn activation_is_written_as_documented_with_only_what_was_given() {
        let own = OwnRole { role: ROLE.parse().unwrap(), scope: DirectoryScope::Tenant };
        let form = |justification: &str, ticket: &str| ActivationForm {
            duration: RoleDuration::of_minutes(90).unwrap(),
            justification: justification.to_owned(),
            ticket_number: ticket.to_owned(),
            ticket_system: "ServiceNow".to_owned(),
        };
        let reviewed = |form| review_activation(person(), &own, &RequiredFields::default(), &form).unwrap();
        let schedule = json!({"expiration": {"type": "afterDuration", "duration": "PT1H30M"}});
        let wanted = json!({
            "action": "selfActivate", "principalId": USER, "roleDefinitionId": ROLE, "directoryScopeId": "/",
            "scheduleInfo": schedule,
        });
        assert_eq!(body(reviewed(form("", ""))), wanted);
        let full = body(reviewed(form("Payroll", "INC42")));
        assert_eq!(full["justification"], "Payroll");
        assert_eq!(full["ticketInfo"], json!({"ticketNumber": "INC42", "ticketSystem": "ServiceNow"}));
    }

    #[test]
    fn deactivation_names_the_role_and_no_schedule() {
        let own = OwnRole { role: ROLE.parse().unwrap(), scope: DirectoryScope::Tenant };
        let active = ActiveRole { own, activated: true, start: None, end: None };
        let wanted = json!({
            "action": "selfDeactivate", "principalId": USER, "roleDefinitionId": ROLE, "directoryScopeId": "/",
        });
        assert_eq!(body(review_deactivation(person(), &active).unwrap()), wanted);
    }

    #[test]
    fn eligibility_is_read_with_its_scope_end_and_whether_it_is_through_a_group() {
        let json = json!({
            "id": "x", "principalId": USER, "roleDefinitionId": ROLE, "memberType": "Group", "endDateTime": null,
            "directoryScopeId": "/administrativeUnits/1a89e663-efcc-4911-8df7-e954714005de",
        });
        let read = MyEligibleRoles.item(&json.to_string()).unwrap();
        assert!(read.through_group && matches!(read.own.scope, DirectoryScope::AdministrativeUnit(_)));
        assert!(MyEligibleRoles.item(&json.to_string().replace("null", "\"soon\"")).is_none());
    }

    #[test]
    fn rules_for_users_are_read_and_those_for_administrators_are_not() {
        let rule = |id: &str, more: Value| {
            let mut rule = json!({"id": id});
            rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            rule
        };
        let rules = json!([
            rule("Expiration_Admin_Assignment", json!({"maximumDuration": "P180D"})),
            rule("Enablement_Admin_Assignment", json!({"enabledRules": ["Ticketing"]})),
            rule("Expiration_EndUser_Assignment", json!({"maximumDuration": "PT8H"})),
            rule(
                "Enablement_EndUser_Assignment",
                json!({"enabledRules": ["MultiFactorAuthentication", "Justification"]})
            ),
            rule("Approval_EndUser_Assignment", json!({"setting": {"isApprovalRequired": true}})),
            rule("AuthenticationContext_EndUser_Assignment", json!({"isEnabled": false, "claimValue": null})),
        ]);
        let entry = json!({"id": "p", "roleDefinitionId": ROLE, "policy": {"rules": rules}}).to_string();
        let wanted = ActivationRules {
            longest: RoleDuration::of_minutes(480),
            justification: true,
            ticket: false,
            multi_factor: true,
            context: false,
            approval: true,
        };
        let list = ListActivationRules(ROLE.parse().unwrap());
        assert_eq!(list.item(&entry), Some(wanted));
        let another = ListActivationRules(RoleDefinitionId::known("62e90394-69f5-4237-9190-012177145e10"));
        assert_eq!(another.item(&entry), None, "the settings of another role");
    }
}
