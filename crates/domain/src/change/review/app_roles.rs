//! Wishes for app roles: to assign one, and to remove one.

use super::row::{Obstacle, ReviewRow, Subject, Verdict, Warning};
use super::situation::Situation;
use super::subject::{self, best_role};
use crate::access::AssignmentLookup;
use crate::api::{Api, AppRole};
use crate::apis::ApiState;
use crate::app_role_assignment::AppRoleGrant;
use crate::change::permission::RoleKey;
use crate::change::plan::{Addition, HeldAppRole, MissingAppRole, Removal, Step};
use crate::ids::{AppId, AppRoleId, ServicePrincipalId};
use crate::problem::Problem;
use crate::sorted_set::SortedSet;
use crate::tiers::{Recognized, recognize};

pub(super) fn app_role(situation: Situation<'_>, app_id: AppId, key: &RoleKey) -> (Subject, Verdict) {
    let unread = Problem::Unreadable("the roles of the API");
    let (api, obstacle) = match situation.apis.state(app_id) {
        Some(ApiState::Present(api)) => (Some(api), Obstacle::NoSuchRole),
        Some(ApiState::Absent) => (None, Obstacle::ApiNotInTenant(app_id)),
        Some(ApiState::Unread(problem)) => (None, Obstacle::ApiUnread(problem.clone())),
        None => (None, Obstacle::ApiUnread(unread)),
    };
    let role = api.and_then(|api| best_role(api, key));
    let verdict = match (api, role) {
        (Some(api), Some(role)) => app_role_verdict(situation, api, role),
        _ => Verdict::NotPossible(obstacle),
    };
    (subject::app_role(situation.apis, app_id, key), verdict)
}

fn app_role_verdict(situation: Situation<'_>, api: &Api, role: &AppRole) -> Verdict {
    let grant = AppRoleGrant { principal: situation.identity.id, resource: api.id, app_role: role.id };
    match situation.held.app_role(&grant) {
        AssignmentLookup::Held(assignment) => Verdict::AlreadyHeld { since: assignment.created, until: None },
        _ if api.is_forged() => Verdict::NotPossible(Obstacle::ApiForged),
        _ if recognized(api, role) == Recognized::Contradiction => {
            Verdict::NotPossible(Obstacle::RoleContradictsCatalog)
        }
        _ if !role.for_applications => Verdict::NotPossible(Obstacle::PeopleOnly),
        _ if !role.enabled => Verdict::NotPossible(Obstacle::Disabled),
        AssignmentLookup::Missing => Verdict::Add(Step::Add(Addition::AppRole(MissingAppRole::new(grant, api.app_id)))),
        AssignmentLookup::Unknown(problem) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
    }
}

/// What there is to know of an API and its role beyond their names.
pub(super) fn doubts(situation: Situation<'_>, subject: &Subject) -> Vec<Warning> {
    let Subject::AppRole { api, role: Some(role), .. } = subject else { return Vec::new() };
    let Some(api) = situation.apis.by_app_id(*api) else { return Vec::new() };
    let mut doubts = Vec::new();
    if api.imitates_microsoft() {
        doubts.push(Warning::ApiNotMicrosofts(api.app_id));
    }
    if recognized(api, role) == Recognized::New {
        doubts.push(Warning::RoleIsNew);
    }
    doubts
}

fn recognized(api: &Api, role: &AppRole) -> Recognized {
    recognize(api.app_id, role.id, role.value.as_deref())
}

pub(super) fn no_app_role(
    situation: Situation<'_>,
    resource: ServicePrincipalId,
    role: AppRoleId,
) -> (Subject, Verdict) {
    let grant = AppRoleGrant { principal: situation.identity.id, resource, app_role: role };
    let api = situation.apis.by_id(resource);
    let holding = situation.held.app_role(&grant);
    let noted_name = match &holding {
        AssignmentLookup::Held(assignment) => assignment.resource_name.as_str(),
        AssignmentLookup::Missing | AssignmentLookup::Unknown(_) => "",
    };
    let subject = subject::no_app_role(situation.apis, resource, role, noted_name);
    let verdict = match holding {
        AssignmentLookup::Held(assignment) => {
            let held = HeldAppRole::new(assignment.id.clone(), grant, api.map(|api| api.app_id));
            Verdict::Take(Step::Remove(Removal::AppRole(held)))
        }
        AssignmentLookup::Missing => Verdict::NotHeld,
        AssignmentLookup::Unknown(problem) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
    };
    (subject, verdict)
}

/// Warns of removals after which the identity has no app role of an API that requires assignment: Microsoft Entra ID
/// then issues no token for the API at all. <https://learn.microsoft.com/graph/api/resources/serviceprincipal>
/// (`appRoleAssignmentRequired`)
pub(super) fn warn_of_last_roles(situation: Situation<'_>, rows: &mut [ReviewRow]) {
    let revoked: SortedSet<(ServicePrincipalId, AppRoleId)> = rows.iter().filter_map(revoked).collect();
    let Ok(held) = &situation.held.app_roles else { return };
    for row in rows {
        let Some((resource, _)) = self::revoked(row) else { continue };
        let Some(api) = situation.apis.by_id(resource).filter(|api| api.assignment_required) else { continue };
        let mut held_of_api = held.items.iter().filter(|it| it.grant.resource == resource);
        if held_of_api.all(|it| revoked.contains(&(resource, it.grant.app_role))) {
            row.warnings.push(Warning::LastRoleOfApi(api.app_id));
        }
    }
}

/// What a row would revoke: the API and the role.
fn revoked(row: &ReviewRow) -> Option<(ServicePrincipalId, AppRoleId)> {
    match &row.verdict {
        Verdict::Take(Step::Remove(Removal::AppRole(held))) => Some((held.grant().resource, held.grant().app_role)),
        _ => None,
    }
}
