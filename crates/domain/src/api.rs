//! APIs and the app roles that they offer.

use super::ids::{AppId, AppRoleId, ServicePrincipalId, TenantId};

/// An API: the service principal of a resource that declares app roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// Its object id in this tenant. Grants name the API by it.
    pub id: ServicePrincipalId,
    /// Its application id, by which an API is recognized in every tenant.
    pub app_id: AppId,
    /// Its name, for display only.
    pub display_name: String,
    /// The tenant that owns the application, where the service says so.
    pub owner_tenant: Option<TenantId>,
    /// Whether only assigned principals get tokens for it (`appRoleAssignmentRequired`).
    pub assignment_required: bool,
    /// The app roles it declares.
    pub app_roles: Vec<AppRole>,
}

/// A permission that an API offers.
///
/// <https://learn.microsoft.com/graph/api/resources/approle>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppRole {
    /// Its id, unique within the API only.
    pub id: AppRoleId,
    /// The word that appears in tokens, such as `User.Read.All`. Some roles have none.
    pub value: Option<String>,
    /// The API's own name for it; several roles of one API may share it.
    pub display_name: String,
    /// The API's own description.
    pub description: String,
    /// Whether it can be granted.
    pub enabled: bool,
    /// Whether applications, and so managed identities, may have it.
    pub for_applications: bool,
}

impl Api {
    /// The app role with this id.
    pub fn role(&self, id: AppRoleId) -> Option<&AppRole> {
        self.app_roles.iter().find(|role| role.id == id)
    }

    /// The app roles with this value, without regard to case; an API may declare one for applications and another
    /// for people under the same value.
    pub fn roles_by_value<'a>(&'a self, value: &'a str) -> impl Iterator<Item = &'a AppRole> {
        self.app_roles.iter().filter(move |role| role.value.as_deref().is_some_and(|v| v.eq_ignore_ascii_case(value)))
    }

    /// The app role that is meant by a value: where it is declared twice, the one that can be granted.
    pub fn role_named(&self, value: &str) -> Option<&AppRole> {
        let is_it = |role: &&AppRole| role.value.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(value));
        let grantable = self.app_roles.iter().filter(is_it).find(|role| role.grantable());
        grantable.or_else(|| self.app_roles.iter().find(is_it))
    }
}

impl AppRole {
    /// Whether a managed identity can be given this role.
    pub fn grantable(&self) -> bool {
        self.enabled && self.for_applications
    }

    /// What people call the role: its value, or its name where it has none.
    pub fn label(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.display_name)
    }
}
