//! `/roleManagement/directory/roleAssignmentScheduleRequests`: requests for time-bound directory roles, by administrators
//! and by the users who are eligible.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests>

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{PRIVILEGED_ROLE_ADMINISTRATOR, READ_REQUESTS, WRITE_SCHEDULES, groups_of, need_role};
use super::super::tenant::{RoleAssignment, RoleRequestRecord, RoleSchedule, Tenant};
use super::answers::{created, list, named, one};
use super::directory::Directory;
use super::methods::not_known;
use super::role_assignments;
use super::role_instances::{need_pim, requested_principal};
use domain::guid::Guid;
use domain::ids::ObjectId;
use domain::time::Timestamp;

const SET: EntitySet = EntitySet {
    type_name: "unifiedRoleAssignmentScheduleRequest",
    context: "roleManagement/directory/roleAssignmentScheduleRequests",
    properties: &[
        Property::asked("id", PropertyType::Text, "eq ne"),
        Property::asked("status", PropertyType::Text, "eq ne"),
        Property::plain("createdDateTime", PropertyType::Time),
        Property::plain("completedDateTime", PropertyType::Time),
        Property::plain("approvalId", PropertyType::Text),
        Property::plain("customData", PropertyType::Text),
        Property::plain("action", PropertyType::Text),
        Property::asked("principalId", PropertyType::Text, "eq ne"),
        Property::asked("roleDefinitionId", PropertyType::Text, "eq ne"),
        Property::asked("directoryScopeId", PropertyType::Text, "eq ne"),
        Property::plain("appScopeId", PropertyType::Text),
        Property::plain("isValidationOnly", PropertyType::Flag),
        Property::asked("targetScheduleId", PropertyType::Text, "eq ne"),
        Property::plain("justification", PropertyType::Text),
        Property::plain("createdBy", PropertyType::Other),
        Property::plain("scheduleInfo", PropertyType::Other),
        Property::plain("ticketInfo", PropertyType::Other),
    ],
    navigation: role_assignments::NAVIGATION,
    expansions: 2,
    ..EntitySet::BASE
};

/// Answers what is behind `/roleManagement/directory/roleAssignmentScheduleRequests`.
pub(super) fn answer(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    match (&inquiry.method, rest) {
        (&Method::POST, []) => request(directory, inquiry),
        (&Method::GET, rest) => read(directory.visible_tenant(), inquiry, rest),
        _ => Err(not_known(inquiry)),
    }
}

fn read(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    need_pim(tenant, inquiry, READ_REQUESTS, "RoleAssignmentSchedule.Read.Directory")?;
    if let [id] = rest
        && !id.contains('(')
    {
        requested_principal(tenant, inquiry, &[])?;
        let of = |id: &Guid| tenant.role_requests.iter().find(|it| it.id == *id);
        return one(&SET, &RequestRow { tenant, it: named(id, of)? }, inquiry);
    }
    let whose = requested_principal(tenant, inquiry, rest)?;
    let requests = tenant.role_requests.iter().filter(|it| whose.is_none_or(|whose| it.assignment.principal == whose));
    list(&SET, requests.map(|it| RequestRow { tenant, it }), inquiry)
}

/// What a request may have in its body.
const PROPERTIES: &[&str] = &[
    "action",
    "appScopeId",
    "customData",
    "directoryScopeId",
    "isValidationOnly",
    "justification",
    "principalId",
    "roleDefinitionId",
    "scheduleInfo",
    "targetScheduleId",
    "ticketInfo",
];

/// The shortest and the longest time for which a role can be assigned, and how long it cannot be removed. The longest is
/// the service's own, where an organization has set no other.
const SHORTEST: Duration = Duration::from_secs(5 * 60);
const LONGEST: Duration = Duration::from_secs(180 * 86_400);

/// `POST`: assigns a time-bound directory role, removes one, activates one's own or ends that.
fn request(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    need_pim(directory.tenant, inquiry, WRITE_SCHEDULES, "RoleAssignmentSchedule.ReadWrite.Directory")?;
    let body = inquiry.json(PROPERTIES)?;
    if !body["isValidationOnly"].is_null() {
        return Err(Refusal::NotImplemented("requests that are only checked".to_owned()));
    }
    let action = body["action"].as_str().unwrap_or_default();
    if action.starts_with("admin") {
        need_role(directory.tenant, inquiry, &[PRIVILEGED_ROLE_ADMINISTRATOR]).map_err(|_| Refusal::PimRoleMissing)?;
        check_settings(directory.tenant, inquiry, &body)?;
    }
    match action {
        "adminAssign" => {
            let it = role_assignments::read(directory, &body)?;
            assign(directory, inquiry, &body, it, LONGEST)
        }
        "adminRemove" => remove(directory, inquiry, &body),
        "selfActivate" => activate(directory, inquiry, &body),
        "selfDeactivate" => deactivate(directory, inquiry, &body),
        _ => Err(not_known(inquiry)),
    }
}

/// Refuses a request that does not come with what the settings of the role require: first the rules of the request itself,
/// then the authentication context.
fn check_settings(tenant: &Tenant, inquiry: &Inquiry<'_>, body: &Value) -> Result<(), Refusal> {
    let settings = &tenant.role_settings;
    let given = |text: &Value| text.as_str().is_some_and(|text| !text.is_empty());
    let rules = [
        ("MfaRule", settings.multi_factor && !inquiry.caller.proofs.contains("mfa")),
        ("TicketingRule", settings.ticket && !given(&body["ticketInfo"]["ticketNumber"])),
        ("JustificationRule", !given(&body["justification"])),
    ];
    let failed: Vec<&str> = rules.into_iter().filter(|(_, failed)| *failed).map(|(rule, _)| rule).collect();
    if !failed.is_empty() {
        return Err(Refusal::RoleRulesFailed(failed));
    }
    match &settings.context {
        Some(context) if !inquiry.caller.proofs.contains(context) => Err(Refusal::RoleContextMissing(context.clone())),
        _ => Ok(()),
    }
}

/// Activates a role that the user is eligible for, themselves or through a group, at the scope of the eligibility.
fn activate(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, body: &Value) -> Result<Reply, Refusal> {
    let it = own(directory, inquiry, body)?;
    let (tenant, user) = (&*directory.tenant, inquiry.caller.user.0);
    let groups = groups_of(tenant, user);
    let theirs = |principal: Guid| principal == user || groups.contains(&ObjectId(principal));
    let mut eligible = tenant.role_eligibilities.iter();
    if !eligible.any(|eligible| theirs(eligible.principal) && (eligible.role, eligible.scope) == (it.role, it.scope)) {
        return Err(Refusal::RoleRulesFailed(vec!["EligibilityRule"]));
    }
    check_settings(tenant, inquiry, body)?;
    if tenant.role_requests.iter().any(|open| open.assignment == it && open.status.starts_with("Pending")) {
        return Err(Refusal::RoleRequestOpen);
    }
    let longest = tenant.role_settings.longest_activation();
    if body["scheduleInfo"]["expiration"]["type"].as_str().is_none_or(|kind| kind.eq_ignore_ascii_case("noExpiration"))
    {
        return Err(Refusal::RoleTermRefused);
    }
    assign(directory, inquiry, body, it, longest)
}

fn deactivate(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, body: &Value) -> Result<Reply, Refusal> {
    let it = own(directory, inquiry, body)?;
    match directory.tenant.role_schedules.get(&it.id()) {
        Some(schedule) if schedule.activated => remove(directory, inquiry, body),
        _ => Err(Refusal::RoleNotHeld),
    }
}

/// What a user asks for themselves. Requests for another user are refused.
fn own(directory: &Directory<'_>, inquiry: &Inquiry<'_>, body: &Value) -> Result<RoleAssignment, Refusal> {
    let it = role_assignments::read(directory, body)?;
    if it.principal == inquiry.caller.user.0 { Ok(it) } else { Err(Refusal::PimRoleMissing) }
}

fn assign(
    directory: &mut Directory<'_>,
    inquiry: &Inquiry<'_>,
    body: &Value,
    it: RoleAssignment,
    longest: Duration,
) -> Result<Reply, Refusal> {
    if directory.tenant.role_assignments.contains_key(&it.id()) {
        return Err(Refusal::RoleHeldAlready);
    }
    let start = inquiry.now;
    let expiration = &body["scheduleInfo"]["expiration"];
    let end = match expiration["type"].as_str().map(str::to_ascii_lowercase).as_deref() {
        Some("noexpiration") | None => None,
        Some("afterduration") => {
            let span = expiration["duration"].as_str().and_then(read_duration).ok_or(Refusal::INVALID_VALUE)?;
            Some(start + span)
        }
        Some("afterdatetime") => {
            let end = expiration["endDateTime"].as_str().and_then(|text| text.parse().ok());
            Some(end.ok_or(Refusal::INVALID_VALUE)?)
        }
        Some(_) => return Err(Refusal::INVALID_VALUE),
    };
    if end.is_some_and(|end| end.since(start) < SHORTEST || end.since(start) > longest) {
        return Err(Refusal::RoleTermRefused);
    }
    if directory.tenant.role_settings.approval {
        return keep_request(directory, inquiry, body, it, "PendingApproval", None);
    }
    let activated = body["action"] == "selfActivate";
    role_assignments::add_assignment(directory, inquiry, &it);
    let reply = keep_request(directory, inquiry, body, it, "Provisioned", Some((start, end)))?;
    if let Some(request) = directory.tenant.role_requests.last().map(|it| it.id) {
        directory.tenant.role_schedules.insert(it.id(), RoleSchedule { start, end, request, activated });
    }
    Ok(reply)
}

fn remove(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, body: &Value) -> Result<Reply, Refusal> {
    let it = role_assignments::read(directory, body)?;
    if !directory.tenant.role_assignments.contains_key(&it.id()) {
        return Err(Refusal::RoleNotHeld);
    }
    let schedule = directory.tenant.role_schedules.get(&it.id());
    if schedule.is_some_and(|schedule| inquiry.now.since(schedule.start) < SHORTEST) {
        return Err(Refusal::RoleTooYoung);
    }
    role_assignments::end_assignment(directory, inquiry, &it);
    keep_request(directory, inquiry, body, it, "Revoked", None)
}

/// Keeps a request that the service has taken, and answers it.
fn keep_request(
    directory: &mut Directory<'_>,
    inquiry: &Inquiry<'_>,
    body: &Value,
    assignment: RoleAssignment,
    status: &'static str,
    span: Option<(Timestamp, Option<Timestamp>)>,
) -> Result<Reply, Refusal> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let expiration = &body["scheduleInfo"]["expiration"];
    let it = RoleRequestRecord {
        id: directory.tenant.new_guid(),
        action: text(&body["action"]).unwrap_or_default(),
        assignment,
        status,
        created: inquiry.now,
        by: inquiry.caller.user,
        justification: text(&body["justification"]),
        ticket: (text(&body["ticketInfo"]["ticketNumber"]), text(&body["ticketInfo"]["ticketSystem"])),
        expiration: text(&expiration["type"]),
        duration: text(&expiration["duration"]),
        span,
    };
    let reply = created(&SET, &RequestRow { tenant: directory.tenant, it: &it }, inquiry);
    directory.tenant.role_requests.push(it);
    reply
}

struct RequestRow<'t> {
    tenant: &'t Tenant,
    it: &'t RoleRequestRecord,
}

impl Entity for RequestRow<'_> {
    fn key(&self) -> String {
        self.it.id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.it;
        let done = it.status != "PendingApproval";
        match property {
            "id" | "targetScheduleId" => json!(it.id),
            "status" => json!(it.status),
            "createdDateTime" => json!(it.created.to_string()),
            "completedDateTime" => json!(done.then(|| it.created.to_string())),
            "approvalId" => json!((!done).then_some(it.id)),
            "action" => json!(it.action),
            "isValidationOnly" => json!(false),
            "justification" => json!(it.justification),
            "createdBy" => json!({
                "application": null, "device": null, "user": {"displayName": null, "id": it.by},
            }),
            "ticketInfo" => json!({"ticketNumber": it.ticket.0, "ticketSystem": it.ticket.1}),
            "scheduleInfo" => match &it.span {
                None => Value::Null,
                Some((start, end)) => json!({"startDateTime": start.to_string(), "recurrence": null, "expiration": {
                    "type": it.expiration, "endDateTime": end.map(|at| at.to_string()), "duration": it.duration,
                }}),
            },
            "customData" => Value::Null,
            _ => role_assignments::who_and_where(self.tenant, &it.assignment, property),
        }
    }
}

/// An ISO 8601 duration of days, hours and minutes: `P1D`, `PT8H`, `PT30M`.
fn read_duration(text: &str) -> Option<Duration> {
    let (days, time) = text.strip_prefix('P')?.split_once('T').unwrap_or((text.strip_prefix('P')?, ""));
    let mut seconds = 0;
    for (mut part, units) in [(days, &[('D', 86_400)][..]), (time, &[('H', 3_600), ('M', 60), ('S', 1)][..])] {
        for (letter, length) in units {
            if let Some((number, rest)) = part.split_once(*letter) {
                seconds += number.parse::<u64>().ok()? * length;
                part = rest;
            }
        }
        part.is_empty().then_some(())?;
    }
    (seconds > 0).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        for (text, seconds) in [("PT8H", 28_800), ("P1D", 86_400), ("P1DT2H30M", 95_400), ("PT5M", 300)] {
            assert_eq!(read_duration(text), Some(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "P", "PT", "8H", "PT8", "PT-8H", "PT8X"] {
            assert_eq!(read_duration(text), None, "{text}");
        }
    }
}
