//! One identity.

use super::count;
use crate::web::tenant::tenant_text::visible;
use domain::directory_role::DirectoryScope;
use domain::identity::IdentityKind;

/// The heading before its name is known.
pub const HEADING: &str = "Managed identity";
/// Where another identity has the same name, or one that looks like it.
pub const NAMESAKES: &str = "Another identity has this name or one that looks like it.";
/// What to do about it.
pub const NAMESAKES_NEXT: &str = "Compare the object ID, the resource group and the subscription.";
/// Shown while its permissions are loading.
pub const READING_HELD: &str = "Loading permissions";
/// Said while it is read.
pub const READING: &str = "Loading identity";
/// The button that begins a change.
pub const ADD: &str = "Add permissions";
/// The link to the permissions that it should have.
pub const COMPARE: &str = "Compare";
/// The heading of the facts.
pub const FACTS: &str = "Details";
/// The object id.
pub const OBJECT_ID: &str = "Object (principal) ID";
/// The application id.
pub const APP_ID: &str = "Application (client) ID";
/// The kind.
pub const KIND: &str = "Type";
/// The Azure resource.
pub const RESOURCE: &str = "Azure resource";
/// The resource group.
pub const GROUP: &str = "Resource group";
/// The subscription.
pub const SUBSCRIPTION: &str = "Subscription";
/// The management group, of what belongs to one and to no subscription.
pub const MANAGEMENT_GROUP: &str = "Management group";
/// Whether it can sign in.
pub const STATE: &str = "Sign-in";
/// It can.
pub const ENABLED: &str = "Enabled";
/// It cannot.
pub const DISABLED: &str = "Disabled";
/// Where Azure or the directory says nothing.
pub const NOT_NOTED: &str = "Unknown";
/// The link to the directory's portal.
pub const IN_ENTRA: &str = "Open in the Entra admin center";
/// The link to its permissions there.
pub const PERMISSIONS_IN_ENTRA: &str = "Permissions in the Entra admin center";
/// The tenant.
pub const TENANT: &str = "Tenant";
/// The link to Azure's portal.
pub const IN_AZURE: &str = "Open in the Azure portal";
/// What a link does that opens a tab.
pub const NEW_TAB: &str = "(opens in a new tab)";
/// Above an identity that cannot sign in.
pub const DISABLED_NOTICE: &str = "This identity is disabled. It gets no tokens until it's enabled again.";

/// The heading of the app roles.
pub const APP_ROLES: &str = "Application permissions";
/// What the region is, for its refresh button.
pub const APP_ROLES_REGION: &str = "application permissions";
/// The columns.
pub const PERMISSION: &str = "Permission";
/// What it lets an identity do.
pub const WHAT: &str = "Description";
/// When it was granted.
pub const GRANTED: &str = "Granted";
/// The heading where none are assigned.
pub const NO_APP_ROLES: &str = "No application permissions";
/// What that means.
pub const NO_APP_ROLES_NEXT: &str = "This identity can't call Microsoft Graph or other APIs yet.";
/// What can be done about it.
pub const GRANT_FIRST: &str = "Grant a permission";
/// Where the filter leaves none.
pub const NO_PERMISSION_MATCHES: &str = "No permissions match your search.";
/// The label of the search.
pub const FIND_PERMISSION: &str = "Find a permission";
/// What it looks at.
pub const FIND_PERMISSION_HINT: &str = "Name, description or API";
/// A role that its API no longer declares.
pub const ROLE_GONE: &str = "Permission no longer exists";
/// What that means.
pub const ROLE_GONE_WHAT: &str =
    "The API no longer has this permission. The assignment has no effect and can be removed.";
/// A role of a deleted API.
pub const API_IS_GONE: &str = "API deleted";
/// A role that the API has disabled.
pub const ROLE_DISABLED: &str = "Disabled by the API";
/// What that means for an identity that has the role: access tokens carry it until the grant is removed.
///
/// <https://learn.microsoft.com/entra/identity-platform/howto-add-app-roles-in-apps>
pub const ROLE_DISABLED_WHAT: &str = "Disabled: this permission can't be granted anymore. This identity keeps the \
    permission, also in its access tokens, until you revoke it.";
/// A permission that Microsoft's list has, and the API's list as it was read has not.
pub const ROLE_NOT_LISTED: &str = "Not in the API's list";
/// What that means.
pub const ROLE_NOT_LISTED_WHAT: &str = "Treat this permission as granted and working: Microsoft's documentation lists \
    it, but the API's list of permissions doesn't.";
/// The role of zeros.
pub const DEFAULT_ACCESS: &str = "Default access";
/// What the role of zeros means.
pub const DEFAULT_ACCESS_WHAT: &str =
    "Assigned to the API without a specific permission. The API decides what this allows.";
/// An API that no longer exists.
pub const API_GONE: &str = "The API was deleted from this tenant";
/// What that means.
pub const API_GONE_NEXT: &str = "The assignment is orphaned: it has no effect and can be removed.";
/// An API whose names have not come yet.
pub const NAMES_COMING: &str = "Loading permission names";
/// Said where the API could not be read.
pub const NAMES_UNREAD: &str = "Permission names couldn't be loaded.";

/// The heading of the directory roles.
pub const DIRECTORY_ROLES: &str = "Entra roles";
/// What the region is, for its refresh button.
pub const DIRECTORY_ROLES_REGION: &str = "Entra roles";
/// The column of the role.
pub const ROLE: &str = "Role";
/// The column of the scope.
pub const SCOPE: &str = "Scope";
/// A role that the tenant made.
pub const CUSTOM: &str = "Custom role";
/// A role that cannot be used.
pub const ROLE_IS_DISABLED: &str = "Disabled role";
/// The column of the assignment path.
pub const ASSIGNMENT_PATH: &str = "Assignment path";
/// The column of the term.
pub const HOW_LONG: &str = "End time";
/// The heading where none are assigned.
pub const NO_DIRECTORY_ROLES: &str = "No Entra roles";
/// What that means.
pub const NO_DIRECTORY_ROLES_NEXT: &str = "No Entra roles assigned, directly or through groups.";

/// What can be done about it.
pub const ASSIGN_FIRST: &str = "Assign an Entra role";

/// The tenant-wide scope.
pub const WHOLE_TENANT: &str = "Directory (tenant-wide)";
/// An administrative unit as a scope.
pub const ADMINISTRATIVE_UNIT: &str = "Administrative unit";
/// An application as a scope.
pub const APPLICATION: &str = "Application";

/// A catalog of access packages as a scope.
pub const ACCESS_PACKAGE_CATALOG: &str = "Access package catalog";
/// A scope that the service did not name.
pub const UNKNOWN_SCOPE: &str = "Unknown: the service named no scope";

/// The scope of a role, in words and with IDs.
pub fn place(scope: &DirectoryScope) -> String {
    if let Some(catalog) = scope.access_package_catalog() {
        return format!("{ACCESS_PACKAGE_CATALOG} {catalog}");
    }
    match scope {
        DirectoryScope::Tenant => WHOLE_TENANT.to_owned(),
        DirectoryScope::AdministrativeUnit(id) => format!("{ADMINISTRATIVE_UNIT} {id}"),
        DirectoryScope::Application(id) => format!("{APPLICATION} {id}"),
        DirectoryScope::Other(scope) if scope.is_empty() => UNKNOWN_SCOPE.to_owned(),
        DirectoryScope::Other(scope) => visible(scope),
    }
}

/// The caption of an API's table, of which a filter may hide some rows.
pub fn app_roles_of(api: &str, shown: usize, all: usize) -> String {
    format!("{api}: {}", some_of(shown, all))
}

/// The number of app roles, below the heading.
pub fn app_roles(shown: usize, all: usize, apis: usize) -> String {
    format!("{}, {}", some_of(shown, all), count::of(apis, "API", "APIs"))
}

fn some_of(shown: usize, all: usize) -> String {
    let permissions = count::of(all, "permission", "permissions");
    if shown == all { permissions } else { format!("{} of {permissions}", count::grouped(shown)) }
}

/// The caption of the directory roles.
pub fn directory_roles(number: usize) -> String {
    count::of(number, "Entra role", "Entra roles")
}

/// When it was created.
pub fn created(when: &str) -> String {
    format!("Created {when}")
}

/// What a kind means.
pub fn kind(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::SystemAssigned => "System-assigned (deleted with its Azure resource)",
        IdentityKind::UserAssigned => "User-assigned (standalone resource, can be shared)",
        IdentityKind::Unknown => "Unknown (legacy identity)",
    }
}

/// Something that has an id and is not a managed identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherObject {
    /// A service principal of another kind.
    ServicePrincipal,
    /// The identity of an AI agent.
    AgentIdentity,
    /// The blueprint of agent identities.
    AgentBlueprint,
    /// An app registration.
    AppRegistration,
    /// A user.
    User,
    /// A group.
    Group,
    /// Another kind of object.
    Object,
    /// It was deleted.
    Deleted,
    /// No one has the id.
    Nothing,
    /// Nothing that the page may read has the id.
    NothingReadable,
}

impl OtherObject {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::ServicePrincipal,
        Self::AgentIdentity,
        Self::AgentBlueprint,
        Self::AppRegistration,
        Self::User,
        Self::Group,
        Self::Object,
        Self::Deleted,
        Self::Nothing,
        Self::NothingReadable,
    ];

    /// What it is. The name may be empty, where it may not be read.
    pub fn description(self, name: &str) -> String {
        let named = |kind: &str| {
            if name.is_empty() { format!("This is {kind}") } else { format!("This is {kind}, “{name}”") }
        };
        match self {
            Self::ServicePrincipal => format!("“{name}” is an application, not a managed identity"),
            Self::AgentIdentity => named("an agent identity"),
            Self::AgentBlueprint => named("an agent identity blueprint"),
            Self::AppRegistration => named("an app registration"),
            Self::User => named("a user"),
            Self::Group => named("a group"),
            Self::Object => named("another directory object"),
            Self::Deleted => format!("“{name}” has been deleted"),
            Self::Nothing => "Nothing in this tenant has this ID".to_owned(),
            Self::NothingReadable => "No identity, application or app registration has this ID".to_owned(),
        }
    }

    /// What to do next.
    pub fn next(self) -> &'static str {
        match self {
            Self::ServicePrincipal => {
                "Manage its permissions in its app registration, or by consent in the Entra admin center."
            }
            Self::AgentIdentity => {
                "Bestow changes managed identities only. An agent identity also inherits permissions from its blueprint. \
                 Manage both in the Entra admin center, under Agent ID."
            }
            Self::AgentBlueprint => {
                "Bestow changes managed identities only. Agent identities inherit the permissions of their blueprint. \
                 Manage it in the Entra admin center, under Agent ID."
            }
            Self::AppRegistration => {
                "Managed identities have no app registration. Manage permissions in the Entra admin center."
            }
            Self::User | Self::Group | Self::Object => "Search for the managed identity by its name instead.",
            Self::Deleted => {
                "Its permissions were deleted with it. If the identity was created again under the same name, it has \
                 another ID: search for the name."
            }
            Self::Nothing => {
                "Check that you copied the whole ID and that you're in the right tenant. A new identity can take \
                 a minute to appear."
            }
            Self::NothingReadable => {
                "Check that you copied the whole ID and that you're in the right tenant. The ID may also belong to a \
                 user or group, which Bestow isn't allowed to look up."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalog_and_a_missing_scope_are_never_the_whole_tenant() {
        let id = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
        let catalog = DirectoryScope::of_app_scope(&format!("/AccessPackageCatalog/{id}"));
        assert_eq!(place(&catalog), format!("Access package catalog {id}"));
        assert_eq!(place(&DirectoryScope::Other(String::new())), UNKNOWN_SCOPE);
        assert_eq!(place(&DirectoryScope::of_app_scope("/")), "appScopeId /");
    }

    #[test]
    fn every_other_thing_is_named_and_has_a_next_step() {
        let whats: std::collections::BTreeSet<_> =
            OtherObject::ALL.iter().map(|thing| thing.description("x")).collect();
        assert_eq!(whats.len(), OtherObject::ALL.len());
        assert!(OtherObject::ALL.iter().all(|thing| thing.next().ends_with('.')));
    }
}
