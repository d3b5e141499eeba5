//! What an identity holds, joined with what its APIs say about it.

use std::rc::Rc;

use super::api::{Api, AppRole};
use super::apis::KnownApis;
use super::app_role_assignment::AppRoleAssignment;
use super::guid::Guid;
use super::ids::ServicePrincipalId;
use super::tiers::{Rating, rate_app_role};

/// The app roles that an identity holds of one API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiHoldings {
    /// The object id that the grants name.
    pub resource: ServicePrincipalId,
    /// The API, where it is known.
    pub api: Option<Rc<Api>>,
    /// Its name; where it is not known, the one that was noted with the grants.
    pub name: String,
    /// The roles, in the order of their names.
    pub roles: Vec<HeldAppRole>,
}

/// An app role that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAppRole {
    /// The assignment.
    pub assignment: AppRoleAssignment,
    /// What the API says of the role.
    pub standing: Standing,
}

/// What an API says of a role that someone holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It offers the role.
    Offered(AppRole),
    /// It offers the role no more, but has not removed it.
    Disabled(AppRole),
    /// It has no such role.
    RoleGone,
    /// The API itself is not in the tenant any more.
    ApiGone,
    /// The grant stands for access without any role.
    DefaultAccess,
    /// The API has not been read yet, or could not be.
    NotRead,
}

impl HeldAppRole {
    /// What people call the role: its value or its name, else its id.
    pub fn label(&self) -> String {
        match &self.standing {
            Standing::Offered(role) | Standing::Disabled(role) => role.label().to_owned(),
            _ => self.assignment.grant.app_role.to_string(),
        }
    }
}

impl ApiHoldings {
    /// How dangerous one of the roles is; nothing while the API is not known, or is gone and the grant without effect.
    pub fn rating(&self, role: &HeldAppRole) -> Option<Rating> {
        self.api.as_ref().map(|api| rate_app_role(api.app_id, role.assignment.grant.app_role))
    }
}

/// Groups assignments by API, in the order of the APIs' names.
pub fn by_api(assignments: &[AppRoleAssignment], apis: &KnownApis) -> Vec<ApiHoldings> {
    let mut groups: Vec<ApiHoldings> = Vec::new();
    let mut place = std::collections::BTreeMap::new();
    for assignment in assignments {
        let resource = assignment.grant.resource;
        let at = *place.entry(resource).or_insert_with(|| {
            let api = apis.by_id(resource).cloned();
            let name = api.as_ref().map_or(&assignment.resource_name, |api| &api.display_name).clone();
            groups.push(ApiHoldings { resource, api, name, roles: Vec::new() });
            groups.len() - 1
        });
        let standing = standing(assignment, apis);
        groups[at].roles.push(HeldAppRole { assignment: assignment.clone(), standing });
    }
    for group in &mut groups {
        group.roles.sort_by_cached_key(|role| role.label().to_lowercase());
    }
    groups.sort_by_cached_key(|group| (group.name.to_lowercase(), group.resource));
    groups
}

fn standing(assignment: &AppRoleAssignment, apis: &KnownApis) -> Standing {
    let grant = assignment.grant;
    if grant.app_role.0 == Guid::ZERO {
        return Standing::DefaultAccess;
    }
    match apis.by_id(grant.resource) {
        None if apis.is_gone(grant.resource) => Standing::ApiGone,
        None => Standing::NotRead,
        Some(api) => match api.role(grant.app_role) {
            Some(role) if role.enabled => Standing::Offered(role.clone()),
            Some(role) => Standing::Disabled(role.clone()),
            None => Standing::RoleGone,
        },
    }
}
