//! Directory roles, which Entra defines, and their assignments.

use std::fmt;

use super::ids::{AppId, ObjectId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId};

/// A directory role as the tenant knows it.
///
/// <https://learn.microsoft.com/graph/api/resources/unifiedroledefinition>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleDefinition {
    /// Its id; for a built-in role the template id, the same in every tenant.
    pub id: RoleDefinitionId,
    /// Its name.
    pub display_name: String,
    /// What it lets its holder do, in the service's words.
    pub description: String,
    /// Whether Microsoft made it. A custom role belongs to the tenant.
    pub built_in: bool,
    /// Whether it can be assigned.
    pub enabled: bool,
}

/// Where a directory role counts.
///
/// <https://learn.microsoft.com/graph/api/resources/unifiedroleassignment>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DirectoryScope {
    /// Tenant-wide, written `/`.
    Tenant,
    /// In one administrative unit.
    AdministrativeUnit(ObjectId),
    /// For one application, by its object id.
    Application(ObjectId),
    /// Another scope, as the service wrote it: within an application, such as `/AccessPackageCatalog/{id}`; empty where
    /// the service named none. It is shown and never sent, and it is never tenant-wide.
    Other(String),
}

/// A place within which a directory role can be made to count, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedScope {
    /// The place.
    pub scope: DirectoryScope,
    /// What it is called.
    pub name: String,
    /// The application id by which people know it, where it is an application.
    pub app_id: Option<AppId>,
}

/// Which principal has which directory role at which scope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DirectoryRoleGrant {
    /// The service principal that has the role.
    pub principal: ServicePrincipalId,
    /// The role.
    pub role: RoleDefinitionId,
    /// The scope.
    pub scope: DirectoryScope,
}

/// A directory role assignment that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleAssignment {
    /// The id by which it is removed.
    pub id: RoleAssignmentId,
    /// Which principal has which role at which scope.
    pub grant: DirectoryRoleGrant,
    /// The role's definition, where the service gave it along.
    pub definition: Option<RoleDefinition>,
}

impl DirectoryScope {
    /// Reads the scope of an assignment.
    pub fn parse(text: &str) -> Self {
        if text == "/" {
            return Self::Tenant;
        }
        if let Some(id) = text.strip_prefix("/administrativeUnits/").and_then(|id| id.parse().ok()) {
            return Self::AdministrativeUnit(id);
        }
        match text.strip_prefix('/').and_then(|id| id.parse().ok()) {
            Some(id) => Self::Application(id),
            None => Self::Other(text.to_owned()),
        }
    }

    /// The scope of an assignment that counts within an application. One that the application calls its root is not
    /// the directory's.
    pub fn of_app_scope(text: &str) -> Self {
        match Self::parse(text) {
            Self::Other(text) => Self::Other(text),
            _ => Self::Other(format!("appScopeId {text}")),
        }
    }

    /// The catalog of access packages within which a role counts, where that is its scope.
    pub fn access_package_catalog(&self) -> Option<ObjectId> {
        match self {
            Self::Other(text) => text.strip_prefix("/AccessPackageCatalog/").and_then(|id| id.parse().ok()),
            _ => None,
        }
    }

    /// The same, where it is of a form that can be sent.
    pub fn parse_known(text: &str) -> Option<Self> {
        Some(Self::parse(text)).filter(|scope| !matches!(scope, Self::Other(_)))
    }
}

impl fmt::Display for DirectoryScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tenant => f.write_str("/"),
            Self::AdministrativeUnit(id) => write!(f, "/administrativeUnits/{id}"),
            Self::Application(id) => write!(f, "/{id}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_written_as_it_was_read() {
        let check = |text: &str, wanted: fn(&DirectoryScope) -> bool| {
            let scope = DirectoryScope::parse(text);
            assert!(wanted(&scope), "{text} was read as {scope:?}");
            assert_eq!(scope.to_string(), text);
        };
        check("/", |scope| *scope == DirectoryScope::Tenant);
        check("/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451", |scope| {
            matches!(scope, DirectoryScope::AdministrativeUnit(_))
        });
        check("/f2ef992c-3afb-46b9-b7cf-a126ee74c451", |scope| matches!(scope, DirectoryScope::Application(_)));
        check("/somewhere/else", |scope| matches!(scope, DirectoryScope::Other(_)));
    }
}
