//! The APIs of the tenant and their roles.

use std::rc::Rc;

use futures_util::future::join_all;

use super::directory::Directory;
use crate::endpoints::apis::{GetApi, GetApiByAppId, ListApisOfTenant};
use crate::transport::{Surroundings, Transport};
use domain::api::Api;
use domain::apis::{ApiState, KnownApis};
use domain::ids::{AppId, ServicePrincipalId};
use domain::problem::Problem;
use domain::sort;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The APIs that have been looked at so far.
    pub fn apis(&self) -> KnownApis {
        self.apis.borrow().clone()
    }

    /// Looks at these APIs, where they have not been yet or could not be read. Those that the tenant lacks are noted
    /// as absent, those that fail as unread.
    pub async fn load_apis(&self, wanted: &[AppId]) {
        let open = wanted.iter().copied().filter(|&app_id| !self.is_settled(app_id));
        join_all(open.map(async |app_id| {
            let state = match self.client.get(&GetApiByAppId(app_id)).await {
                Ok(api) => ApiState::Present(Rc::new(api)),
                Err(Problem::NotFound(_)) => ApiState::Absent,
                Err(problem) => ApiState::Unread(problem),
            };
            self.apis.borrow_mut().note(app_id, state);
        }))
        .await;
    }

    /// Looks at the APIs that grants name by object id, where they are not known yet. The first problem is told; APIs
    /// that do not exist any more are no problem but a fact.
    ///
    /// # Errors
    ///
    /// Where one of them could not be read.
    pub async fn load_resources(&self, wanted: impl IntoIterator<Item = ServicePrincipalId>) -> Result<(), Problem> {
        let mut open: Vec<ServicePrincipalId> = wanted.into_iter().filter(|&id| self.is_open(id)).collect();
        sort::sort(&mut open);
        open.dedup();
        let answers = join_all(open.into_iter().map(async |id| match self.client.get(&GetApi(id)).await {
            Ok(api) => {
                self.note(api);
                Ok(())
            }
            Err(Problem::NotFound(_)) => {
                self.apis.borrow_mut().note_deleted(id);
                Ok(())
            }
            Err(problem) => Err(problem),
        }))
        .await;
        answers.into_iter().collect()
    }

    /// Looks at the APIs that the tenant's own applications offer.
    ///
    /// # Errors
    ///
    /// Where they cannot be listed, or not all of them.
    pub async fn load_apis_of_tenant(&self) -> Result<(), Problem> {
        let tenant = self.signed_in_user().await?.tenant.id;
        let listing = self.client.list(&ListApisOfTenant(tenant), |_| ()).await?;
        for api in listing.items.into_iter().filter(|api| !api.app_roles.is_empty()) {
            self.note(api);
        }
        listing.gap.map_or(Ok(()), Err)
    }

    fn note(&self, api: Api) {
        self.apis.borrow_mut().note(api.app_id, ApiState::Present(Rc::new(api)));
    }

    fn is_settled(&self, app_id: AppId) -> bool {
        matches!(self.apis.borrow().state(app_id), Some(ApiState::Present(_) | ApiState::Absent))
    }

    fn is_open(&self, id: ServicePrincipalId) -> bool {
        let apis = self.apis.borrow();
        apis.by_id(id).is_none() && !apis.is_deleted(id)
    }
}
