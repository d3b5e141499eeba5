//! Azure role assignments: the key of one, its name, its ID, and one as the service tells it.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/role-assignments>

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::azure_role::{AzureScope, PrincipalKind};
use super::guid::Guid;
use super::ids::NotAnId;
use super::time::Timestamp;

/// Which principal has which Azure role at which scope, under which condition. Two grants are the same if their keys are:
/// Azure compares scopes without regard to case.
#[derive(Clone, Debug)]
pub struct AzureRoleGrant {
    /// The object ID of the principal that has the role.
    pub principal: Guid,
    /// The role: the last part of the ID of its definition.
    pub role: Guid,
    /// The scope.
    pub scope: AzureScope,
    /// The condition that limits the role, if there is one.
    pub condition: Option<AzureCondition>,
}

/// What tells one Azure role grant from another. The scope is in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AzureRoleKey {
    /// The object ID of the principal.
    pub principal: Guid,
    /// The role.
    pub role: Guid,
    /// The scope, in lower case.
    pub scope: String,
    /// The condition's text, if there is one.
    pub condition: Option<String>,
}

/// A condition that limits an Azure role assignment.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AzureCondition {
    /// The condition in Azure's own language.
    pub text: String,
    /// The version of the language.
    pub version: String,
}

/// The name of an Azure role assignment: the GUID at the end of its ID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AzureAssignmentName(pub Guid);

/// The ID of an Azure role assignment, as the service wrote it: the scope at which it was made, then
/// `/providers/Microsoft.Authorization/roleAssignments/`, then its name.
///
/// An assignment that a scope inherits has the ID of the scope where it was made, so that an ID is read and never built
/// from the scope that a user looks at. Azure compares IDs without regard to case and so does this type.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AzureAssignmentId(String);

/// An Azure role assignment that exists, as Azure Resource Manager tells it.
///
/// <https://learn.microsoft.com/rest/api/authorization/role-assignments/get>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureRoleAssignment {
    /// The ID by which it is read and removed.
    pub id: AzureAssignmentId,
    /// Which principal has which role at which scope, under which condition.
    pub grant: AzureRoleGrant,
    /// The type of the principal. Azure keeps it when the principal was deleted.
    pub principal_kind: PrincipalKind,
    /// What the person who assigned it wrote about it.
    pub description: Option<String>,
    /// When it was assigned, where the service says so.
    pub created: Option<Timestamp>,
    /// The object ID of who assigned it, where the service says so.
    pub created_by: Option<Guid>,
    /// The identity of a managing tenant that it was made with, as the service wrote it. The principal then belongs to
    /// another tenant.
    pub delegated_identity: Option<String>,
}

/// A role assignment that is to be made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NewAzureAssignment {
    /// The name. [`AzureAssignmentName::of`] the grant, unless a removed assignment is made again under its own.
    pub name: AzureAssignmentName,
    /// Which principal gets which role at which scope, under which condition.
    pub grant: AzureRoleGrant,
    /// The type of the principal. The service is told, so that it doesn't refuse an identity that was created a moment
    /// ago.
    pub principal_kind: PrincipalKind,
    /// What is noted with the assignment, up to 2 KB.
    pub description: Option<String>,
}

impl NewAzureAssignment {
    /// The assignment that gives a managed identity a role.
    pub fn of_identity(grant: AzureRoleGrant) -> Self {
        let name = AzureAssignmentName::of(&grant);
        Self { name, grant, principal_kind: PrincipalKind::ServicePrincipal, description: None }
    }

    /// The ID that the assignment will have; nothing for a scope that this program can't read.
    pub fn id(&self) -> Option<AzureAssignmentId> {
        AzureAssignmentId::at(&self.grant.scope, self.name)
    }
}

impl AzureRoleGrant {
    /// Whether both give the same role to the same principal at the same scope, whatever the condition. Azure has one
    /// assignment of these three.
    pub fn is_same_role_as(&self, other: &Self) -> bool {
        let scopes = [&self.scope, &other.scope].map(ToString::to_string);
        (self.principal, self.role) == (other.principal, other.role) && scopes[0].eq_ignore_ascii_case(&scopes[1])
    }

    /// What tells this grant from another.
    pub fn key(&self) -> AzureRoleKey {
        AzureRoleKey {
            principal: self.principal,
            role: self.role,
            scope: self.scope.to_string().to_ascii_lowercase(),
            condition: self.condition.as_ref().map(|condition| condition.text.clone()),
        }
    }
}

impl PartialEq for AzureRoleGrant {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for AzureRoleGrant {}

impl PartialOrd for AzureRoleGrant {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AzureRoleGrant {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for AzureRoleGrant {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl AzureCondition {
    /// The only version that the service takes today.
    pub const VERSION: &'static str = "2.0";

    /// A condition in the version that the service takes today.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), version: Self::VERSION.to_owned() }
    }
}

/// The namespace in which the template function `guid()` of Azure Resource Manager makes its GUIDs.
///
/// <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#guid>
const NAMESPACE: Guid = Guid::known("11fb06fb-712d-4ddd-98c7-e71bbd588830");

impl AzureAssignmentName {
    /// The name of the assignment that makes this grant: always the same one, so that a request that is repeated after a
    /// lost answer meets its own assignment, and an undo knows the ID before anything is sent.
    ///
    /// A UUID of version 5 over the scope, the principal, the role and the condition, joined by hyphens as `guid()` of
    /// a template joins its parameters. A name must be unique across subscriptions, and the scope makes it so.
    ///
    /// <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-rest>
    /// <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5>
    pub fn of(grant: &AzureRoleGrant) -> Self {
        let AzureRoleKey { principal, role, scope, condition } = grant.key();
        let mut text = format!("{scope}-{principal}-{role}");
        if let Some(condition) = condition {
            text.push('-');
            text.push_str(&condition);
        }
        Self(version_5(&NAMESPACE, text.as_bytes()))
    }
}

/// A GUID made of a name within a namespace: the first half of SHA-1, marked as version 5.
fn version_5(namespace: &Guid, name: &[u8]) -> Guid {
    let mut hash = sha1_smol::Sha1::new();
    hash.update(namespace.bytes());
    hash.update(name);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.digest().bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Guid::from_bytes(bytes)
}

/// What stands between the scope and the name in an ID.
const IN_BETWEEN: &str = "/providers/Microsoft.Authorization/roleAssignments/";

impl AzureAssignmentId {
    /// The ID under which an assignment of this name at this scope is made; nothing for a scope that this program can't
    /// read.
    pub fn at(scope: &AzureScope, name: AzureAssignmentName) -> Option<Self> {
        if matches!(scope, AzureScope::Other(_)) {
            return None;
        }
        let scope = scope.to_string();
        format!("{}{IN_BETWEEN}{name}", scope.trim_end_matches('/')).try_into().ok()
    }

    /// The ID as the service wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The scope at which the assignment was made.
    pub fn scope(&self) -> AzureScope {
        let scope = self.0.get(..self.0.len() - NAME_LENGTH - IN_BETWEEN.len()).unwrap_or_default();
        AzureScope::parse(if scope.is_empty() { "/" } else { scope })
    }

    /// The name of the assignment.
    pub fn name(&self) -> AzureAssignmentName {
        let name = self.0.get(self.0.len() - NAME_LENGTH..).and_then(|name| name.parse().ok());
        AzureAssignmentName(name.unwrap_or(Guid::ZERO))
    }
}

/// The length of a GUID.
const NAME_LENGTH: usize = 36;

impl TryFrom<String> for AzureAssignmentId {
    type Error = NotAnId;

    /// Takes no text that could lead to another address: the ID becomes the path of a request.
    fn try_from(text: String) -> Result<Self, NotAnId> {
        let fits = |c: char| !c.is_control() && !matches!(c, '?' | '#' | '%' | '\\');
        let scope =
            text.len().checked_sub(NAME_LENGTH).and_then(|at| text.split_at_checked(at)).and_then(|(start, name)| {
                name.parse::<Guid>().ok()?;
                let at = start.len().checked_sub(IN_BETWEEN.len())?;
                let (scope, between) = start.split_at_checked(at)?;
                between.eq_ignore_ascii_case(IN_BETWEEN).then_some(scope)
            });
        let is_path = |scope: &str| {
            let mut parts = scope.split('/');
            parts.next() == Some("") && parts.all(|part| !part.is_empty() && !part.bytes().all(|byte| byte == b'.'))
        };
        match scope {
            Some(scope) if text.len() <= 2_000 && text.chars().all(fits) && is_path(scope) => Ok(Self(text)),
            _ => Err(NotAnId),
        }
    }
}

impl FromStr for AzureAssignmentId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.to_owned().try_into()
    }
}

impl From<AzureAssignmentId> for String {
    fn from(id: AzureAssignmentId) -> String {
        id.0
    }
}

impl PartialEq for AzureAssignmentId {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for AzureAssignmentId {}

impl PartialOrd for AzureAssignmentId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AzureAssignmentId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.to_ascii_lowercase().cmp(&other.0.to_ascii_lowercase())
    }
}

impl Hash for AzureAssignmentId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_ascii_lowercase().hash(state);
    }
}

impl fmt::Display for AzureAssignmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AzureAssignmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AzureAssignmentName {
    type Err = super::guid::NotAGuid;

    fn from_str(text: &str) -> Result<Self, super::guid::NotAGuid> {
        text.parse().map(Self)
    }
}

impl fmt::Display for AzureAssignmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for AzureAssignmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUB: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001";

    fn grant(scope: &str, condition: Option<&str>) -> AzureRoleGrant {
        AzureRoleGrant {
            principal: Guid::known("8097154c-b14f-4898-928c-16ca80e12dfd"),
            role: Guid::known("acdd72a7-3385-48ef-bd42-f606fba81ae7"),
            scope: AzureScope::parse(scope),
            condition: condition.map(AzureCondition::new),
        }
    }

    /// The vector of RFC 9562, appendix A.4.
    #[test]
    fn version_5_guid_is_the_one_of_the_standard() {
        let dns = Guid::known("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assert_eq!(version_5(&dns, b"www.example.com"), Guid::known("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    #[test]
    fn name_is_the_same_for_one_scope_in_any_case_and_another_for_every_other_part() {
        let name = |scope: &str, condition| AzureAssignmentName::of(&grant(scope, condition));
        let group = format!("{SUB}/resourceGroups/RG1");
        assert_eq!(name(&group, None), name(&group.to_lowercase(), None));
        assert_ne!(name(&group, None), name(SUB, None));
        assert_ne!(name(SUB, None), name(SUB, Some("x")));
        assert_ne!(name(SUB, Some("x")), name(SUB, Some("X")));
        let other = AzureRoleGrant { principal: Guid::ZERO, ..grant(SUB, None) };
        assert_ne!(AzureAssignmentName::of(&other), name(SUB, None));
        let text = format!("{SUB}-8097154c-b14f-4898-928c-16ca80e12dfd-acdd72a7-3385-48ef-bd42-f606fba81ae7");
        assert_eq!(name(SUB, None).0, version_5(&NAMESPACE, text.as_bytes()));
    }

    #[test]
    fn grants_differ_by_condition_and_not_by_case_of_the_scope() {
        let group = format!("{SUB}/resourceGroups/RG1");
        assert_eq!(grant(&group, None), grant(&group.to_lowercase(), None));
        assert_ne!(grant(&group, None), grant(&group, Some("x")));
        assert_ne!(grant(&group, None), grant(SUB, None));
    }

    #[test]
    fn id_has_its_scope_and_its_name() {
        let name = AzureAssignmentName::known_in_tests();
        for scope in [
            "/",
            SUB,
            "/providers/Microsoft.Management/managementGroups/halden",
            &format!("{SUB}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/a b"),
        ] {
            let id = AzureAssignmentId::at(&AzureScope::parse(scope), name).unwrap();
            assert_eq!((id.scope(), id.name()), (AzureScope::parse(scope), name), "{id}");
            let lower: AzureAssignmentId = id.as_str().to_lowercase().parse().unwrap();
            assert_eq!(lower, id);
        }
        assert_eq!(AzureAssignmentId::at(&AzureScope::Other("/x".to_owned()), name), None);
    }

    #[test]
    fn text_that_leads_to_another_address_is_no_id() {
        let name = AzureAssignmentName::known_in_tests();
        for text in [
            String::new(),
            name.to_string(),
            format!("{SUB}/providers/Microsoft.Authorization/roleDefinitions/{name}"),
            format!("{SUB}{IN_BETWEEN}x"),
            format!("{SUB}/../x{IN_BETWEEN}{name}"),
            format!("{SUB}//x{IN_BETWEEN}{name}"),
            format!("{SUB}/a?b{IN_BETWEEN}{name}"),
            format!("{SUB}/a%2fb{IN_BETWEEN}{name}"),
            format!("https://example.com{IN_BETWEEN}{name}"),
            format!("//example.com{IN_BETWEEN}{name}"),
            format!("é{IN_BETWEEN}{name}"),
        ] {
            assert_eq!(text.parse::<AzureAssignmentId>(), Err(NotAnId), "{text:?}");
        }
    }

    impl AzureAssignmentName {
        fn known_in_tests() -> Self {
            Self(Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640"))
        }
    }
}
