//! Carrying out a plan.

use futures_util::future::join;

use super::directory::Directory;
use crate::domain::change::execution::{Action, Execution, Observation};
use crate::domain::change::plan::{ReviewedPlan, Step};
use crate::domain::identity::ServicePrincipalKind;
use crate::domain::ids::{TenantId, UserId};
use crate::domain::problem::Problem;
use crate::graph::endpoint::Write;
use crate::graph::endpoints::app_role_assignments::GrantAppRole;
use crate::graph::endpoints::directory_roles::AssignDirectoryRole;
use crate::graph::endpoints::service_principals::GetServicePrincipal;
use crate::graph::transport::{Request, Surroundings, Transport};

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Carries out a plan until it is finished or a person has to do something; then it can be called again after
    /// [`Execution::resume`]. `on_progress` is told whenever a step has moved, and before each send.
    ///
    /// A plan that was reviewed by another person or in another tenant is stopped before anything is sent.
    pub async fn apply(&self, execution: &mut Execution, on_progress: impl Fn(&Execution)) {
        match self.person().await {
            Ok(person) if is_theirs(execution.plan(), person.id, person.tenant.id) => {}
            Ok(_) => {
                execution.stop();
                return on_progress(execution);
            }
            Err(problem) => {
                execution.hold(problem);
                return on_progress(execution);
            }
        }
        loop {
            match execution.action(self.surroundings().now()) {
                Action::Finish | Action::Pause(_) => return on_progress(execution),
                Action::Wait(span) => {
                    on_progress(execution);
                    self.surroundings().sleep(span).await;
                }
                Action::Read => {
                    let observation = self.observe(execution.plan()).await;
                    execution.observed(self.surroundings().now(), &observation);
                    on_progress(execution);
                }
                Action::Write(steps) => {
                    let requests: Vec<Request> =
                        steps.iter().map(|&at| request(&execution.plan().steps()[at])).collect();
                    execution.sending(&steps);
                    on_progress(execution);
                    let answer = self.client.write(&requests).await;
                    execution.answered(self.surroundings().now(), &steps, answer);
                    on_progress(execution);
                }
            }
        }
    }

    /// Reads the identity and what it holds, in one exchange.
    async fn observe(&self, plan: &ReviewedPlan) -> Observation {
        let lookup = GetServicePrincipal(plan.principal());
        let (principal, held) = join(self.client.get(&lookup), self.held(plan.principal())).await;
        let same_identity =
            match principal {
                Ok(principal) => Ok(principal.app_id == plan.identity().app_id
                    && principal.kind == ServicePrincipalKind::ManagedIdentity),
                Err(Problem::NotFound(_)) => Ok(false),
                Err(problem) => Err(problem),
            };
        Observation { same_identity, held }
    }
}

fn is_theirs(plan: &ReviewedPlan, person: UserId, tenant: TenantId) -> bool {
    plan.person() == person && plan.tenant() == tenant
}

fn request(step: &Step) -> Request {
    match step {
        Step::Grant(missing) => GrantAppRole(missing.grant()).request(),
        Step::Assign(missing) => AssignDirectoryRole(missing.grant().clone()).request(),
    }
}
