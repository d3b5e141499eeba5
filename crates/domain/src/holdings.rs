//! The permissions of an identity, joined with the roles of their APIs.

use crate::sort;
use std::rc::Rc;

use super::api::{Api, AppRole};
use super::apis::KnownApis;
use super::app_role_assignment::AppRoleAssignment;
use super::guid::Guid;
use super::ids::{AppRoleId, ServicePrincipalId};
use super::tiers::{Rating, is_catalogued, rate_app_role};

/// The app roles that an identity has of one API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiAppRoles {
    /// The object id that the grants name.
    pub resource: ServicePrincipalId,
    /// The API, where it is known.
    pub api: Option<Rc<Api>>,
    /// Its name; where it is not known, the one that was noted with the grants.
    pub name: String,
    /// The roles, in the order of their names.
    pub roles: Vec<AssignedAppRole>,
}

/// An app role that is assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignedAppRole {
    /// The assignment.
    pub assignment: AppRoleAssignment,
    /// What the API says of the role.
    pub standing: AppRoleStatus,
}

/// What an API says of a role that someone has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppRoleStatus {
    /// It offers the role.
    Offered(AppRole),
    /// It offers the role no more, but has not removed it.
    Disabled(AppRole),
    /// Its list, as it was read, has no such role, though Microsoft's catalog has. The list may be incomplete, so the
    /// grant counts.
    NotListed,
    /// It has no such role.
    RoleGone,
    /// The API itself is not in the tenant any more.
    ApiGone,
    /// The grant means access without any role.
    DefaultAccess,
    /// The API has not been read yet, or could not be.
    NotRead,
}

impl AssignedAppRole {
    /// What people call the role: its value or its name, else its id.
    pub fn label(&self) -> String {
        match &self.standing {
            AppRoleStatus::Offered(role) | AppRoleStatus::Disabled(role) => role.label().to_owned(),
            _ => self.assignment.grant.app_role.to_string(),
        }
    }
}

impl ApiAppRoles {
    /// How dangerous one of the roles is; nothing while the API is not known, or was deleted and the grant has no
    /// effect.
    pub fn rating(&self, role: &AssignedAppRole) -> Option<Rating> {
        self.api.as_ref().map(|api| rate_app_role(api.app_id, role.assignment.grant.app_role))
    }
}

/// Groups assignments by API, in the order of the APIs' names.
pub fn by_api(assignments: &[AppRoleAssignment], apis: &KnownApis) -> Vec<ApiAppRoles> {
    let mut groups: Vec<ApiAppRoles> = Vec::new();
    let mut place = super::sorted_map::SortedMap::new();
    for assignment in assignments {
        let resource = assignment.grant.resource;
        let at = *place.entry(resource).or_insert_with(|| {
            let api = apis.by_id(resource).cloned();
            let name = api.as_ref().map_or(&assignment.resource_name, |api| &api.display_name).clone();
            groups.push(ApiAppRoles { resource, api, name, roles: Vec::new() });
            groups.len() - 1
        });
        let standing = status_of(assignment, apis);
        groups[at].roles.push(AssignedAppRole { assignment: assignment.clone(), standing });
    }
    for group in &mut groups {
        sort::sort_by_cached_key(&mut group.roles, |role| role.label().to_lowercase());
    }
    sort::sort_by_cached_key(&mut groups, |group| (group.name.to_lowercase(), group.resource));
    groups
}

/// What is known of an app role that is granted. The review and the page of one identity ask the same function, so that
/// they give the same answer.
#[derive(Clone, Copy, Debug)]
pub enum AppRoleState<'a> {
    /// See [`AppRoleStatus::Offered`].
    Offered(&'a AppRole),
    /// See [`AppRoleStatus::Disabled`].
    Disabled(&'a AppRole),
    /// See [`AppRoleStatus::NotListed`].
    NotListed,
    /// See [`AppRoleStatus::RoleGone`].
    RoleGone,
    /// See [`AppRoleStatus::ApiGone`].
    ApiGone,
    /// See [`AppRoleStatus::DefaultAccess`].
    DefaultAccess,
    /// See [`AppRoleStatus::NotRead`].
    NotRead,
}

/// What the APIs that were read say of a granted app role.
pub fn role_state(resource: ServicePrincipalId, role: AppRoleId, apis: &KnownApis) -> AppRoleState<'_> {
    let Some(api) = apis.by_id(resource) else {
        return match role.0 {
            _ if apis.is_deleted(resource) => AppRoleState::ApiGone,
            Guid::ZERO => AppRoleState::DefaultAccess,
            _ => AppRoleState::NotRead,
        };
    };
    match api.role(role) {
        Some(role) if role.enabled => AppRoleState::Offered(role),
        Some(role) => AppRoleState::Disabled(role),
        None if role.0 == Guid::ZERO => AppRoleState::DefaultAccess,
        None if is_catalogued(api.app_id, role) => AppRoleState::NotListed,
        None => AppRoleState::RoleGone,
    }
}

/// How dangerous a granted app role is, by its API and its ID alone: whether the API's list names the role does not
/// matter. `None` if the API was deleted or not read.
pub fn rate_granted(resource: ServicePrincipalId, role: AppRoleId, apis: &KnownApis) -> Option<Rating> {
    apis.by_id(resource).map(|api| rate_app_role(api.app_id, role))
}

fn status_of(assignment: &AppRoleAssignment, apis: &KnownApis) -> AppRoleStatus {
    match role_state(assignment.grant.resource, assignment.grant.app_role, apis) {
        AppRoleState::Offered(role) => AppRoleStatus::Offered(role.clone()),
        AppRoleState::Disabled(role) => AppRoleStatus::Disabled(role.clone()),
        AppRoleState::NotListed => AppRoleStatus::NotListed,
        AppRoleState::RoleGone => AppRoleStatus::RoleGone,
        AppRoleState::ApiGone => AppRoleStatus::ApiGone,
        AppRoleState::DefaultAccess => AppRoleStatus::DefaultAccess,
        AppRoleState::NotRead => AppRoleStatus::NotRead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apis::ApiState;
    use crate::tiers::Tier;
    use crate::well_known::MICROSOFT_GRAPH;

    const ROLE_MANAGEMENT: AppRoleId = AppRoleId::known("9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8");

    #[test]
    fn a_catalogued_role_missing_in_the_api_s_list_keeps_its_tier_and_is_not_gone() {
        let id = ServicePrincipalId(Guid::from_bytes([7; 16]));
        let api = Api {
            id,
            app_id: MICROSOFT_GRAPH,
            display_name: "Microsoft Graph".to_owned(),
            owner_tenant: None,
            app_roles: Vec::new(),
            assignment_required: false,
        };
        let mut apis = KnownApis::default();
        assert!(matches!(role_state(id, ROLE_MANAGEMENT, &apis), AppRoleState::NotRead));
        assert_eq!(rate_granted(id, ROLE_MANAGEMENT, &apis), None);
        apis.note(MICROSOFT_GRAPH, ApiState::Present(Rc::new(api)));
        assert!(matches!(role_state(id, ROLE_MANAGEMENT, &apis), AppRoleState::NotListed));
        assert_eq!(rate_granted(id, ROLE_MANAGEMENT, &apis).and_then(|it| it.tier()), Some(Tier::Zero));
        let unknown = AppRoleId::known("00000000-0000-4000-8000-000000000001");
        assert!(matches!(role_state(id, unknown, &apis), AppRoleState::RoleGone));
        assert!(matches!(role_state(id, AppRoleId(Guid::ZERO), &apis), AppRoleState::DefaultAccess));
    }
}
