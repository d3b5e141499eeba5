//! For the tests: an identity that has roles of the real APIs.

use std::rc::Rc;

use super::assigned::IdentityPermissions;
use crate::api::{Api, AppRole};
use crate::apis::{ApiState, KnownApis};
use crate::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
use crate::catalog::apis::{WellKnownApi, WellKnownAppRole, well_known_apis};
use crate::catalog::directory_roles::built_in_roles;
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::held_role::{AssignedDirectoryRole, AssignmentPath, Term};
use crate::holdings::by_api;
use crate::ids::{AppId, RoleDefinitionId, ServicePrincipalId};

const PRINCIPAL: ServicePrincipalId = ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b1");

/// An identity that has roles of the real APIs, with their real ids.
#[derive(Default)]
pub struct ExampleIdentity {
    pub apis: KnownApis,
    pub assignments: Vec<AppRoleAssignment>,
    pub roles: Vec<AssignedDirectoryRole>,
    /// Whether app roles, and whether directory roles, could not all be read.
    pub gaps: (bool, bool),
}

impl ExampleIdentity {
    pub fn with_app_roles(values: &[(AppId, &str)]) -> Self {
        let mut identity = Self::default();
        for (number, api) in well_known_apis().iter().enumerate() {
            identity.apis.note(api.app_id, ApiState::Present(Rc::new(in_tenant(number, api))));
        }
        for &(api, value) in values {
            let api = identity.apis.by_app_id(api).unwrap();
            let role = api.roles_by_value(value).next().unwrap_or_else(|| panic!("{value} is no app role")).id;
            let grant = AppRoleGrant { principal: PRINCIPAL, resource: api.id, app_role: role };
            identity.assignments.push(AppRoleAssignment {
                id: format!("{}-{role}", api.id).parse().unwrap(),
                grant,
                created: None,
                resource_name: String::new(),
                principal_name: String::new(),
            });
        }
        identity
    }

    pub fn with_role(mut self, role: RoleDefinitionId, scope: &str) -> Self {
        let definition = built_in_roles().find(|it| it.id == role).map(|it| RoleDefinition {
            id: role,
            display_name: it.display_name.to_owned(),
            description: String::new(),
            built_in: true,
            enabled: true,
        });
        let scope = DirectoryScope::parse(scope);
        let way = AssignmentPath::Direct;
        self.roles.push(AssignedDirectoryRole {
            role,
            definition,
            scope,
            way,
            term: Term::Permanent,
            assignment: None,
        });
        self
    }

    /// Checks its permissions and roles.
    pub fn with<T>(&self, look: impl FnOnce(IdentityPermissions<'_>) -> T) -> T {
        let app_roles = by_api(&self.assignments, &self.apis);
        look(IdentityPermissions {
            app_roles: &app_roles,
            all_app_roles: !self.gaps.0,
            directory_roles: &self.roles,
            all_directory_roles: !self.gaps.1,
        })
    }

    /// Gives every API this name.
    pub fn rename_apis(&mut self, name: &str) {
        let renamed: Vec<Api> =
            self.apis.present().map(|api| Api { display_name: name.to_owned(), ..Api::clone(api) }).collect();
        for api in renamed {
            self.apis.note(api.app_id, ApiState::Present(Rc::new(api)));
        }
    }
}

fn in_tenant(number: usize, api: &WellKnownApi) -> Api {
    let role = |role: &WellKnownAppRole| AppRole {
        id: role.id,
        value: Some(role.value.to_owned()),
        display_name: role.display_name.to_string(),
        description: String::new(),
        enabled: role.enabled,
        for_applications: !role.for_people,
    };
    Api {
        id: format!("77777777-0000-4000-8000-0000000000{number:02x}").parse().unwrap(),
        app_id: api.app_id,
        display_name: api.name.to_owned(),
        owner_tenant: None,
        assignment_required: false,
        app_roles: api.app_roles.iter().map(role).collect(),
    }
}
