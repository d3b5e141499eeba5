//! The objects of a directory, with what the simulator needs of each.

use domain::guid::Guid;
use domain::ids::{AppId, AppRoleId, ObjectId, ServicePrincipalId, TenantId, UserId};
use domain::time::Timestamp;

/// A user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The object id.
    pub id: UserId,
    /// The name.
    pub display_name: String,
    /// The name to sign in with.
    pub user_principal_name: String,
    /// Whether the user may sign in.
    pub account_enabled: bool,
    /// Whether the user belongs to another organization.
    pub guest: bool,
}

impl User {
    /// A member who may sign in.
    pub fn member(id: UserId, display_name: &str, user_principal_name: &str) -> Self {
        Self {
            id,
            display_name: display_name.to_owned(),
            user_principal_name: user_principal_name.to_owned(),
            account_enabled: true,
            guest: false,
        }
    }
}

/// The type of a service principal: `servicePrincipalType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServicePrincipalKind {
    /// An application or API.
    Application,
    /// A managed identity.
    ManagedIdentity,
    /// An app registered before app registrations existed.
    Legacy,
    /// The identity of an AI agent.
    AgentIdentity,
    /// What agent identities are made of: the principal of a blueprint.
    AgentIdentityBlueprint,
}

impl ServicePrincipalKind {
    /// As Graph writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Application | Self::AgentIdentityBlueprint => "Application",
            Self::ManagedIdentity => "ManagedIdentity",
            Self::Legacy => "Legacy",
            Self::AgentIdentity => "ServiceIdentity",
        }
    }

    /// The type that its entries say in `@odata.type`, where it is one derived from `servicePrincipal`.
    pub fn derived_type(self) -> Option<&'static str> {
        match self {
            Self::AgentIdentity => Some("agentIdentity"),
            Self::AgentIdentityBlueprint => Some("agentIdentityBlueprintPrincipal"),
            Self::Application | Self::ManagedIdentity | Self::Legacy => None,
        }
    }
}

/// An identity, an API or a program in this tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePrincipal {
    /// The object id.
    pub id: ServicePrincipalId,
    /// The application id.
    pub app_id: AppId,
    /// The name.
    pub display_name: String,
    /// Its type.
    pub kind: ServicePrincipalKind,
    /// Whether it may get tokens.
    pub account_enabled: bool,
    /// For a managed identity: whether it is user-assigned, and its Azure resource.
    pub alternative_names: Vec<String>,
    /// The names by which tokens are asked for; the application id is always among them and is not listed here.
    pub further_names: Vec<String>,
    /// Labels, such as `WindowsAzureActiveDirectoryIntegratedApp`.
    pub tags: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// The tenant that the application is registered in; none for a managed identity.
    pub app_owner: Option<TenantId>,
    /// Whether only principals that have a role of it get tokens for it.
    pub app_role_assignment_required: bool,
    /// The app roles that it offers.
    pub app_roles: Vec<AppRole>,
    /// The delegated permissions that it offers.
    pub scopes: Vec<PermissionScope>,
    /// Its owners: people and service principals.
    pub owners: Vec<Guid>,
    /// The application ID of the blueprint that an agent identity was made of.
    pub blueprint: Option<AppId>,
}

impl ServicePrincipal {
    /// An application or API of the tenant `app_owner`, which offers nothing yet.
    pub fn application(id: ServicePrincipalId, app_id: AppId, display_name: &str, app_owner: TenantId) -> Self {
        Self {
            kind: ServicePrincipalKind::Application,
            app_owner: Some(app_owner),
            ..Self::managed_identity(id, app_id, display_name, &[])
        }
    }

    /// A managed identity with the names that Azure gave it.
    pub fn managed_identity(
        id: ServicePrincipalId,
        app_id: AppId,
        display_name: &str,
        alternative_names: &[&str],
    ) -> Self {
        Self {
            id,
            app_id,
            display_name: display_name.to_owned(),
            kind: ServicePrincipalKind::ManagedIdentity,
            account_enabled: true,
            alternative_names: alternative_names.iter().map(|&name| name.to_owned()).collect(),
            further_names: Vec::new(),
            tags: Vec::new(),
            created: Timestamp::from_millis(1_700_000_000_000),
            app_owner: None,
            app_role_assignment_required: false,
            app_roles: Vec::new(),
            scopes: Vec::new(),
            owners: Vec::new(),
            blueprint: None,
        }
    }

    /// An agent identity, made of a blueprint of the tenant `app_owner`.
    pub fn agent_identity(
        id: ServicePrincipalId,
        app_id: AppId,
        display_name: &str,
        blueprint: AppId,
        app_owner: TenantId,
    ) -> Self {
        Self {
            kind: ServicePrincipalKind::AgentIdentity,
            blueprint: Some(blueprint),
            ..Self::application(id, app_id, display_name, app_owner)
        }
    }
}

/// Who an app role may be given to: `allowedMemberTypes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberType {
    /// Service principals, managed identities among them.
    Application,
    /// People and groups.
    User,
}

impl MemberType {
    /// As Graph writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Application => "Application",
            Self::User => "User",
        }
    }
}

/// A permission that an API offers to be assigned without a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppRole {
    /// Its id within the API.
    pub id: AppRoleId,
    /// What a token names it; a few old APIs have roles without.
    pub value: Option<String>,
    /// Its name.
    pub display_name: String,
    /// What it allows.
    pub description: String,
    /// Who it may be given to.
    pub allowed_member_types: Vec<MemberType>,
    /// Whether it may be given at all.
    pub is_enabled: bool,
}

impl AppRole {
    /// An enabled role for applications.
    pub fn for_applications(id: AppRoleId, value: &str, display_name: &str, description: &str) -> Self {
        Self {
            id,
            value: Some(value.to_owned()),
            display_name: display_name.to_owned(),
            description: description.to_owned(),
            allowed_member_types: vec![MemberType::Application],
            is_enabled: true,
        }
    }
}

/// A permission that an API offers to be used on a user's behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionScope {
    /// Its id within the API.
    pub id: Guid,
    /// What a token names it.
    pub value: String,
    /// What an administrator is told that it allows.
    pub description: String,
}

/// An app registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The object id, which is not the application id.
    pub id: ObjectId,
    /// The application id.
    pub app_id: AppId,
    /// The name.
    pub display_name: String,
    /// Its owners: people and service principals.
    pub owners: Vec<Guid>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The object id.
    pub id: ObjectId,
    /// The name.
    pub display_name: String,
    /// Whether directory roles may be assigned to it.
    pub is_assignable_to_role: bool,
    /// What decides about its members.
    pub kind: GroupKind,
    /// Its direct members: people, service principals and groups.
    pub members: Vec<Guid>,
}

/// What decides about the members of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupKind {
    /// People do, in the directory.
    #[default]
    Security,
    /// A rule does.
    Dynamic,
    /// A directory on premises does.
    OnPremises,
    /// Exchange does: a mail-enabled security group.
    MailEnabled,
    /// People do; a Microsoft 365 group, in which only users can be.
    Microsoft365,
}

/// A part of the directory that administrators can be appointed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdministrativeUnit {
    /// The object id.
    pub id: ObjectId,
    /// The name.
    pub display_name: String,
    /// Its members.
    pub members: Vec<Guid>,
}
