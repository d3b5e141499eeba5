//! The APIs of a tenant, as far as they have been looked at.

use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use std::rc::Rc;

use super::api::Api;
use super::ids::{AppId, ServicePrincipalId};
use super::problem::Problem;

/// What is known of one API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiState {
    /// It is in the tenant, with these roles.
    Present(Rc<Api>),
    /// The tenant has no service principal for it, so its roles cannot be granted until someone creates one.
    Absent,
    /// It could not be read.
    Unread(Problem),
}

/// Every API that has been looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownApis {
    by_app: SortedMap<AppId, ApiState>,
    app_of: SortedMap<ServicePrincipalId, AppId>,
    gone: SortedSet<ServicePrincipalId>,
}

impl KnownApis {
    /// Notes what was found out about an API.
    pub fn note(&mut self, app_id: AppId, state: ApiState) {
        if let ApiState::Present(api) = &state {
            self.app_of.insert(api.id, app_id);
            self.gone.remove(&api.id);
        }
        self.by_app.insert(app_id, state);
    }

    /// Notes that no service principal has this object id.
    pub fn note_deleted(&mut self, resource: ServicePrincipalId) {
        self.gone.insert(resource);
    }

    /// What is known of the API with this application id; nothing, where it was never looked at.
    pub fn state(&self, app_id: AppId) -> Option<&ApiState> {
        self.by_app.get(&app_id)
    }

    /// The API with this application id, where it is in the tenant.
    pub fn by_app_id(&self, app_id: AppId) -> Option<&Rc<Api>> {
        match self.by_app.get(&app_id) {
            Some(ApiState::Present(api)) => Some(api),
            _ => None,
        }
    }

    /// The API that a grant names, where it is known.
    pub fn by_id(&self, id: ServicePrincipalId) -> Option<&Rc<Api>> {
        self.app_of.get(&id).and_then(|&app_id| self.by_app_id(app_id))
    }

    /// Whether it is known that no service principal has this object id.
    pub fn is_deleted(&self, id: ServicePrincipalId) -> bool {
        self.gone.contains(&id)
    }

    /// The APIs that are in the tenant.
    pub fn present(&self) -> impl Iterator<Item = &Rc<Api>> {
        self.by_app.values().filter_map(|state| match state {
            ApiState::Present(api) => Some(api),
            _ => None,
        })
    }
}
