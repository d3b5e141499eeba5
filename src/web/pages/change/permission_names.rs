//! What app roles, APIs and Entra roles are called, for a selection that has IDs: looked up as needed, each once,
//! and again after each new token where that failed.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::outcomes::{directory_roles, known_roles};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::tenant::look_ups::LookUps;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::role_name;
use domain::api::Api;
use domain::apis::ApiState;
use domain::change::permission::RoleKey;
use domain::directory_role::RoleDefinition;
use domain::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId};
use domain::listing::Listing;

/// The names of permissions, as far as they are known.
#[derive(Clone, Copy)]
pub struct PermissionNames {
    tenant: OpenTenant,
    roles: FetchedSignal<Listing<RoleDefinition>>,
    look_ups: StoredValue<LookUps<NameLookup>>,
    /// Counts what was looked up, so that names follow it.
    answered: RwSignal<u32>,
}

/// What was asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NameLookup {
    Api(AppId),
    Resource(ServicePrincipalId),
}

impl PermissionNames {
    /// Nothing is known yet but what the directory has read already.
    pub fn new(tenant: OpenTenant) -> Self {
        let look_ups = StoredValue::new(LookUps::default());
        Self { tenant, roles: directory_roles(tenant), look_ups, answered: RwSignal::new(0) }
    }

    /// The name of an API, by now; its ID, where that is not known.
    pub fn api(self, id: AppId) -> String {
        self.find(NameLookup::Api(id)).map_or_else(|| role_name::api(id), |api| api.distinct_name().into_owned())
    }

    /// The name of an API, by the object ID of its service principal.
    pub fn resource(self, id: ServicePrincipalId) -> String {
        self.find(NameLookup::Resource(id)).map_or_else(|| id.to_string(), |api| api.distinct_name().into_owned())
    }

    /// The name of an app role, by now.
    pub fn app_role(self, api: AppId, key: &RoleKey) -> String {
        match key {
            RoleKey::Value(value) => value.clone(),
            RoleKey::Id(id) => label(self.find(NameLookup::Api(api)), *id),
        }
    }

    /// The name of an app role, by the object ID of its API's service principal.
    pub fn app_role_of_resource(self, resource: ServicePrincipalId, role: AppRoleId) -> String {
        label(self.find(NameLookup::Resource(resource)), role)
    }

    /// The name of an Entra role.
    pub fn directory_role(self, id: RoleDefinitionId) -> String {
        let known = known_roles(self.roles).into_iter().find(|role| role.id == id);
        known.map_or_else(|| role_name::role(id), |role| role.display_name)
    }

    fn find(self, wanted: NameLookup) -> Option<Rc<Api>> {
        self.answered.track();
        let apis = self.tenant.directory().apis();
        let known = apis.present().find(|api| match wanted {
            NameLookup::Api(id) => api.app_id == id,
            NameLookup::Resource(id) => api.id == id,
        });
        let known = known.cloned();
        if known.is_some() {
            return known;
        }
        let token = self.tenant.renewed().get();
        if self.look_ups.try_update_value(|look_ups| look_ups.begin(wanted, token)) == Some(true) {
            let directory = self.tenant.directory();
            spawn_local(async move {
                // What can't be read keeps its ID; the review says why.
                let failed = match wanted {
                    NameLookup::Api(id) => {
                        directory.load_apis(&[id]).await;
                        matches!(directory.apis().state(id), Some(ApiState::Unread(_)))
                    }
                    NameLookup::Resource(id) => directory.load_resources([id]).await.is_err(),
                };
                if failed {
                    self.look_ups.try_update_value(|look_ups| look_ups.failed(&wanted));
                }
                self.answered.try_update(|answered| *answered += 1);
            });
        }
        None
    }
}

fn label(api: Option<Rc<Api>>, role: AppRoleId) -> String {
    let role_of = api.as_ref().and_then(|api| api.role(role));
    role_of.map_or_else(|| role.to_string(), |role| role.label().to_owned())
}
