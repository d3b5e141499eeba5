//! New identities: reading what a change of a resource needs, and carrying it out.

use futures_util::future::{join, join_all, join3, join4};

use super::directory::Directory;
use crate::arm::{
    ChangeHostIdentity, CreateUserAssignedIdentity, DeleteUserAssignedIdentity, GetHost, GetUserAssignedIdentity,
    ListIdentityRegions, ListLocks, operation_in,
};
use crate::endpoints::service_principals::GetServicePrincipal;
use crate::transport::{Surroundings, Transport};
use domain::azure_resource::AzureResource;
use domain::azure_rights::{AzureRight, AzureTask};
use domain::azure_role::AzureScope;
use domain::azure_write_problem::AzureWriteProblem;
use domain::guid::Guid;
use domain::host_change::{
    AttachFacts, AzureLock, AzureRegion, CreationFacts, HostAction, HostEvent, HostExecution, HostFacts, HostRefusal,
    HostResource, HostReview, HostSupport, HostType, HostWish, IdentityPower, NewIdentity, UserAssignedIdentity,
    review_creation, review_host,
};
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Reads what a change of a resource needs, and says what would happen. Nothing is sent that changes anything.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where the resource can't be read.
    pub async fn review_host_change(&self, wish: HostWish) -> Result<HostReview, Problem> {
        match &wish {
            HostWish::Create(new) => {
                let new = new.clone();
                let facts = self.creation_facts(&new).await?;
                Ok(review_creation(new, &facts))
            }
            HostWish::Undo(undo) => self.review_host_undo(undo).await,
            HostWish::Enable(resource) | HostWish::Attach { host: resource, .. } => match HostType::of(resource) {
                HostSupport::InPortal(reason) => Ok(HostReview::left_to_portal(wish, reason)),
                HostSupport::Here(host_type) => {
                    let facts = self.host_facts(&wish, resource, host_type).await?;
                    Ok(review_host(wish, &facts))
                }
            },
        }
    }

    /// The display names of the regions in which a subscription can have user-assigned identities.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where they can't be read.
    pub async fn list_identity_regions(&self, subscription: Guid) -> Result<Vec<String>, Problem> {
        self.client.get_from_azure(&ListIdentityRegions(subscription)).await
    }

    /// Carries out a change until it has ended or the user has to do something; then it can be called again after
    /// [`HostExecution::resume`]. `on_progress` is called whenever something has happened, and before each request.
    /// Where `is_closed` says so, nothing more is sent or read.
    ///
    /// A change that was reviewed by another user or in another tenant is stopped before anything is sent.
    pub async fn apply_host_change(
        &self,
        execution: &mut HostExecution,
        is_closed: impl Fn() -> bool,
        on_progress: impl Fn(&HostExecution),
    ) {
        let is_theirs = |person: &domain::person::Person| {
            (person.id, person.tenant.id) == (execution.plan().person(), execution.plan().tenant())
        };
        match self.signed_in_user().await {
            Ok(person) if is_theirs(&person) => {}
            Ok(_) => {
                *execution = execution.clone().stop();
                return on_progress(execution);
            }
            Err(problem) => {
                *execution = execution.clone().hold(problem);
                return on_progress(execution);
            }
        }
        while !is_closed() {
            let event = match execution.action(self.surroundings().now()) {
                HostAction::Pause | HostAction::Finish => return on_progress(execution),
                HostAction::Wait(span) => {
                    on_progress(execution);
                    self.surroundings().sleep(span).await;
                    continue;
                }
                HostAction::ReadHost => match execution.plan().wish().host() {
                    Some(resource) => HostEvent::HostRead(self.read_host(resource).await),
                    None => HostEvent::HostRead(Err(Problem::Unreadable("the resource of a change"))),
                },
                HostAction::ReadIdentity(new) => HostEvent::IdentityRead(self.read_new_identity(&new).await),
                HostAction::ReadDeleted(identity) => {
                    HostEvent::IdentityRead(self.read_user_assigned_identity(&identity).await)
                }
                HostAction::ReviewAgain => {
                    let review = self.review_host_change(execution.plan().wish().clone()).await;
                    HostEvent::ReviewedAgain(review.map(Box::new))
                }
                HostAction::ReadOperation(address) => match self.client.read_operation(&address).await {
                    Ok(status) => HostEvent::OperationRead(status),
                    Err(problem) => HostEvent::HostRead(Err(problem)),
                },
                HostAction::FindPrincipal(principal) => HostEvent::PrincipalRead(self.is_in_directory(principal).await),
                HostAction::SendIdentity(request) => {
                    self.note_sending(execution, &on_progress);
                    let answer = self.client.send_write_to_azure(&ChangeHostIdentity(request)).await;
                    let accepted = |answer: crate::transport::Response| HostEvent::Accepted {
                        operation: operation_in(answer.headers()),
                        created: None,
                    };
                    answer.map_or_else(refused, accepted)
                }
                HostAction::Create(new) => {
                    self.note_sending(execution, &on_progress);
                    let created = self.client.write_to_azure(&CreateUserAssignedIdentity(new)).await;
                    let accepted = |created| HostEvent::Accepted { operation: None, created: Some(created) };
                    created.map_or_else(refused, accepted)
                }
                HostAction::Delete(identity) => {
                    self.note_sending(execution, &on_progress);
                    let deleted = self.client.write_to_azure(&DeleteUserAssignedIdentity(identity)).await;
                    let accepted = |()| HostEvent::Accepted { operation: None, created: None };
                    deleted.map_or_else(refused, accepted)
                }
            };
            *execution = execution.clone().after(event, self.surroundings().now());
            on_progress(execution);
        }
    }

    /// Notes a request before it is sent.
    fn note_sending(&self, execution: &mut HostExecution, on_progress: &impl Fn(&HostExecution)) {
        *execution = execution.clone().after(HostEvent::Sending, self.surroundings().now());
        on_progress(execution);
    }

    /// Reads a resource with its identities.
    pub(super) async fn read_host(&self, resource: &AzureResource) -> Result<HostResource, Problem> {
        match HostType::of(resource) {
            HostSupport::Here(host_type) => {
                self.client.get_from_azure(&GetHost { resource: resource.clone(), host_type }).await
            }
            HostSupport::InPortal(_) => Err(Problem::Unreadable("the identities of a resource of this type")),
        }
    }

    async fn read_new_identity(&self, new: &NewIdentity) -> Result<Option<UserAssignedIdentity>, Problem> {
        let resource = new.resource().ok_or(Problem::Unreadable("the ID of a new identity"))?;
        self.read_user_assigned_identity(&resource).await
    }

    /// Reads a user-assigned identity; nothing where it doesn't exist.
    pub(super) async fn read_user_assigned_identity(
        &self,
        resource: &AzureResource,
    ) -> Result<Option<UserAssignedIdentity>, Problem> {
        match self.client.get_from_azure(&GetUserAssignedIdentity(resource.clone())).await {
            Ok(identity) => Ok(Some(identity)),
            Err(Problem::NotFound(_)) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    async fn is_in_directory(&self, principal: ServicePrincipalId) -> Result<bool, Problem> {
        match self.client.get(&GetServicePrincipal(principal)).await {
            Ok(_) => Ok(true),
            Err(Problem::NotFound(_)) => Ok(false),
            Err(problem) => Err(problem),
        }
    }

    async fn host_facts(
        &self,
        wish: &HostWish,
        resource: &AzureResource,
        host_type: &'static HostType,
    ) -> Result<HostFacts, Problem> {
        let scope = AzureScope::Resource(resource.clone());
        let get = GetHost { resource: resource.clone(), host_type };
        let (host, right, locks, identities) = join4(
            self.client.get_from_azure(&get),
            self.right_at(&scope, &host_type.write_action()),
            self.locks_at(&scope),
            join_all(wish.identities().iter().map(|identity| self.attach_facts(identity))),
        )
        .await;
        let host = host?;
        let attached = host.identity.attached.iter().map(async |it| {
            let scope = AzureScope::Resource(it.resource.clone());
            (it.resource.clone(), self.right_at(&scope, AzureTask::AttachIdentity.action()).await)
        });
        let attached = join_all(attached).await;
        Ok(HostFacts { host, right, locks, identities, attached })
    }

    async fn attach_facts(&self, resource: &AzureResource) -> AttachFacts {
        let scope = AzureScope::Resource(resource.clone());
        let read = async {
            let identity = self.read_user_assigned_identity(resource).await;
            let power = match &identity {
                Ok(Some(identity)) => self.power_of(identity.principal).await,
                _ => IdentityPower::unread(),
            };
            (identity, power)
        };
        let ((identity, power), right) = join(read, self.right_at(&scope, AzureTask::AttachIdentity.action())).await;
        AttachFacts { resource: resource.clone(), identity, right, power }
    }

    async fn creation_facts(&self, new: &NewIdentity) -> Result<CreationFacts, Problem> {
        let scope = new.scope();
        let rights = join(self.right_at(&scope, AzureTask::CreateIdentity.action()), self.locks_at(&scope));
        let (existing, (right, locks), regions) =
            join3(self.read_new_identity(new), rights, self.list_identity_regions(new.subscription)).await;
        let regions = regions.map(|names| names.iter().filter_map(|name| AzureRegion::named(name)).collect());
        Ok(CreationFacts { existing: existing?, right, locks, regions })
    }

    pub(super) async fn right_at(&self, scope: &AzureScope, action: &str) -> AzureRight {
        self.check_azure_rights(scope).await.map_or(AzureRight::Unknown, |rights| rights.allows(action))
    }

    pub(super) async fn locks_at(&self, scope: &AzureScope) -> Result<Vec<AzureLock>, Problem> {
        let listing = self.client.list_from_azure(&ListLocks(scope.clone())).await?;
        match (listing.is_complete(), listing.gap) {
            (true, _) => Ok(listing.items),
            (false, gap) => Err(gap.unwrap_or(Problem::Unreadable("a lock"))),
        }
    }
}

/// What an answer that is no success means for the change.
fn refused(problem: AzureWriteProblem) -> HostEvent {
    match HostRefusal::of(problem) {
        Ok(refusal) => HostEvent::Refused(refusal),
        Err(AzureWriteProblem::Throttled { wait, .. }) => HostEvent::Throttled(wait),
        Err(AzureWriteProblem::NotSent(problem)) => HostEvent::NotSent(problem),
        Err(problem) => HostEvent::Unclear(problem.service_message().cloned()),
    }
}
