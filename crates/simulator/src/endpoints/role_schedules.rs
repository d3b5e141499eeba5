//! `/roleManagement/directory/roleAssignmentScheduleInstances` and `…Requests`: for how long directory roles are
//! assigned.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests>

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{PRIVILEGED_ROLE_ADMINISTRATOR, READ_SCHEDULES, WRITE_SCHEDULES, need_role};
use super::super::tenant::{RoleAssignment, RoleSchedule, Tenant};
use super::answers::list;
use super::role_instances::{need_pim, requested_principal};
use super::{Directory, not_known, only_get, role_assignments};
use domain::guid::Guid;

const SET: EntitySet = EntitySet {
    type_name: "unifiedRoleAssignmentScheduleInstance",
    context: "roleManagement/directory/roleAssignmentScheduleInstances",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("principalId", PropertyType::Text, "eq"),
        Property::asked("roleDefinitionId", PropertyType::Text, "eq"),
        Property::asked("directoryScopeId", PropertyType::Text, "eq"),
        Property::plain("appScopeId", PropertyType::Text),
        Property::asked("startDateTime", PropertyType::Time, "eq ge le"),
        Property::asked("endDateTime", PropertyType::Time, "eq ge le"),
        Property::asked("assignmentType", PropertyType::Text, "eq ne"),
        Property::asked("memberType", PropertyType::Text, "eq ne"),
        Property::plain("roleAssignmentOriginId", PropertyType::Text),
        Property::plain("roleAssignmentScheduleId", PropertyType::Text),
    ],
    // Other than the lists of the directory itself, these take two expansions.
    navigation: role_assignments::NAVIGATION,
    expansions: 2,
    ..EntitySet::BASE
};

/// Answers the instances: every role that is assigned now, permanent ones among them.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_pim(tenant, inquiry, READ_SCHEDULES, "RoleAssignmentSchedule.Read.Directory")?;
    let whose = requested_principal(tenant, inquiry, rest)?;
    let held = tenant.role_assignments.values().filter(|it| whose.is_none_or(|whose| it.principal == whose));
    list(&SET, held.map(|it| RoleScheduleRow { tenant, it }), inquiry)
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

/// `POST`: assigns a time-bound directory role, or removes one.
pub(super) fn request(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    if inquiry.method != Method::POST {
        return Err(not_known(inquiry));
    }
    need_pim(directory.tenant, inquiry, WRITE_SCHEDULES, "RoleAssignmentSchedule.ReadWrite.Directory")?;
    need_role(directory.tenant, inquiry, &[PRIVILEGED_ROLE_ADMINISTRATOR]).map_err(|_| Refusal::PimRoleMissing)?;
    let body = inquiry.json(PROPERTIES)?;
    check_settings(directory.tenant, inquiry, &body)?;
    match body["action"].as_str() {
        Some("adminAssign") => assign(directory, inquiry, &body),
        Some("adminRemove") => remove(directory, inquiry, &body),
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

fn assign(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, body: &Value) -> Result<Reply, Refusal> {
    let it = role_assignments::read(directory, body)?;
    if directory.tenant.role_assignments.contains_key(&it.id()) {
        return Err(Refusal::RoleHeldAlready);
    }
    let start = inquiry.now;
    let expiration = &body["scheduleInfo"]["expiration"];
    let end = match expiration["type"].as_str() {
        Some("noExpiration") | None => None,
        Some("afterDuration") => {
            let span = expiration["duration"].as_str().and_then(read_duration).ok_or(Refusal::INVALID_VALUE)?;
            Some(start + span)
        }
        Some("afterDateTime") => {
            let end = expiration["endDateTime"].as_str().and_then(|text| text.parse().ok());
            Some(end.ok_or(Refusal::INVALID_VALUE)?)
        }
        Some(_) => return Err(Refusal::INVALID_VALUE),
    };
    if end.is_some_and(|end| end.since(start) < SHORTEST || end.since(start) > LONGEST) {
        return Err(Refusal::RoleTermRefused);
    }
    let request = directory.tenant.new_guid();
    if directory.tenant.role_settings.approval {
        return Ok(answer_request(inquiry, &it, body, request, ("PendingApproval", Value::Null)));
    }
    role_assignments::add_assignment(directory, inquiry, &it);
    directory.tenant.role_schedules.insert(it.id(), RoleSchedule { start, end, request });
    let schedule = json!({"startDateTime": start.to_string(), "recurrence": null, "expiration": {
        "type": expiration["type"], "endDateTime": end.map(|at| at.to_string()), "duration": expiration["duration"],
    }});
    Ok(answer_request(inquiry, &it, body, request, ("Provisioned", schedule)))
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
    let request = directory.tenant.new_guid();
    Ok(answer_request(inquiry, &it, body, request, ("Revoked", Value::Null)))
}

/// The request as the service has taken it: its status, and the schedule that it made.
fn answer_request(
    inquiry: &Inquiry<'_>,
    it: &RoleAssignment,
    body: &Value,
    request: Guid,
    (status, schedule): (&str, Value),
) -> Reply {
    let now = inquiry.now.to_string();
    Reply::json(
        201,
        json!({
            "@odata.context": format!(
                "https://graph.microsoft.com/{}/$metadata#roleManagement/directory/roleAssignmentScheduleRequests/$entity",
                inquiry.version.as_str()
            ),
            "id": request, "status": status, "createdDateTime": now, "completedDateTime": now,
            "approvalId": null, "customData": null, "action": body["action"], "principalId": it.principal,
            "roleDefinitionId": it.role, "directoryScopeId": it.scope.in_directory(), "appScopeId": null,
            "isValidationOnly": false, "targetScheduleId": request, "justification": body["justification"],
            "createdBy": {"application": null, "device": null, "user": {"displayName": null, "id": inquiry.caller.user}},
            "scheduleInfo": schedule,
            "ticketInfo": {
                "ticketNumber": body["ticketInfo"]["ticketNumber"], "ticketSystem": body["ticketInfo"]["ticketSystem"],
            },
        }),
    )
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

struct RoleScheduleRow<'t> {
    tenant: &'t Tenant,
    it: &'t RoleAssignment,
}

impl Entity for RoleScheduleRow<'_> {
    fn key(&self) -> String {
        self.it.id().to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.it;
        let schedule = self.tenant.role_schedules.get(&it.id());
        match property {
            "id" | "roleAssignmentOriginId" => json!(it.id()),
            "startDateTime" => json!(schedule.map(|it| it.start.to_string())),
            "endDateTime" => json!(schedule.and_then(|it| it.end).map(|at| at.to_string())),
            "assignmentType" => json!("Assigned"),
            "memberType" => json!("Direct"),
            // One that was made outside of Privileged Identity Management is its own schedule.
            "roleAssignmentScheduleId" => schedule.map_or_else(|| json!(it.id()), |it| json!(it.request)),
            _ => role_assignments::who_and_where(self.tenant, it, property),
        }
    }
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
