//! `/roleManagement/directory/roleAssignments`: which principal has which directory role at which scope.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignments>

use http::Method;
use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::ledger::{Change, DirectoryRoleAssignment};
use super::super::odata::{Entity, EntitySet, Navigation, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{PRIVILEGED_ROLE_ADMINISTRATOR, READ_ROLES, need_role, need_scope};
use super::super::tenant::{RoleAssignment, RoleScope, Tenant};
use super::answers::{created, list, named, one};
use super::directory::Directory;
use super::methods::not_known;
use super::{directory_objects, role_definitions};
use domain::guid::Guid;
use domain::ids::{RoleDefinitionId, ServicePrincipalId};

const WRITE: &[&str] = &["RoleManagement.ReadWrite.Directory"];

/// What assignments lead to, those of Privileged Identity Management as well.
pub(super) const NAVIGATION: &[Navigation] = &[
    Navigation { name: "roleDefinition", target: &role_definitions::ROLE_DEFINITIONS },
    Navigation { name: "principal", target: &directory_objects::SET },
    Navigation { name: "directoryScope", target: &directory_objects::SET },
];

/// What an assignment may have in its body.
const PROPERTIES: &[&str] = &["appScopeId", "condition", "directoryScopeId", "principalId", "roleDefinitionId"];

const SET: EntitySet = EntitySet {
    type_name: "unifiedRoleAssignment",
    context: "roleManagement/directory/roleAssignments",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("principalId", PropertyType::Text, "eq in"),
        Property::plain("principalOrganizationId", PropertyType::Text),
        Property::asked("directoryScopeId", PropertyType::Text, "eq in"),
        Property::asked("appScopeId", PropertyType::Text, "eq in"),
        Property::plain("condition", PropertyType::Text).on_request(),
        Property::asked("roleDefinitionId", PropertyType::Text, "eq in"),
    ],
    navigation: NAVIGATION,
    ..EntitySet::BASE
};

/// Answers what is behind `/roleManagement/directory/roleAssignments`.
pub(super) fn answer(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    match (&inquiry.method, rest) {
        (&Method::GET, []) => {
            need_scope(inquiry, READ_ROLES)?;
            let tenant = directory.visible_tenant();
            let rows = tenant.role_assignments.values().map(|it| RoleAssignmentRow { tenant, it });
            list(&SET, rows, inquiry)
        }
        (&Method::GET, [_]) => {
            need_scope(inquiry, READ_ROLES)?;
            let tenant = directory.visible_tenant();
            let it = find(tenant, inquiry)?;
            one(&SET, &RoleAssignmentRow { tenant, it }, inquiry)
        }
        (&Method::POST, []) => create(directory, inquiry),
        (&Method::DELETE, [_]) => {
            need_scope(inquiry, WRITE)?;
            need_role(directory.tenant, inquiry, &[PRIVILEGED_ROLE_ADMINISTRATOR])?;
            let it = *find(directory.tenant, inquiry)?;
            end_assignment(directory, inquiry, &it);
            Ok(Reply::no_content())
        }
        _ => Err(not_known(inquiry)),
    }
}

/// The assignment that the last part of the path names. The id is case-sensitive, so it is taken as it was sent.
fn find<'t>(tenant: &'t Tenant, inquiry: &Inquiry<'_>) -> Result<&'t RoleAssignment, Refusal> {
    let sent = inquiry.segments.last().map(String::as_str).unwrap_or_default();
    named(sent, |id| tenant.role_assignments.get(id))
}

fn create(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    need_scope(inquiry, WRITE)?;
    need_role(directory.tenant, inquiry, &[PRIVILEGED_ROLE_ADMINISTRATOR])?;
    let body = inquiry.json(PROPERTIES)?;
    let it = read(directory, &body)?;
    if directory.tenant.role_assignments.contains_key(&it.id()) {
        return Err(Refusal::CONFLICT);
    }
    add_assignment(directory, inquiry, &it);
    let row = RoleAssignmentRow { tenant: directory.tenant, it: &it };
    created(&SET, &row, inquiry)
}

/// The assignment that a body asks for, of what exists.
pub(super) fn read(directory: &Directory<'_>, body: &Value) -> Result<RoleAssignment, Refusal> {
    let id = |name: &str| -> Result<Guid, Refusal> {
        body[name].as_str().and_then(|text| text.parse().ok()).ok_or(Refusal::INVALID_VALUE)
    };
    let (principal, role) = (id("principalId")?, RoleDefinitionId(id("roleDefinitionId")?));
    if !body["appScopeId"].is_null() {
        return Err(Refusal::NotImplemented("assignments within an application's own scope".to_owned()));
    }
    let scope = body["directoryScopeId"].as_str().and_then(RoleScope::read).ok_or(Refusal::INVALID_VALUE)?;
    let missing = |id: Guid| Refusal::NotFound(id.to_string());
    let definition = directory.tenant.role_definitions.get(&role).ok_or_else(|| missing(role.0))?;
    let is_service_principal = directory.tenant.service_principals.contains_key(&ServicePrincipalId(principal));
    if is_service_principal && !definition.allows_service_principals {
        return Err(Refusal::INVALID_VALUE);
    }
    // A principal that was made a moment ago may not have arrived where the assignment is checked.
    directory.visible_tenant().principal_kind(principal).ok_or_else(|| missing(principal))?;
    match scope {
        RoleScope::Tenant => {}
        RoleScope::AdministrativeUnit(unit) if directory.tenant.administrative_units.contains_key(&unit) => {}
        RoleScope::Object(object) if directory.tenant.applications.contains_key(&object) => {}
        RoleScope::AdministrativeUnit(of) | RoleScope::Object(of) | RoleScope::AccessPackageCatalog(of) => {
            return Err(missing(of.0));
        }
    }
    Ok(RoleAssignment { principal, role, scope })
}

/// Makes an assignment true, with its traces.
pub(super) fn add_assignment(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, it: &RoleAssignment) {
    directory.tenant.assign(it.principal, it.role, it.scope);
    directory.changes.push(Change::Assigned(entry(it)));
    directory.tenant.log_directory_role(inquiry.now, inquiry.caller.user, it, true);
}

/// Ends an assignment, with its traces.
pub(super) fn end_assignment(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, it: &RoleAssignment) {
    directory.tenant.role_assignments.remove(&it.id());
    directory.tenant.role_schedules.remove(&it.id());
    directory.changes.push(Change::Removed(entry(it)));
    directory.tenant.log_directory_role(inquiry.now, inquiry.caller.user, it, false);
}

fn entry(it: &RoleAssignment) -> DirectoryRoleAssignment {
    DirectoryRoleAssignment { id: it.id(), principal: it.principal, role: it.role, scope: it.scope }
}

struct RoleAssignmentRow<'t> {
    tenant: &'t Tenant,
    it: &'t RoleAssignment,
}

impl Entity for RoleAssignmentRow<'_> {
    fn key(&self) -> String {
        self.it.id().to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.it;
        match property {
            "id" => json!(it.id()),
            "principalOrganizationId" => json!(self.tenant.id),
            _ => who_and_where(self.tenant, it, property),
        }
    }
}

/// What the lists of Privileged Identity Management also contain for a role: principal, role and scope.
pub(super) fn who_and_where(tenant: &Tenant, it: &RoleAssignment, property: &str) -> Value {
    match property {
        "principalId" => json!(it.principal),
        "roleDefinitionId" => json!(it.role),
        "directoryScopeId" => json!(it.scope.in_directory()),
        "appScopeId" => json!(it.scope.in_application()),
        "directoryScope" => match it.scope {
            RoleScope::Tenant | RoleScope::AccessPackageCatalog(_) => Value::Null,
            RoleScope::AdministrativeUnit(of) | RoleScope::Object(of) => {
                directory_objects::wire(tenant, of.0).unwrap_or(Value::Null)
            }
        },
        "roleDefinition" => tenant.role_definitions.get(&it.role).map_or(Value::Null, role_definitions::wire),
        "principal" => directory_objects::wire(tenant, it.principal).unwrap_or(Value::Null),
        _ => Value::Null,
    }
}
