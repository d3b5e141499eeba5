//! Which principal has which permission.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::guid::Guid;
use domain::ids::{AppRoleId, ObjectId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId};
use domain::time::Timestamp;

use super::ids::{AppRoleAssignmentKey, base64url};

/// An app role that a principal has. The names are those of the time at which it was granted, as in Entra.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppRoleAssignment {
    /// The principal that has it.
    pub principal: Guid,
    /// What the holder is, as Graph writes it.
    pub principal_kind: &'static str,
    /// What the holder is called.
    pub principal_display_name: Option<String>,
    /// The API.
    pub resource: ServicePrincipalId,
    /// What the API is called.
    pub resource_display_name: Option<String>,
    /// The role within the API.
    pub app_role: AppRoleId,
    /// When it was granted; some old ones do not tell.
    pub created: Option<Timestamp>,
}

/// All app role assignments of a tenant, found by holder and by API alike.
#[derive(Clone, Debug, Default)]
pub struct AppRoleAssignments {
    by_key: BTreeMap<AppRoleAssignmentKey, AppRoleAssignment>,
    by_resource: BTreeSet<(ServicePrincipalId, AppRoleAssignmentKey)>,
}

impl AppRoleAssignments {
    /// Adds one under its id.
    pub fn insert(&mut self, key: AppRoleAssignmentKey, assignment: AppRoleAssignment) {
        self.by_resource.insert((assignment.resource, key));
        self.by_key.insert(key, assignment);
    }

    /// Takes one away.
    pub fn remove(&mut self, key: AppRoleAssignmentKey) -> Option<AppRoleAssignment> {
        let assignment = self.by_key.remove(&key)?;
        self.by_resource.remove(&(assignment.resource, key));
        Some(assignment)
    }

    /// One by its id.
    pub fn get(&self, key: AppRoleAssignmentKey) -> Option<&AppRoleAssignment> {
        self.by_key.get(&key)
    }

    /// The app roles of a principal, of all APIs.
    pub fn of_principal(&self, principal: Guid) -> impl Iterator<Item = (AppRoleAssignmentKey, &AppRoleAssignment)> {
        let first = AppRoleAssignmentKey { principal, own: Guid::ZERO };
        self.by_key.range(first..).take_while(move |(key, _)| key.principal == principal).map(|(key, it)| (*key, it))
    }

    /// The principals that have roles of an API.
    pub fn of_resource(
        &self,
        resource: ServicePrincipalId,
    ) -> impl Iterator<Item = (AppRoleAssignmentKey, &AppRoleAssignment)> {
        let first = AppRoleAssignmentKey { principal: Guid::ZERO, own: Guid::ZERO };
        self.by_resource
            .range((resource, first)..)
            .take_while(move |(of, _)| *of == resource)
            .filter_map(|(_, key)| self.by_key.get(key).map(|it| (*key, it)))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Removes the assignments of an object and the assignments to it.
    pub fn forget(&mut self, object: Guid) {
        self.by_key.retain(|key, it| key.principal != object && it.resource.0 != object);
        let left = &self.by_key;
        self.by_resource.retain(|(_, key)| left.contains_key(key));
    }
}

/// The scope of a directory role: `directoryScopeId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleScope {
    /// Tenant-wide: `/`.
    Tenant,
    /// An administrative unit: `/administrativeUnits/{id}`.
    AdministrativeUnit(ObjectId),
    /// A single object, such as an app registration by its object id: `/{id}`.
    Object(ObjectId),
    /// An access package catalog. It is an application's own scope, so that it is in `appScopeId` and
    /// `directoryScopeId` is null: `/AccessPackageCatalog/{id}`.
    AccessPackageCatalog(ObjectId),
}

impl RoleScope {
    /// What `directoryScopeId` says.
    pub fn in_directory(self) -> Option<String> {
        (!matches!(self, Self::AccessPackageCatalog(_))).then(|| self.to_string())
    }

    /// What `appScopeId` says.
    pub fn in_application(self) -> Option<String> {
        matches!(self, Self::AccessPackageCatalog(_)).then(|| self.to_string())
    }

    /// Reads a `directoryScopeId`.
    pub fn read(text: &str) -> Option<Self> {
        let path = text.strip_prefix('/')?;
        if path.is_empty() {
            return Some(Self::Tenant);
        }
        match path.strip_prefix("administrativeUnits/") {
            Some(id) => id.parse().ok().map(Self::AdministrativeUnit),
            None => path.parse().ok().map(Self::Object),
        }
    }
}

impl fmt::Display for RoleScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tenant => f.write_str("/"),
            Self::AdministrativeUnit(id) => write!(f, "/administrativeUnits/{id}"),
            Self::Object(id) => write!(f, "/{id}"),
            Self::AccessPackageCatalog(id) => write!(f, "/AccessPackageCatalog/{id}"),
        }
    }
}

/// A directory role that a principal has, or may activate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleAssignment {
    /// The principal that has it.
    pub principal: Guid,
    /// The role.
    pub role: RoleDefinitionId,
    /// The scope.
    pub scope: RoleScope,
}

impl RoleAssignment {
    /// The id, which Entra derives from role, principal and scope.
    pub fn id(&self) -> RoleAssignmentId {
        let text = match self.scope {
            RoleScope::Tenant => base64url(&[self.role.0, self.principal]),
            RoleScope::AdministrativeUnit(at) | RoleScope::Object(at) | RoleScope::AccessPackageCatalog(at) => {
                base64url(&[self.role.0, self.principal, at.0])
            }
        };
        RoleAssignmentId::try_from(format!("{text}-1")).unwrap_or_else(|_| unreachable!("base64url fits an id"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documented examples of `rbacapplication-list-roleassignments` and `rbacapplication-post-roleassignments`.
    #[test]
    fn ids_of_role_assignments_are_made_of_their_parts() {
        let of = |role, principal, scope| {
            RoleAssignment { role: RoleDefinitionId::known(role), principal: Guid::known(principal), scope }
                .id()
                .to_string()
        };
        assert_eq!(
            of("62e90394-69f5-4237-9190-012177145e10", "f1847572-48aa-47aa-96a3-2ec61904f41f", RoleScope::Tenant),
            "lAPpYvVpN0KRkAEhdxReEHJ1hPGqSKpHlqMuxhkE9B8-1"
        );
        let application = RoleScope::Object(ObjectId::known("661e1310-bd76-4795-89a7-8f3c8f855bfc"));
        assert_eq!(
            of("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "6b937a9d-c731-465b-a844-2d5b5368c161", application),
            "kl2Jm9Msx0SdAqasLV6lw516k2sxx1tGqEQtW1NowWEQEx5mdr2VR4mnjzyPhVv8-1"
        );
    }

    #[test]
    fn scopes_are_written_as_they_were_read() {
        for text in
            ["/", "/administrativeUnits/661e1310-bd76-4795-89a7-8f3c8f855bfc", "/661e1310-bd76-4795-89a7-8f3c8f855bfc"]
        {
            assert_eq!(RoleScope::read(text).unwrap().to_string(), text);
        }
        for text in ["", "//", "/x", "/administrativeUnits/", "661e1310-bd76-4795-89a7-8f3c8f855bfc"] {
            assert_eq!(RoleScope::read(text), None, "{text:?}");
        }
    }

    #[test]
    fn assignments_are_found_by_holder_and_by_api() {
        let mut all = AppRoleAssignments::default();
        let guid = |n: u8| Guid::from_bytes([n; 16]);
        for (principal, own, resource) in [(1, 1, 8), (1, 2, 9), (2, 3, 9)] {
            let key = AppRoleAssignmentKey { principal: guid(principal), own: guid(own) };
            all.insert(
                key,
                AppRoleAssignment {
                    principal: guid(principal),
                    principal_kind: "ServicePrincipal",
                    principal_display_name: None,
                    resource: ServicePrincipalId(guid(resource)),
                    resource_display_name: None,
                    app_role: AppRoleId(guid(5)),
                    created: None,
                },
            );
        }
        assert_eq!(all.of_principal(guid(1)).count(), 2);
        assert_eq!(all.of_resource(ServicePrincipalId(guid(9))).count(), 2);
        all.forget(guid(9));
        assert_eq!((all.len(), all.of_resource(ServicePrincipalId(guid(9))).count()), (1, 0));
    }
}
