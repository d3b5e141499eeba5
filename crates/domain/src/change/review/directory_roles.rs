//! Wishes for directory roles: to assign one, and to remove one.

use super::row::{Obstacle, Subject, Verdict, Warning};
use super::situation::Situation;
use super::subject;
use crate::access::AssignmentLookup;
use crate::change::plan::{Addition, AssignmentEnd, HeldDirectoryRole, MissingDirectoryRole, Removal, Step};
use crate::change::wish::Lasting;
use crate::directory_role::{DirectoryRoleGrant, DirectoryScope};
use crate::held_role::{RoleSource, ScheduledRole};
use crate::ids::RoleDefinitionId;
use crate::problem::Problem;
use crate::time::Timestamp;

pub(super) fn no_directory_role(
    situation: Situation<'_>,
    id: RoleDefinitionId,
    scope: &DirectoryScope,
) -> (Subject, Verdict) {
    let grant = DirectoryRoleGrant { principal: situation.identity.id, role: id, scope: scope.clone() };
    let verdict = match situation.held.directory_role(&grant) {
        AssignmentLookup::Held(assignment) => {
            let end = end(situation, &grant);
            Verdict::Take(Step::Remove(Removal::EntraRole(HeldDirectoryRole::new(assignment.id.clone(), grant, end))))
        }
        AssignmentLookup::Missing => Verdict::NotHeld,
        AssignmentLookup::Unknown(problem) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
    };
    (subject::directory_role(situation.directory_roles, id, scope, Lasting::Permanent), verdict)
}

pub(super) fn directory_role(
    situation: Situation<'_>,
    id: RoleDefinitionId,
    scope: &DirectoryScope,
    lasting: Lasting,
) -> (Subject, Verdict) {
    let definition = subject::definition(situation.directory_roles, id);
    let grant = DirectoryRoleGrant { principal: situation.identity.id, role: id, scope: scope.clone() };
    let verdict = match (situation.held.directory_role(&grant), &definition, situation.directory_roles) {
        (AssignmentLookup::Held(_), _, _) => Verdict::AlreadyHeld { since: None, until: until(situation, &grant) },
        (_, _, Err(problem)) => Verdict::NotPossible(Obstacle::DirectoryRolesUnread(problem.clone())),
        (_, None, Ok(listing)) => Verdict::NotPossible(match &listing.gap {
            Some(problem) => Obstacle::DirectoryRolesUnread(problem.clone()),
            None => Obstacle::NoSuchDirectoryRole,
        }),
        (_, Some(definition), _) if !definition.enabled => Verdict::NotPossible(Obstacle::DirectoryRoleDisabled),
        _ if matches!(scope, DirectoryScope::Other(_)) => Verdict::NotPossible(Obstacle::ScopeNotKnown),
        (AssignmentLookup::Unknown(problem), _, _) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
        (AssignmentLookup::Missing, _, _) => {
            Verdict::Add(Step::Add(Addition::EntraRole(MissingDirectoryRole::new(grant, lasting))))
        }
    };
    (Subject::DirectoryRole { role: id, definition, scope: scope.clone(), lasting }, verdict)
}

/// When the role that the identity has ends by itself.
fn end(situation: Situation<'_>, grant: &DirectoryRoleGrant) -> AssignmentEnd {
    let is_it = |it: &&ScheduledRole| it.is_of(grant.principal.0, grant.role, &grant.scope);
    match situation.scheduled.items().iter().find(is_it) {
        Some(it) => it.end.map_or(AssignmentEnd::Permanent, AssignmentEnd::At),
        None if situation.scheduled.has_every_end() => AssignmentEnd::Permanent,
        None => AssignmentEnd::Unknown,
    }
}

/// When the role that the identity has ends by itself, where the service says that it does.
fn until(situation: Situation<'_>, grant: &DirectoryRoleGrant) -> Option<Timestamp> {
    match end(situation, grant) {
        AssignmentEnd::At(end) => Some(end),
        AssignmentEnd::Permanent | AssignmentEnd::Unknown => None,
    }
}

/// What prevents a time-bound role: it can't be assigned, or it is assigned permanently.
pub(super) fn warning(situation: Situation<'_>, subject: &Subject, verdict: &Verdict) -> Option<Warning> {
    let Subject::DirectoryRole { lasting: Lasting::Hours(_), .. } = subject else { return None };
    match (verdict, situation.scheduled) {
        (Verdict::Add(_), RoleSource::Failed(Problem::LicenseMissing(_))) => Some(Warning::LicenseProbablyMissing),
        (Verdict::AlreadyHeld { until: None, .. }, scheduled) if scheduled.has_every_end() => {
            Some(Warning::HeldWithoutEnd)
        }
        (Verdict::AlreadyHeld { until: None, .. }, _) => Some(Warning::HeldEndUnread),
        _ => None,
    }
}
