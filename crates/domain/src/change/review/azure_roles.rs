//! Wishes for Azure roles: to assign one, and to remove one.

use super::Situation;
use super::row::{Obstacle, Subject, Verdict, Warning};
use crate::access::AssignmentLookup;
use crate::azure_assignment::{AzureAssignmentId, AzureAssignmentName, AzureRoleAssignment, AzureRoleGrant};
use crate::azure_rights::{AzureRight, AzureRights, AzureRoleDefinition, AzureTask};
use crate::azure_role::AzureScope;
use crate::change::permission::AzureRoleAt;
use crate::change::plan::{Addition, AssignmentEnd, HeldAzureRole, MissingAzureRole, Removal, Step};
use crate::change::privilege::Privilege;
use crate::change::wish::Lasting;
use crate::listing::Listing;
use crate::problem::Problem;
use crate::tiers::ReachedTier;
use crate::time::Timestamp;

/// An assignment, and when it ends by itself if it does.
pub type AzureEnd = (AzureAssignmentId, Option<Timestamp>);

/// What a review knows of Azure, read for the scopes of its wishes. Empty where no wish is about Azure.
#[derive(Clone, Debug, Default)]
pub struct AzureSituation {
    /// The assignments that reach each scope: made there or above, to the identity or to its groups. What was changed in
    /// the last minutes may not be in them: the assignments that wishes are about are read by their IDs.
    pub reaching: Vec<(AzureScope, Result<Listing<AzureRoleAssignment>, Problem>)>,
    /// The role definitions at each scope.
    pub definitions: Vec<(AzureScope, Result<Listing<AzureRoleDefinition>, Problem>)>,
    /// When the assignments that reach each scope end by themselves, where something is to be removed.
    pub ends: Vec<(AzureScope, Result<Listing<AzureEnd>, Problem>)>,
    /// What the signed-in user may do at each scope.
    pub rights: Vec<(AzureScope, Result<AzureRights, Problem>)>,
    /// The identities that each role to be added leads to.
    pub leads: Vec<(AzureRoleAt, ReachedTier)>,
}

impl AzureSituation {
    /// The definition of a role at a scope.
    fn definition(&self, at: &AzureRoleAt) -> Result<Option<&AzureRoleDefinition>, Problem> {
        let unread = Problem::Unreadable("the Azure roles");
        let of_scope = self.definitions.iter().find(|(scope, _)| is_same(scope, &at.scope));
        let listing = of_scope.ok_or(unread)?.1.as_ref().map_err(Clone::clone)?;
        match (listing.items.iter().find(|it| it.role == at.role), missing_of(listing)) {
            (None, Some(problem)) => Err(problem),
            (found, _) => Ok(found),
        }
    }

    /// When an assignment ends by itself. One that Privileged Identity Management does not list, though all of its list
    /// was read, does not end, and neither does any where the tenant has no license for such.
    fn end(&self, scope: &AzureScope, assignment: &AzureAssignmentId) -> AssignmentEnd {
        let of_scope = self.ends.iter().find(|(of, _)| is_same(of, scope));
        match of_scope.map(|(_, ends)| ends) {
            Some(Ok(listing)) => match listing.items.iter().find(|(id, _)| id == assignment) {
                Some((_, end)) => end.map_or(AssignmentEnd::Permanent, AssignmentEnd::At),
                None if listing.is_complete() => AssignmentEnd::Permanent,
                None => AssignmentEnd::Unknown,
            },
            Some(Err(Problem::LicenseMissing(_))) => AssignmentEnd::Permanent,
            Some(Err(_)) | None => AssignmentEnd::Unknown,
        }
    }

    /// Where a role leads; unknown, where that was not read.
    fn lead(&self, at: &AzureRoleAt) -> ReachedTier {
        self.leads.iter().find(|(of, _)| of == at).map_or(ReachedTier::UNKNOWN, |(_, lead)| *lead)
    }

    /// Whether the signed-in user may do something at a scope.
    fn right(&self, scope: &AzureScope, task: AzureTask) -> AzureRight {
        let of_scope = self.rights.iter().find(|(of, _)| is_same(of, scope));
        let rights = of_scope.and_then(|(_, rights)| rights.as_ref().ok());
        rights.map_or(AzureRight::Unknown, |rights| rights.may(task))
    }
}

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

/// Why something may be missing from a list, where something may.
fn missing_of<T>(listing: &Listing<T>) -> Option<Problem> {
    let unreadable = (listing.unreadable > 0).then_some(Problem::Unreadable("an entry of a list of Azure"));
    listing.gap.clone().or(unreadable)
}

/// Whether both are the same scope.
fn is_same(a: &AzureScope, b: &AzureScope) -> bool {
    a.to_string().eq_ignore_ascii_case(&b.to_string())
}
