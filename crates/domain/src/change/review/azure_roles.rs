//! Wishes for Azure roles: to assign one, and to remove one.

use super::azure_situation::{AzureSituation, is_same, missing_of};
use super::row::{Obstacle, Subject, Verdict, Warning};
use super::situation::Situation;
use crate::access::AssignmentLookup;
use crate::azure_assignment::{AzureAssignmentName, AzureRoleAssignment, AzureRoleGrant};
use crate::azure_rights::{AzureRight, AzureTask};
use crate::azure_role::AzureScope;
use crate::change::permission::AzureRoleAt;
use crate::change::plan::{Addition, HeldAzureRole, MissingAzureRole, Removal, Step};
use crate::change::privilege::Privilege;
use crate::change::wish::Lasting;
use crate::problem::Problem;

/// What a row about an Azure role is about.
pub(super) fn subject(azure: &AzureSituation, at: &AzureRoleAt) -> Subject {
    let definition = azure.definition(at).ok().flatten().cloned().map(Box::new);
    Subject::AzureRole { at: Box::new(at.clone()), definition, lead: azure.lead(at) }
}

/// What assigning an Azure role would do.
pub(super) fn azure_role(situation: Situation<'_>, at: &AzureRoleAt, lasting: Lasting) -> (Subject, Verdict) {
    let grant = at.granted_to(situation.identity.id);
    let held = &situation.held.azure_roles;
    let own = at.assignment_of(situation.identity.id);
    let verdict = match (own, held.of_grant(&grant), situation.azure.definition(at)) {
        (None, ..) => Verdict::NotPossible(Obstacle::ScopeNotKnown),
        (_, Some(assignment), _) => Verdict::AlreadyHeld { since: assignment.created, until: None },
        _ if lasting != Lasting::Permanent => Verdict::NotPossible(Obstacle::CannotEnd),
        (_, _, Err(problem)) => Verdict::NotPossible(Obstacle::AzureRolesUnread(problem)),
        (_, _, Ok(None)) => Verdict::NotPossible(Obstacle::NoSuchAzureRole),
        // Azure has one assignment of a role at a scope, whatever its condition.
        _ if held.of_other_condition(&grant).is_some() => Verdict::NotPossible(Obstacle::OtherCondition),
        (Some(own), None, Ok(Some(_))) => match (held.assignment(&own), held.gap()) {
            (AssignmentLookup::Unknown(problem), _) => unread(problem),
            (_, Some(problem)) => unread(problem.clone()),
            (AssignmentLookup::Held(_), _) => Verdict::NotPossible(Obstacle::AzureNameTaken),
            (AssignmentLookup::Missing, None) => Verdict::Add(Step::Add(Addition::AzureRole(Box::new(
                MissingAzureRole::new(own, grant, at.description.clone()),
            )))),
        },
    };
    (subject(situation.azure, at), verdict)
}

/// What removing an Azure role would do. One that is made at a scope above, or assigned to a group, is removed there.
pub(super) fn no_azure_role(situation: Situation<'_>, at: &AzureRoleAt) -> (Subject, Verdict) {
    let grant = at.granted_to(situation.identity.id);
    let held = &situation.held.azure_roles;
    // One that is named is meant whatever its condition.
    let named = at.name.and(at.assignment_of(situation.identity.id)).map(|id| held.assignment(&id));
    let found = match &named {
        Some(AssignmentLookup::Held(it)) if it.grant.is_same_role_as(&grant) => Some(*it),
        _ => held.of_grant(&grant),
    };
    let verdict = match (found, held.gap()) {
        (Some(assignment), _) => {
            let step = HeldAzureRole::new(
                assignment.id.clone(),
                assignment.grant.clone(),
                assignment.description.clone(),
                situation.azure.end(&at.scope, &assignment.id),
            );
            Verdict::Take(Step::Remove(Removal::AzureRole(Box::new(step))))
        }
        (None, Some(problem)) => unread(problem.clone()),
        (None, None) => match elsewhere(situation, at) {
            Elsewhere::Above(scope, name) => Verdict::NotPossible(Obstacle::MadeAbove { scope, name }),
            Elsewhere::OfGroup(group, scope) => Verdict::NotPossible(Obstacle::OfGroup { group, scope }),
            Elsewhere::Unread(problem) => unread(problem),
            Elsewhere::Nowhere => Verdict::NotHeld,
        },
    };
    (subject(situation.azure, at), verdict)
}

/// That what is assigned could not be read. Where Azure is not connected, nothing of it could.
fn unread(problem: Problem) -> Verdict {
    Verdict::NotPossible(match problem {
        Problem::SignInNeeded => Obstacle::AzureRolesUnread(problem),
        problem => Obstacle::HeldUnread(problem),
    })
}

/// Whether and how the role reaches the scope from another assignment.
enum Elsewhere {
    /// At this scope above, under this name.
    Above(AzureScope, AzureAssignmentName),
    OfGroup(crate::guid::Guid, AzureScope),
    Unread(Problem),
    Nowhere,
}

fn elsewhere(situation: Situation<'_>, at: &AzureRoleAt) -> Elsewhere {
    let own = situation.identity.id.0;
    let of_scope = situation.azure.reaching.iter().find(|(scope, _)| is_same(scope, &at.scope));
    let listing = match of_scope.map(|(_, listing)| listing) {
        Some(Ok(listing)) => listing,
        Some(Err(problem)) => return Elsewhere::Unread(problem.clone()),
        None => return Elsewhere::Unread(Problem::Unreadable("the Azure role assignments")),
    };
    // The identity's own assignment at this very scope was read by its ID, and is gone where it is still listed.
    let is_read = |grant: &AzureRoleGrant| grant.principal == own && is_same(&grant.scope, &at.scope);
    let reaching: Vec<&AzureRoleAssignment> =
        listing.items.iter().filter(|it| it.grant.role == at.role && !is_read(&it.grant)).collect();
    // What the identity has itself can be removed here, at its own scope.
    let first = reaching.iter().find(|it| it.grant.principal == own).or(reaching.first());
    match (first, missing_of(listing)) {
        (Some(it), _) if it.grant.principal == own => Elsewhere::Above(it.grant.scope.clone(), it.id.name()),
        (Some(it), _) => Elsewhere::OfGroup(it.grant.principal, it.grant.scope.clone()),
        (None, Some(problem)) => Elsewhere::Unread(problem),
        (None, None) => Elsewhere::Nowhere,
    }
}

/// What speaks against a change of an Azure role.
pub(super) fn warnings(situation: Situation<'_>, at: &AzureRoleAt, verdict: &Verdict) -> Vec<Warning> {
    let task = match verdict {
        Verdict::Add(_) => AzureTask::Assign,
        Verdict::Take(_) => AzureTask::Remove,
        Verdict::AlreadyHeld { .. } | Verdict::NotHeld | Verdict::NotPossible(_) => return Vec::new(),
    };
    let mut warnings = Vec::new();
    match situation.azure.right(&at.scope, task) {
        AzureRight::Probably => {}
        AzureRight::No => warnings.push(Warning::AzureRightMissing),
        AzureRight::Unknown => warnings.push(Warning::AzureRightUnknown),
    }
    if !situation.identity.enabled {
        warnings.push(Warning::IdentityDisabled);
    }
    match elsewhere(situation, at) {
        Elsewhere::Above(scope, _) if task == AzureTask::Assign => warnings.push(Warning::HeldAbove(scope)),
        Elsewhere::Above(scope, _) => warnings.push(Warning::StaysAbove(scope)),
        Elsewhere::OfGroup(..) if task == AzureTask::Assign => warnings.push(Warning::HeldByGroup),
        Elsewhere::OfGroup(..) => warnings.push(Warning::StaysByGroup),
        Elsewhere::Unread(_) | Elsewhere::Nowhere => {}
    }
    warnings
}

/// The privileges that a role gives at its scope.
pub(super) fn privilege(situation: Situation<'_>, at: &AzureRoleAt) -> Privilege {
    let definition = situation.azure.definition(at).ok().flatten();
    Privilege::of_azure_role(at, definition, situation.azure.lead(at))
}
