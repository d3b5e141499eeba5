//! Whether a step has reached its goal.

use crate::domain::access::{Held, Holding};
use crate::domain::change::plan::Step;
use crate::domain::problem::Problem;

/// Whether the step's goal is reached already, or why that cannot be told. What is taken away is looked for by its own
/// assignment: should someone grant the same again meanwhile, that is another one.
pub(super) fn is_as_wished(step: &Step, held: &Held) -> Result<bool, Problem> {
    match step {
        Step::Grant(missing) => is_held(held.app_role(&missing.grant())),
        Step::Assign(missing) => is_held(held.directory_role(missing.grant())),
        Step::Revoke(wanted) => is_held(held.app_role_assignment(wanted.assignment())).map(|held| !held),
        Step::Remove(wanted) => is_held(held.role_assignment(wanted.assignment())).map(|held| !held),
    }
}

fn is_held<A>(holding: Holding<'_, A>) -> Result<bool, Problem> {
    match holding {
        Holding::Held(_) => Ok(true),
        Holding::Missing => Ok(false),
        Holding::Unknown(problem) => Err(problem),
    }
}
