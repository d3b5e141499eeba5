//! Applying a plan.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Poll, Waker};

use futures_util::future::{join, join_all, join4};

use super::directory::Directory;
use crate::endpoint::Write;
use crate::endpoints::app_role_assignments::{GrantAppRole, RevokeAppRole};
use crate::endpoints::directory_objects::GetDeletedServicePrincipal;
use crate::endpoints::directory_roles::{
    AssignDirectoryRole, AssignDirectoryRoleForHours, RemoveDirectoryRole, RemoveTimeBoundDirectoryRole,
};
use crate::endpoints::groups::{AddGroupMember, MemberReference, RemoveGroupMember};
use crate::endpoints::service_principals::GetServicePrincipal;
use crate::transport::{Request, Surroundings, Transport};
use domain::access::Held;
use domain::change::execution::{Action, Execution, Observation, Presence};
use domain::change::plan::{Addition, Removal, ReviewedPlan, Step};
use domain::change::request_details::RequestDetails;
use domain::change::wish::Lasting;
use domain::guid::Guid;
use domain::identity::{ManagedIdentity, ServicePrincipalKind};
use domain::ids::{ServicePrincipalId, TenantId, UserId};
use domain::problem::Problem;

/// Lets the user stop a plan that is being applied, while it waits or reads. What is being sent is waited for.
#[derive(Debug, Default)]
pub struct StopButton {
    pressed: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl StopButton {
    /// Stops the plan as soon as nothing is being sent.
    pub fn press(&self) {
        self.pressed.set(true);
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    /// The result of something that can be given up; nothing, where the button is pressed before it is there.
    async fn run_until_pressed<F: Future>(&self, work: F) -> Option<F::Output> {
        let mut work = pin!(work);
        poll_fn(|context| {
            if self.pressed.get() {
                return Poll::Ready(None);
            }
            self.waiting.replace(Some(context.waker().clone()));
            work.as_mut().poll(context).map(Some)
        })
        .await
    }
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Applies a plan until it is finished or the user has to do something; then it can be called again after
    /// [`Execution::resume`]. `on_progress` is called whenever a step has moved, and before each send.
    ///
    /// A plan that was reviewed by another user or in another tenant is stopped before anything is sent.
    pub async fn apply(&self, execution: &mut Execution, on_progress: impl Fn(&Execution)) {
        self.apply_until(&StopButton::default(), execution, on_progress).await;
    }

    /// The same, until the button is pressed: then the execution is stopped where it is.
    pub async fn apply_until(&self, stop: &StopButton, execution: &mut Execution, on_progress: impl Fn(&Execution)) {
        match stop.run_until_pressed(self.signed_in_user()).await {
            Some(Ok(person)) if was_reviewed_by(execution.plan(), person.id, person.tenant.id) => {}
            None | Some(Ok(_)) => {
                execution.stop();
                return on_progress(execution);
            }
            Some(Err(problem)) => {
                execution.hold(problem);
                return on_progress(execution);
            }
        }
        loop {
            match execution.action(self.surroundings().now()) {
                Action::Finish => return on_progress(execution),
                Action::Pause(_) => {
                    // The button may have been pressed while the answer that asks for the pause was on its way.
                    if stop.pressed.get() {
                        execution.stop();
                    }
                    return on_progress(execution);
                }
                Action::Wait(span) => {
                    on_progress(execution);
                    if stop.run_until_pressed(self.surroundings().sleep(span)).await.is_none() {
                        execution.stop();
                    }
                }
                Action::Read(identities) => {
                    let plan = execution.plan();
                    let changed = plan.identities().iter().filter(|identity| identities.contains(&identity.id));
                    let observing = join_all(changed.map(|identity| self.observe(execution, identity)));
                    let reading = join(observing, self.measure_clock(execution.needs_clock()));
                    match stop.run_until_pressed(reading).await {
                        None => execution.stop(),
                        Some((observations, ())) => {
                            execution.note_clock(self.client.clock_offset());
                            execution.observed(self.surroundings().now(), &observations);
                        }
                    }
                    on_progress(execution);
                }
                Action::Write(steps) => {
                    if stop.run_until_pressed(self.client.wait_while_throttled()).await.is_none() {
                        execution.stop();
                        continue;
                    }
                    let sent: Vec<Step> = steps.iter().map(|&at| execution.plan().steps()[at].clone()).collect();
                    execution.sending(self.surroundings().now(), &steps);
                    on_progress(execution);
                    let answer = match &sent[..] {
                        [step] if step.is_azure() => self.change_azure_role(step).await,
                        chain => {
                            let requests = chain.iter().filter_map(|step| request(step, execution.details()));
                            self.client.write(&requests.collect::<Vec<Request>>()).await
                        }
                    };
                    execution.answered(self.surroundings().now(), &steps, answer);
                    on_progress(execution);
                }
            }
        }
    }

    /// Lets the service say what time it is, where that is needed and not known yet. Browsers hide the `Date` of an
    /// answer from another origin, so this asks for an object that can't exist: the refusal has a date in its body. It
    /// travels in the same batch as what is read anyway.
    async fn measure_clock(&self, needed: bool) {
        if needed && self.client.clock_offset().is_none() {
            let nobody = GetServicePrincipal(ServicePrincipalId(Guid::ZERO));
            // What is wanted is noted by the client, whatever the answer is.
            let _ = self.client.get(&nobody).await;
        }
    }

    /// Reads an identity with its permissions and roles, and each Azure role assignment that an open step is about by its
    /// ID. The reads of several identities share a batch.
    async fn observe(&self, execution: &Execution, reviewed: &ManagedIdentity) -> Observation {
        let open = execution.steps().filter(|(_, state)| !state.is_settled()).map(|(step, _)| step);
        let of_identity = open.filter(|step| step.principal() == reviewed.id);
        let of_identity: Vec<&Step> = of_identity.collect();
        let changes_members = of_identity.iter().any(|step| step.group().is_some());
        let memberships = async {
            if changes_members { self.direct_memberships(reviewed.id).await } else { Err(Held::MEMBERSHIPS_NOT_READ) }
        };
        let azure = of_identity.iter().filter_map(|step| Some((step.azure_assignment()?.clone(), step.takes())));
        let azure = azure.map(async |(id, takes)| {
            let reading = self.read_until_sure(&id, takes).await;
            (id, reading)
        });
        let (principal, mut held, memberships, readings) = join4(
            self.client.get(&GetServicePrincipal(reviewed.id)),
            self.assignments_of(reviewed.id),
            memberships,
            join_all(azure),
        )
        .await;
        held.memberships = memberships;
        for (id, reading) in readings {
            held.azure_roles.note(id, reading);
        }
        let presence = match principal {
            Ok(now) if now.app_id == reviewed.app_id && now.kind == ServicePrincipalKind::ManagedIdentity => {
                Ok(Presence::Same)
            }
            Ok(_) => Ok(Presence::Other),
            Err(Problem::NotFound(_)) => self.find_presence(reviewed.id).await,
            Err(problem) => Err(problem),
        };
        Observation { identity: reviewed.id, presence, held }
    }

    /// Why an identity that was there is not found: it was deleted, or a copy of the directory is behind.
    async fn find_presence(&self, identity: ServicePrincipalId) -> Result<Presence, Problem> {
        match self.client.get(&GetDeletedServicePrincipal(identity.0)).await {
            Ok(_) => Ok(Presence::Deleted),
            Err(Problem::NotFound(_)) => Ok(Presence::NotFound),
            Err(problem) => Err(problem),
        }
    }
}

fn was_reviewed_by(plan: &ReviewedPlan, person: UserId, tenant: TenantId) -> bool {
    plan.person() == person && plan.tenant() == tenant
}

/// The request to Microsoft Graph; nothing for an Azure role.
fn request(step: &Step, details: &RequestDetails) -> Option<Request> {
    Some(match step {
        Step::Add(Addition::AppRole(missing)) => GrantAppRole(missing.grant()).request(),
        Step::Add(Addition::EntraRole(missing)) => match missing.lasting() {
            Lasting::Permanent => AssignDirectoryRole(missing.grant().clone()).request(),
            Lasting::Hours(hours) => {
                let (grant, details) = (missing.grant().clone(), details.clone());
                AssignDirectoryRoleForHours { grant, hours, details }.request()
            }
        },
        Step::Remove(Removal::AppRole(held)) => {
            RevokeAppRole { principal: held.grant().principal, assignment: held.assignment().clone() }.request()
        }
        Step::Remove(Removal::EntraRole(held)) if held.until().is_some() => {
            RemoveTimeBoundDirectoryRole { grant: held.grant().clone(), details: details.clone() }.request()
        }
        Step::Remove(Removal::EntraRole(held)) => RemoveDirectoryRole(held.assignment().clone()).request(),
        Step::Add(Addition::GroupMembership(missing)) => {
            AddGroupMember(MemberReference::of(missing.membership())).request()
        }
        Step::Remove(Removal::GroupMembership(held)) => {
            RemoveGroupMember(MemberReference::of(held.membership())).request()
        }
        Step::Add(Addition::AzureRole(_)) | Step::Remove(Removal::AzureRole(_)) => return None,
    })
}
