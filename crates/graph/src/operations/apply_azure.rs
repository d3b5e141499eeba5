//! Steps of a plan that Azure Resource Manager carries out, one after the other.

use std::time::Duration;

use super::directory::Directory;
use crate::transport::{Surroundings, Transport};
use domain::azure_assignment::{AzureAssignmentId, AzureRoleAssignment};
use domain::azure_write_problem::AzureWriteProblem;
use domain::change::execution::{Answer, ChainAnswer};
use domain::change::plan::{Addition, Removal, Step};
use domain::problem::{Problem, ServiceMessage};

/// How long after a first "not found" an assignment is looked for again, before it counts as not there.
const BETWEEN_READINGS: Duration = Duration::from_secs(2);

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Sends one step, and says what came of it as of a chain of one.
    pub(super) async fn change_azure_role(&self, step: &Step) -> ChainAnswer {
        let outcome = match step {
            Step::Add(Addition::AzureRole(missing)) => {
                self.assign_azure_role(&missing.request()).await.map(|_| Answer::Done(None))
            }
            Step::Remove(Removal::AzureRole(held)) => self.remove_azure_role(held.assignment()).await.map(|removed| {
                // Nothing was there to be removed, which a reading settles.
                removed.map_or_else(|| Answer::SaidAlready(nothing_there()), |_| Answer::Done(None))
            }),
            // Sent to Microsoft Graph.
            Step::Add(_) | Step::Remove(_) => Ok(Answer::NotSent),
        };
        match outcome {
            Ok(answer) => ChainAnswer { answers: vec![answer], obstacle: None, wait: None },
            Err(problem) => chain_answer(problem),
        }
    }

    /// Reads an assignment by its ID. That one which is to be removed isn't there counts once it was said twice.
    pub(super) async fn read_until_sure(
        &self,
        id: &AzureAssignmentId,
        takes: bool,
    ) -> Result<Option<AzureRoleAssignment>, Problem> {
        match self.read_azure_assignment(id).await? {
            None if takes => {
                self.surroundings().sleep(BETWEEN_READINGS).await;
                self.read_azure_assignment(id).await
            }
            read => Ok(read),
        }
    }
}

/// What a refusal means for the step.
fn chain_answer(problem: AzureWriteProblem) -> ChainAnswer {
    let of = |answer: Answer| ChainAnswer { answers: vec![answer], obstacle: None, wait: None };
    match problem {
        // The identity or a custom role was made a moment ago, perhaps.
        AzureWriteProblem::PrincipalNotFound(said) | AzureWriteProblem::RoleNotFound(said) => of(Answer::NotYet(said)),
        AzureWriteProblem::AlreadyAssigned { said, .. } => of(Answer::SaidAlready(said)),
        AzureWriteProblem::Throttled { wait, said } => ChainAnswer { wait: Some(wait), ..of(Answer::Throttled(said)) },
        AzureWriteProblem::Unclear(said) => of(Answer::Unclear(said)),
        AzureWriteProblem::NotSent(problem) => ChainAnswer { obstacle: Some(problem), ..of(Answer::NotSent) },
        AzureWriteProblem::NameTaken(said)
        | AzureWriteProblem::LimitReached(said)
        | AzureWriteProblem::Locked { said, .. }
        | AzureWriteProblem::DisallowedByPolicy { said, .. }
        | AzureWriteProblem::Forbidden { said, .. }
        | AzureWriteProblem::LinkedScopeForbidden(said)
        | AzureWriteProblem::LastAdministrator(said)
        | AzureWriteProblem::ScopeNotFound(said)
        | AzureWriteProblem::SubscriptionReadOnly(said)
        | AzureWriteProblem::Refused(said) => of(Answer::Refused(said)),
    }
}

/// What an answer without a body says: 204, there was nothing to remove.
fn nothing_there() -> ServiceMessage {
    ServiceMessage { status: 204, code: String::new(), message: String::new(), request_id: None }
}
