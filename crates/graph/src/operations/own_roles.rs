//! The signed-in user's own roles: eligible, active, requested, activated and deactivated.

use super::directory::Directory;
use crate::endpoint::{Collection, Write};
use crate::endpoints::own_roles::{
    ListActivationRules, MyActiveRoles, MyEligibleRoles, MyRoleRequests, RequestOwnRole, accepted,
};
use crate::single_answer::SingleAnswer;
use crate::transport::{Surroundings, Transport};
use domain::activation::{
    ActivationRules, ActiveRole, EligibleRole, RequestStatus, RoleAction, RoleEvent, RoleExecution, RolePerson,
    RoleRequest,
};
use domain::ids::RoleDefinitionId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::scope::Scope;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The delegated permissions that activating a role requires.
    pub const ACTIVATION_SCOPES: &'static [Scope] = RequestOwnRole::FACTS.scopes;

    /// The directory roles that the user may activate, read again.
    ///
    /// # Errors
    ///
    /// Where they cannot be read, as in a tenant without the license.
    pub async fn eligible_roles(&self) -> Result<Listing<EligibleRole>, Problem> {
        self.client.list(&MyEligibleRoles, |_| ()).await
    }

    /// The directory roles that the user has now, with their ends, read again. Roles through groups aren't listed.
    ///
    /// # Errors
    ///
    /// Where they cannot be read, as in a tenant without the license.
    pub async fn own_active_roles(&self) -> Result<Listing<ActiveRole>, Problem> {
        self.client.list(&MyActiveRoles, |_| ()).await
    }

    /// The user's own requests for roles, read again.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    pub async fn own_role_requests(&self) -> Result<Listing<RoleRequest>, Problem> {
        self.client.list(&MyRoleRequests(None), |_| ()).await
    }

    /// What the settings of a role require of an activation.
    ///
    /// # Errors
    ///
    /// Where the settings cannot be read: that takes a role that reads Privileged Identity Management. The service then
    /// says what a request lacks.
    pub async fn activation_rules(&self, role: RoleDefinitionId) -> Result<ActivationRules, Problem> {
        let listing = self.client.list(&ListActivationRules(role), |_| ()).await?;
        listing.items.into_iter().next().ok_or(Problem::Unreadable(ListActivationRules::FACTS.purpose))
    }

    /// Carries out a request until it has ended or the user has to do something; then it can be called again after
    /// [`RoleExecution::resume`]. `on_progress` is called whenever something has happened. Where `is_closed` says so,
    /// nothing more is sent or read.
    ///
    /// A request that was reviewed by another user or in another tenant is stopped before anything is sent.
    pub async fn request_own_role(
        &self,
        execution: &mut RoleExecution,
        is_closed: impl Fn() -> bool,
        on_progress: impl Fn(&RoleExecution),
    ) {
        match self.signed_in_user().await {
            Ok(person)
                if (RolePerson { user: person.id, tenant: person.tenant.id }) == execution.request().person() => {}
            Ok(_) => {
                *execution = execution.clone().stop();
                return on_progress(execution);
            }
            Err(problem) => {
                *execution = execution.clone().hold(problem);
                return on_progress(execution);
            }
        }
        let role = execution.request().own().role;
        while !is_closed() {
            let event = match execution.action(self.surroundings().now()) {
                RoleAction::Pause => return,
                RoleAction::Finish => {
                    // The user has other roles now.
                    self.forget_signed_in_user();
                    return;
                }
                RoleAction::Wait(span) => {
                    self.surroundings().sleep(span).await;
                    continue;
                }
                RoleAction::ReadRequests => match self.client.list(&MyRoleRequests(Some(role)), |_| ()).await {
                    Ok(listing) => whole(listing).map_or_else(RoleEvent::ReadFailed, RoleEvent::RequestsRead),
                    Err(problem) => RoleEvent::ReadFailed(problem),
                },
                RoleAction::ReadActive => match self.own_active_roles().await {
                    Ok(listing) => RoleEvent::ActiveRead(listing.items),
                    Err(problem) => RoleEvent::ReadFailed(problem),
                },
                RoleAction::Send => {
                    let request = RequestOwnRole(execution.request().clone()).request();
                    match self.client.write_alone(&request).await {
                        SingleAnswer::Accepted(response) => match accepted(response.body()) {
                            Some((id, status)) => RoleEvent::Accepted { id: Some(id), status },
                            None => RoleEvent::Accepted { id: None, status: RequestStatus::Other(String::new()) },
                        },
                        SingleAnswer::Refused(said) => RoleEvent::Refused(said),
                        SingleAnswer::NotSent(problem) => RoleEvent::NotSent(problem),
                        SingleAnswer::Unclear => RoleEvent::Unclear,
                    }
                }
            };
            *execution = execution.clone().after(event, self.surroundings().now());
            on_progress(execution);
        }
    }
}

/// The requests of a list that was read to its end: one that is missing could be the one that is looked for.
fn whole(listing: Listing<RoleRequest>) -> Result<Vec<RoleRequest>, Problem> {
    match (listing.gap, listing.unreadable) {
        (None, 0) => Ok(listing.items),
        (Some(problem), _) => Err(problem),
        (None, _) => Err(Problem::Unreadable(MyRoleRequests::FACTS.purpose)),
    }
}
