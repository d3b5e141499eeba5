//! Undoing a change of a resource's identity: reading everything that blocks it.

use futures_util::future::{join, join_all, join4};

use super::directory::Directory;
use crate::endpoints::app_role_assignments::ListAppRoleAssignments;
use crate::endpoints::directory_roles::ListRoleAssignments;
use crate::transport::{Surroundings, Transport};
use domain::azure_resource::AzureResource;
use domain::azure_rights::{AzureRight, AzureTask};
use domain::azure_role::AzureScope;
use domain::host_change::{
    HostReview, HostSupport, HostType, HostUndo, HostWish, IdentityUse, IdentityUses, KnownUses, UndoFacts,
    UndoSubject, UseKind, review_undo,
};
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Reads what is there now and what blocks the undo. Nothing is sent that changes anything.
    pub(super) async fn review_host_undo(&self, undo: &HostUndo) -> Result<HostReview, Problem> {
        let facts = match undo {
            HostUndo::Disable { host, .. } | HostUndo::Detach { host, .. } => match HostType::of(host) {
                HostSupport::InPortal(reason) => {
                    return Ok(HostReview::left_to_portal(HostWish::Undo(undo.clone()), reason));
                }
                HostSupport::Here(host_type) => self.host_undo_facts(undo, host, host_type).await?,
            },
            HostUndo::Delete { identity, .. } => self.deletion_facts(undo, identity).await?,
        };
        Ok(review_undo(undo.clone(), &facts))
    }

    async fn host_undo_facts(
        &self,
        undo: &HostUndo,
        host: &AzureResource,
        host_type: &'static HostType,
    ) -> Result<UndoFacts, Problem> {
        let scope = AzureScope::Resource(host.clone());
        let (read, right, locks, uses) = join4(
            self.read_host(host),
            self.right_at(&scope, &host_type.write_action()),
            self.locks_at(&scope),
            self.uses_that_block(undo),
        )
        .await;
        let read = read?;
        let attached = read.identity.attached.iter().map(async |it| {
            let scope = AzureScope::Resource(it.resource.clone());
            (it.resource.clone(), self.right_at(&scope, AzureTask::AttachIdentity.action()).await)
        });
        let attached: Vec<(AzureResource, AzureRight)> = join_all(attached).await;
        Ok(UndoFacts { subject: UndoSubject::Host(read), right, locks, attached, uses })
    }

    async fn deletion_facts(&self, undo: &HostUndo, identity: &AzureResource) -> Result<UndoFacts, Problem> {
        let scope = AzureScope::Resource(identity.clone());
        let (read, right, locks, uses) = join4(
            self.read_user_assigned_identity(identity),
            self.right_at(&scope, AzureTask::DeleteIdentity.action()),
            self.locks_at(&scope),
            self.uses_that_block(undo),
        )
        .await;
        Ok(UndoFacts { subject: UndoSubject::Identity(read?), right, locks, attached: Vec::new(), uses })
    }

    /// Everything of the kinds that block an undo.
    async fn uses_that_block(&self, undo: &HostUndo) -> IdentityUses {
        let mut uses = IdentityUses::default();
        let (HostUndo::Disable { principal, known, .. } | HostUndo::Delete { principal, known, .. }) = undo else {
            return uses;
        };
        let read = undo.blocking_kinds().iter().map(|kind| self.uses_of_kind(*principal, *kind, known));
        for (kind, read) in undo.blocking_kinds().iter().zip(join_all(read).await) {
            uses.note(*kind, read);
        }
        uses
    }

    async fn uses_of_kind(
        &self,
        id: ServicePrincipalId,
        kind: UseKind,
        known: &KnownUses,
    ) -> Result<Vec<IdentityUse>, Problem> {
        match kind {
            UseKind::AppRoles => {
                all(self.client.list(&ListAppRoleAssignments(id), |_| ()).await, |it| IdentityUse::AppRole(it.grant))
            }
            UseKind::EntraRoles => {
                all(self.client.list(&ListRoleAssignments(id), |_| ()).await, |it| IdentityUse::EntraRole(it.grant))
            }
            UseKind::AzureRoles => self.azure_roles_that_block(id, known).await,
            UseKind::DelegatedGrants => {
                all(self.delegated_grants_of(id).await, |it| IdentityUse::DelegatedGrant(it.resource))
            }
            UseKind::FederatedCredentials => {
                all(self.federated_credentials_of(id).await, |it| IdentityUse::FederatedCredential(it.name))
            }
            UseKind::Owners => all(self.owners_of(id).await, IdentityUse::Owner),
            UseKind::Owned => all(self.owned_by(id).await, IdentityUse::Owned),
            UseKind::Memberships => {
                all(self.groups_of(id).await.map(|groups| groups.memberships), IdentityUse::Membership)
            }
            UseKind::Resources => self.resources_that_block(id, known).await,
        }
    }

    /// Azure Resource Graph, which may be minutes behind, and what this browser assigned, read one by one.
    async fn azure_roles_that_block(
        &self,
        id: ServicePrincipalId,
        known: &KnownUses,
    ) -> Result<Vec<IdentityUse>, Problem> {
        let by_id = known.azure_roles.iter().map(|id| self.read_azure_assignment(id));
        let (listed, by_id) = join(self.azure_roles_of(id, &[], None), join_all(by_id)).await;
        let mut uses = all(listed, |it| IdentityUse::AzureRole { role: it.role, name: it.role_name, scope: it.scope })?;
        for assignment in by_id.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            let (role, scope) = (assignment.grant.role, assignment.grant.scope);
            let is_listed = |it: &IdentityUse| matches!(it, IdentityUse::AzureRole { role: of, scope: at, .. } if (*of, at) == (role, &scope));
            if assignment.grant.principal == id.0 && !uses.iter().any(is_listed) {
                uses.push(IdentityUse::AzureRole { role, name: None, scope });
            }
        }
        Ok(uses)
    }

    /// The same for resources that it is attached to.
    async fn resources_that_block(
        &self,
        id: ServicePrincipalId,
        known: &KnownUses,
    ) -> Result<Vec<IdentityUse>, Problem> {
        let by_id = known.hosts.iter().map(|host| self.is_attached_to(id, host));
        let (listed, by_id) = join(self.hosts_of(id), join_all(by_id)).await;
        let mut uses = all(listed, IdentityUse::Attached)?;
        for (host, is_attached) in known.hosts.iter().zip(by_id) {
            let listed = IdentityUse::Attached(host.clone());
            match is_attached? {
                true if !uses.contains(&listed) => uses.push(listed),
                // Read just now, which the list isn't.
                false => uses.retain(|it| *it != listed),
                true => {}
            }
        }
        Ok(uses)
    }

    async fn is_attached_to(&self, id: ServicePrincipalId, host: &AzureResource) -> Result<bool, Problem> {
        match self.read_host(host).await {
            Ok(host) => Ok(host.identity.attached.iter().any(|it| it.principal.is_none_or(|now| now == id))),
            Err(Problem::NotFound(_)) => Ok(false),
            Err(problem) => Err(problem),
        }
    }
}

/// Everything in a list, as long as nothing of it is missing.
fn all<A>(read: Result<Listing<A>, Problem>, one: impl FnMut(A) -> IdentityUse) -> Result<Vec<IdentityUse>, Problem> {
    let listing = read?;
    match (listing.is_complete(), listing.gap.clone()) {
        (true, _) => Ok(listing.items.into_iter().map(one).collect()),
        (false, gap) => Err(gap.unwrap_or(Problem::Unreadable("the permissions of the identity"))),
    }
}
