//! Wishes for groups: to add the identity to one, and to remove it.

use super::row::{Obstacle, Subject, Verdict};
use super::situation::Situation;
use crate::access::AssignmentLookup;
use crate::change::plan::{Addition, HeldMembership, MissingMembership, Removal, Step};
use crate::change::privilege::{Owner, Privilege};
use crate::change::wish::Lasting;
use crate::group::{Group, GroupMembership};
use crate::ids::{ObjectId, RoleDefinitionId};
use crate::problem::Problem;
use crate::well_known::roles_that_change_members;

/// What adding the identity to a group would do.
pub(super) fn membership(situation: Situation<'_>, group: ObjectId, lasting: Lasting) -> (Subject, Verdict) {
    let membership = GroupMembership { principal: situation.identity.id, group };
    let verdict = match (situation.held.membership(group), changeable(situation, group)) {
        (AssignmentLookup::Held(_), _) => Verdict::AlreadyHeld { since: None, until: None },
        _ if lasting != Lasting::Permanent => Verdict::NotPossible(Obstacle::CannotEnd),
        (_, Err(obstacle)) => Verdict::NotPossible(*obstacle),
        (AssignmentLookup::Unknown(problem), _) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
        (AssignmentLookup::Missing, Ok(group)) => Verdict::Add(Step::Add(Addition::GroupMembership(
            MissingMembership::new(membership, group.role_assignable),
        ))),
    };
    (subject(situation, group), verdict)
}

/// What removing the identity from a group would do.
pub(super) fn no_membership(situation: Situation<'_>, group: ObjectId) -> (Subject, Verdict) {
    let membership = GroupMembership { principal: situation.identity.id, group };
    let verdict = match (situation.held.membership(group), changeable(situation, group)) {
        (AssignmentLookup::Missing, _) => Verdict::NotHeld,
        (AssignmentLookup::Unknown(problem), _) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
        (AssignmentLookup::Held(_), Err(obstacle)) => Verdict::NotPossible(*obstacle),
        (AssignmentLookup::Held(_), Ok(group)) => Verdict::Take(Step::Remove(Removal::GroupMembership(
            HeldMembership::new(membership, group.role_assignable),
        ))),
    };
    (subject(situation, group), verdict)
}

/// The group, where Microsoft Graph can change its members.
fn changeable(situation: Situation<'_>, id: ObjectId) -> Result<&Group, Box<Obstacle>> {
    let unread = || Box::new(Obstacle::GroupUnread(Problem::Unreadable("the group")));
    let reading = situation.groups.iter().find(|it| it.id == id).ok_or_else(unread)?;
    match &reading.group {
        Ok(Group { fixed: Some(fixed), .. }) => Err(Box::new(Obstacle::GroupMembersFixed(*fixed))),
        Ok(group) => Ok(group),
        Err(Problem::NotFound(_)) => Err(Box::new(Obstacle::NoSuchGroup)),
        Err(problem) => Err(Box::new(Obstacle::GroupUnread(problem.clone()))),
    }
}

fn subject(situation: Situation<'_>, id: ObjectId) -> Subject {
    let reading = situation.groups.iter().find(|it| it.id == id);
    let group = reading.and_then(|it| it.group.as_ref().ok());
    let access = reading.filter(|_| group.is_some()).map(|it| Box::new(it.access.clone()));
    Subject::Group { id, group: group.cloned().map(Box::new), access }
}

/// The roles of which one is usually enough to change the members of the group.
pub(super) fn roles_for(subject: &Subject) -> &'static [RoleDefinitionId] {
    let assignable = matches!(subject, Subject::Group { group: Some(group), .. } if group.role_assignable);
    roles_that_change_members(assignable)
}

/// The privileges that membership gives.
pub(super) fn privilege(subject: &Subject) -> Privilege {
    match subject {
        Subject::Group { access: Some(access), .. } => access.privilege(),
        _ => Privilege::Unrated(Owner::Microsoft),
    }
}
