//! Reading the whole tenant, for a review.
//!
//! Identities are read one by one in batches of twenty, a few of which are on the way at a time, at the pace that the
//! quota of a small tenant allows. Directory roles are read from their own side: all assignments, then the members of
//! the groups among the holders. The reading can be paused and stopped; whatever was read stays, and reading again
//! reads only what is missing.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};
use std::time::Duration;

use futures_util::future::{join, join_all, join5};

use super::directory::Directory;
use crate::azure::{ListAllAzureRoles, ListResourcesWithIdentities, ListSubscriptions};
use crate::endpoints::audit_log::ListRecentGrants;
use crate::endpoints::service_principals::ListManagedIdentities;
use crate::endpoints::whole_tenant::{
    ListAllRoleAssignments, ListAllScheduledRoles, ListGrants, ListGroupMembers, ListServicePrincipalsInGroup,
    ListSignInActivity,
};
use crate::transport::{Surroundings, Transport};
use domain::directory_role::DirectoryScope;
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::problem::Problem;
use domain::tenant_review::evidence::{AzureInventory, GrantLog, SignIns};
use domain::tenant_review::{AzureReading, TenantReading};
use domain::well_known::COMMON_APIS;

/// How many batches are on the way at a time. More would not be faster: the quota is the limit.
const IN_FLIGHT: usize = 4;

/// How many reads travel in one batch.
const TOGETHER: usize = 20;

/// How far the audit log is read back.
const LOGGED: Duration = Duration::from_secs(30 * 86_400);

/// The resource units of a page of identities: one, because its properties are named.
const UNITS_OF_IDENTITIES: u32 = 1;

/// Pauses a long reading, lets it continue, or ends it.
#[derive(Debug, Default)]
pub struct ReadingControl {
    state: Cell<ReadingState>,
    waiting: RefCell<Vec<Waker>>,
}

/// Whether a long reading continues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReadingState {
    /// It does.
    #[default]
    Going,
    /// It waits until it is let continue.
    Paused,
    /// It ends as soon as what is on the way has come back.
    Stopped,
}

impl ReadingControl {
    /// Sets whether the reading continues.
    pub fn set(&self, motion: ReadingState) {
        self.state.set(motion);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Whether the reading continues.
    pub fn state(&self) -> ReadingState {
        self.state.get()
    }

    /// Waits while the reading is paused; says whether it is to continue.
    async fn wait_while_paused(&self) -> bool {
        poll_fn(|context| match self.state.get() {
            ReadingState::Going => Poll::Ready(true),
            ReadingState::Stopped => Poll::Ready(false),
            ReadingState::Paused => {
                self.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}

/// Something that is read one by one.
#[derive(Clone, Copy, Debug)]
enum PendingRead {
    Grants(ServicePrincipalId),
    Members(ObjectId),
    /// Of a group with an Azure role, which counts for the groups within the group as well.
    MembersInAzure(ObjectId),
}

impl PendingRead {
    fn units(self) -> u32 {
        match self {
            Self::Grants(_) => ListGrants::UNITS,
            Self::Members(_) => ListGroupMembers::UNITS,
            Self::MembersInAzure(_) => ListServicePrincipalsInGroup::UNITS,
        }
    }
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Reads what is missing of the tenant. `on_progress` is told whenever something has come; what is missing at the
    /// end says [`Reading::missing`]. The APIs that are found are kept with the others, see [`Self::apis`].
    pub async fn read_tenant(&self, reading: &RefCell<TenantReading>, brake: &ReadingControl, on_progress: impl Fn()) {
        let identities = async {
            if reading.borrow().needs_identities() {
                self.read_identities(reading, &on_progress).await;
            }
        };
        let roles = async {
            if reading.borrow().needs_roles() {
                self.client.reserve(ListAllRoleAssignments::UNITS).await;
                let units = ListAllRoleAssignments::UNITS;
                let answer = self.client.list_at_pace(&ListAllRoleAssignments, units, |_| ()).await;
                reading.borrow_mut().note_roles(answer);
            }
        };
        let definitions = async {
            if reading.borrow().needs_definitions() {
                let answer = self.directory_roles().await;
                reading.borrow_mut().note_definitions(answer);
            }
        };
        let endings = async {
            if reading.borrow().needs_endings() {
                let units = ListAllScheduledRoles::UNITS;
                self.client.reserve(units).await;
                let answer = self.client.list_at_pace(&ListAllScheduledRoles, units, |_| ()).await;
                reading.borrow_mut().note_endings(answer);
            }
        };
        let azure = async {
            if reading.borrow().needs_azure() {
                let answer = self.azure_of_tenant().await;
                reading.borrow_mut().note_azure(answer);
            }
        };
        join(join5(identities, roles, definitions, endings, self.load_apis(COMMON_APIS)), azure).await;
        on_progress();
        self.read_one_by_one(reading, brake, &on_progress).await;
        if brake.state() != ReadingState::Stopped {
            let (answer, ()) = join(self.read_apis(reading), self.read_scope_names(reading)).await;
            reading.borrow_mut().note_apis(answer);
            on_progress();
        }
    }

    async fn read_identities(&self, reading: &RefCell<TenantReading>, on_progress: &impl Fn()) {
        reading.borrow_mut().begin_list();
        self.client.reserve(UNITS_OF_IDENTITIES).await;
        let on_page = |page: &[_]| {
            reading.borrow_mut().note_page(page.len());
            on_progress();
        };
        let answer = self.client.list_at_pace(&ListManagedIdentities, UNITS_OF_IDENTITIES, on_page).await;
        reading.borrow_mut().note_identities(answer);
    }

    /// Reads app roles and members. As many workers as there may be batches in flight take twenty reads each, until
    /// none are left.
    async fn read_one_by_one(&self, reading: &RefCell<TenantReading>, brake: &ReadingControl, on_progress: &impl Fn()) {
        let of_azure = reading.borrow().azure_groups();
        let members = |group| {
            if of_azure.contains(&group) { PendingRead::MembersInAzure(group) } else { PendingRead::Members(group) }
        };
        let groups = reading.borrow().open_groups().into_iter().map(members);
        let identities = reading.borrow().open_identities().into_iter().map(PendingRead::Grants);
        let work: Vec<PendingRead> = groups.chain(identities).collect();
        let left = RefCell::new(work.chunks(TOGETHER));
        let hands = (0..IN_FLIGHT).map(async |_| {
            while brake.wait_while_paused().await {
                let Some(together) = left.borrow_mut().next() else { return };
                self.client.reserve(together.iter().map(|work| work.units()).sum()).await;
                if !brake.wait_while_paused().await {
                    return;
                }
                join_all(together.iter().map(|work| self.read_one(*work, reading))).await;
                on_progress();
            }
        });
        join_all(hands).await;
    }

    async fn read_one(&self, work: PendingRead, reading: &RefCell<TenantReading>) {
        match work {
            PendingRead::Grants(id) => {
                let answer = self.client.list_at_pace(&ListGrants(id), work.units(), |_| ()).await;
                reading.borrow_mut().note_grants(id, answer);
            }
            PendingRead::MembersInAzure(group) => {
                let list = ListServicePrincipalsInGroup(group);
                let answer = self.client.list_at_pace(&list, work.units(), |_| ()).await;
                reading.borrow_mut().note_members(group, answer);
            }
            PendingRead::Members(group) => {
                let answer = self.client.list_at_pace(&ListGroupMembers(group), work.units(), |_| ()).await;
                reading.borrow_mut().note_members(group, answer);
            }
        }
    }

    /// Reads the APIs whose roles are assigned, no more at a time than may be on the way. The first problem is told.
    async fn read_apis(&self, reading: &RefCell<TenantReading>) -> Result<(), Problem> {
        let resources: Vec<ServicePrincipalId> = reading.borrow().resources().into_iter().collect();
        let mut outcome = Ok(());
        for some in resources.chunks(IN_FLIGHT * TOGETHER) {
            outcome = outcome.and(self.load_resources(some.iter().copied()).await);
        }
        outcome
    }

    /// Reads what the places are called within which directory roles count.
    async fn read_scope_names(&self, reading: &RefCell<TenantReading>) {
        let scopes: Vec<DirectoryScope> = reading.borrow().open_scopes().into_iter().collect();
        for some in scopes.chunks(IN_FLIGHT * TOGETHER) {
            let names = join_all(some.iter().map(|scope| self.scope_name(scope))).await;
            for (scope, name) in some.iter().zip(names) {
                if let Some(name) = name {
                    reading.borrow_mut().note_scope_name(scope.clone(), name);
                }
            }
        }
    }

    /// When identities signed in last, as far as the service tells.
    ///
    /// # Errors
    ///
    /// Where nothing can be read: a scope, a role or the license is missing.
    pub async fn sign_in_activity(&self) -> Result<SignIns, Problem> {
        self.client.list_at_pace(&ListSignInActivity, 1, |_| ()).await.map(SignIns::of)
    }

    /// Who was given app roles and directory roles in the last thirty days, which is as far as the log goes back at most.
    ///
    /// # Errors
    ///
    /// Where nothing can be read: a scope or a role is missing.
    pub async fn grant_log(&self) -> Result<GrantLog, Problem> {
        let since = self.surroundings().now() - LOGGED;
        self.client.list_at_pace(&ListRecentGrants(since), 1, |_| ()).await.map(GrantLog::of)
    }

    /// The Azure roles of the tenant's service principals and groups, and where they lead.
    async fn azure_of_tenant(&self) -> Result<AzureReading, Problem> {
        let (roles, estate) = join(self.client.ask(&ListAllAzureRoles), self.azure_estate()).await;
        Ok(AzureReading { roles: roles?, estate: estate? })
    }

    /// What Azure has, as far as the user sees it.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn azure_inventory(&self) -> Result<AzureInventory, Problem> {
        let resources = self.client.ask(&ListResourcesWithIdentities).await?;
        let subscriptions = self.client.ask(&ListSubscriptions).await?;
        Ok(AzureInventory::of(resources, subscriptions))
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::block_on;
    use futures_util::future::FutureExt;

    use super::*;

    #[test]
    fn a_brake_holds_until_it_is_let_go() {
        let brake = ReadingControl::default();
        assert_eq!(brake.wait_while_paused().now_or_never(), Some(true));
        brake.set(ReadingState::Paused);
        assert_eq!(brake.wait_while_paused().now_or_never(), None);
        let both = block_on(join(brake.wait_while_paused(), async { brake.set(ReadingState::Going) }));
        assert!(both.0);
        brake.set(ReadingState::Stopped);
        assert_eq!(brake.wait_while_paused().now_or_never(), Some(false));
    }
}
