//! What a reading says about a step's goal.

use crate::access::{AssignmentLookup, Held};
use crate::change::plan::{Addition, Removal, Step};
use crate::problem::Problem;
use crate::time::Timestamp;

/// What a reading says about a step's goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// It is reached: what was to be added is assigned, or what was to be removed isn't.
    Reached {
        /// When the assignment was created, where there is one and the service says so.
        created: Option<Timestamp>,
    },
    /// It isn't reached.
    NotReached,
    /// The Azure role assignment isn't there under the name that it would get. Whether one is there under another name
    /// is said in answer to a write only.
    NotUnderThisName,
    /// The name belongs to an assignment of the same Azure role at the same scope under another condition. A write would
    /// replace its condition.
    OtherCondition,
    /// The assignment to be removed was deleted, and the same permission is assigned by another one.
    AssignedAgain {
        /// When that one was created, where the service says so.
        created: Option<Timestamp>,
    },
}

/// What this reading says about the goal of a step, or why it says nothing.
pub(super) fn read_goal(step: &Step, held: &Held) -> Result<Goal, Problem> {
    match step {
        Step::Add(Addition::AppRole(missing)) => to_add(held.app_role(&missing.grant()), |it| it.created),
        Step::Add(Addition::EntraRole(missing)) => to_add(held.directory_role(missing.grant()), |_| None),
        Step::Remove(Removal::AppRole(wanted)) => {
            let same = held.app_role(&wanted.grant());
            to_remove(held.app_role_assignment(wanted.assignment()), same, |it| it.created)
        }
        Step::Add(Addition::AzureRole(missing)) => match held.azure_roles.assignment(missing.assignment()) {
            AssignmentLookup::Held(it) if it.grant == *missing.grant() => Ok(Goal::Reached { created: it.created }),
            AssignmentLookup::Held(it) if it.grant.is_same_role_as(missing.grant()) => Ok(Goal::OtherCondition),
            // The name belongs to another assignment, which the service says in answer to the write.
            AssignmentLookup::Held(_) | AssignmentLookup::Missing => Ok(Goal::NotUnderThisName),
            AssignmentLookup::Unknown(problem) => Err(problem),
        },
        Step::Remove(Removal::AzureRole(wanted)) => match held.azure_roles.assignment(wanted.assignment()) {
            AssignmentLookup::Held(_) => Ok(Goal::NotReached),
            AssignmentLookup::Missing => Ok(Goal::Reached { created: None }),
            AssignmentLookup::Unknown(problem) => Err(problem),
        },
        Step::Add(Addition::GroupMembership(missing)) => to_add(held.membership(missing.membership().group), |_| None),
        // A membership has no ID of its own: one that was added again is the same one.
        Step::Remove(Removal::GroupMembership(wanted)) => match held.membership(wanted.membership().group) {
            AssignmentLookup::Held(_) => Ok(Goal::NotReached),
            AssignmentLookup::Missing => Ok(Goal::Reached { created: None }),
            AssignmentLookup::Unknown(problem) => Err(problem),
        },
        Step::Remove(Removal::EntraRole(wanted)) => {
            let same = held.directory_role(wanted.grant());
            to_remove(held.role_assignment(wanted.assignment()), same, |_| None)
        }
    }
}

fn to_add<A>(wanted: AssignmentLookup<'_, A>, created: impl Fn(&A) -> Option<Timestamp>) -> Result<Goal, Problem> {
    match wanted {
        AssignmentLookup::Held(it) => Ok(Goal::Reached { created: created(it) }),
        AssignmentLookup::Missing => Ok(Goal::NotReached),
        AssignmentLookup::Unknown(problem) => Err(problem),
    }
}

/// `own` is the assignment that was reviewed, `same` any assignment of the same permission.
fn to_remove<A>(
    own: AssignmentLookup<'_, A>,
    same: AssignmentLookup<'_, A>,
    created: impl Fn(&A) -> Option<Timestamp>,
) -> Result<Goal, Problem> {
    match (own, same) {
        (AssignmentLookup::Held(_), _) => Ok(Goal::NotReached),
        (AssignmentLookup::Unknown(problem), _) | (_, AssignmentLookup::Unknown(problem)) => Err(problem),
        (AssignmentLookup::Missing, AssignmentLookup::Held(it)) => Ok(Goal::AssignedAgain { created: created(it) }),
        (AssignmentLookup::Missing, AssignmentLookup::Missing) => Ok(Goal::Reached { created: None }),
    }
}
