//! A small tenant for the tests of reviews and executions: two APIs that share a role id, and three directory roles.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![allow(missing_docs, reason = "read by tests, beside what they use")]

use std::rc::Rc;

use super::approval::{Assurance, Proposal};
use super::permission::{AppRoleName, AzureRoleAt, Permission, RoleKey};
use super::plan::ReviewedPlan;
use super::review::{AzureSituation, Review, Situation, review};
use super::wish::{Lasting, Wish};
use crate::access::{AzureReadings, Held};
use crate::api::{Api, AppRole};
use crate::apis::{ApiState, KnownApis};
use crate::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
use crate::azure_assignment::AzureRoleAssignment;
use crate::azure_rights::{AzurePermissions, AzureRights, AzureRoleDefinition};
use crate::azure_role::{AzureScope, PrincipalKind};
use crate::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleAssignment, RoleDefinition};
use crate::group::{FixedMembers, Group, GroupAccess, GroupReading};
use crate::guid::Guid;
use crate::held_role::{GroupRole, RoleSource, ScheduledRole};
use crate::identity::{IdentityKind, ManagedIdentity};
use crate::ids::{AppId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use crate::listing::Listing;
use crate::person::{Organization, Person};
use crate::problem::Problem;
use crate::tiers::ReachedTier;
use crate::time::Timestamp;
use crate::well_known::{
    EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR, SHAREPOINT_ONLINE,
};

/// The Azure role Key Vault Secrets User.
pub const SECRETS_USER: Guid = Guid::known("4633458b-17de-408a-b874-0445c86b69e6");
/// A custom API of the tenant.
pub const ORDERS: AppId = AppId::known("11111111-0000-4000-8000-0000000000a1");
/// The role that Microsoft Graph and SharePoint Online have under one id.
pub const USERS: &str = "741f803b-c850-494e-b5df-cde7c675a1ca";
const IDENTITY: ServicePrincipalId = ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b1");

/// What the tests may change before they ask for a review.
pub struct Example {
    pub person: Person,
    pub identity: ManagedIdentity,
    pub held: Held,
    pub apis: KnownApis,
    pub directory_roles: Result<Listing<RoleDefinition>, Problem>,
    pub scheduled: RoleSource<ScheduledRole>,
    pub azure: AzureSituation,
    pub groups: Vec<GroupReading>,
}

impl Example {
    #[allow(clippy::new_without_default, reason = "an example is chosen, not a default")]
    pub fn new() -> Self {
        let mut apis = KnownApis::default();
        let graph = [role(USERS, "User.ReadWrite.All"), role("df021288-bdef-4463-88db-98f22de89214", "User.Read.All")];
        apis.note(MICROSOFT_GRAPH, present(1, MICROSOFT_GRAPH, "Microsoft Graph", &graph));
        apis.note(SHAREPOINT_ONLINE, present(2, SHAREPOINT_ONLINE, "SharePoint", &[role(USERS, "User.ReadWrite.All")]));
        let mut off = role("33333333-0000-4000-8000-0000000000c1", "Orders.Old");
        off.enabled = false;
        let mut people = role("33333333-0000-4000-8000-0000000000c2", "Orders.Approve");
        people.for_applications = false;
        let orders = [role("33333333-0000-4000-8000-0000000000c3", "Orders.Read"), off, people];
        apis.note(ORDERS, present(3, ORDERS, "Orders", &orders));
        apis.note(EXCHANGE_ONLINE, ApiState::Absent);
        let definitions = vec![
            definition(EXCHANGE_ADMINISTRATOR, "Exchange Administrator", true),
            definition(PRIVILEGED_ROLE_ADMINISTRATOR, "Privileged Role Administrator", true),
            definition(RoleDefinitionId::known("44444444-0000-4000-8000-0000000000d1"), "Old Custom Role", false),
        ];
        Self {
            person: Person {
                id: "55555555-0000-4000-8000-0000000000e1".parse().unwrap(),
                display_name: "Ada".to_owned(),
                user_principal_name: "ada@halden.example".to_owned(),
                tenant: Organization {
                    id: "66666666-0000-4000-8000-0000000000f1".parse().unwrap(),
                    display_name: "Halden".to_owned(),
                    default_domain: None,
                    initial_domain: None,
                },
                roles: Ok(vec![PRIVILEGED_ROLE_ADMINISTRATOR]),
            },
            identity: ManagedIdentity {
                id: IDENTITY,
                app_id: "22222222-0000-4000-8000-0000000000b2".parse().unwrap(),
                display_name: "lazy".to_owned(),
                kind: IdentityKind::SystemAssigned,
                resource: None,
                enabled: true,
                created: None,
            },
            held: Held {
                app_roles: Ok(Listing::complete(Vec::new())),
                directory_roles: Ok(Listing::complete(Vec::new())),
                azure_roles: AzureReadings::default(),
                memberships: Ok(Listing::complete(Vec::new())),
            },
            apis,
            directory_roles: Ok(Listing::complete(definitions)),
            scheduled: RoleSource::Read(Listing::complete(Vec::new())),
            azure: AzureSituation::default(),
            groups: Vec::new(),
        }
    }

    pub fn situation(&self) -> Situation<'_> {
        let Self { person, identity, held, apis, directory_roles, scheduled, azure, groups } = self;
        Situation { person, identity, held, apis, directory_roles, scheduled, azure, groups }
    }

    pub fn review(&self, wishes: &[Wish]) -> Review {
        review(self.situation(), wishes)
    }

    /// The plan that does all of this.
    pub fn plan(&self, wishes: &[Wish]) -> ReviewedPlan {
        approved(&self.review(wishes))
    }

    /// Assigns an app role to the identity.
    pub fn hold(&mut self, api: AppId, value: &str) {
        let api = self.apis.by_app_id(api).unwrap();
        let role = api.roles_by_value(value).next().unwrap();
        let grant = AppRoleGrant { principal: IDENTITY, resource: api.id, app_role: role.id };
        let assignment = AppRoleAssignment {
            id: format!("assignment-{}-{}", api.id, role.id).parse().unwrap(),
            grant,
            created: Some("2026-11-01T00:00:00Z".parse().unwrap()),
            resource_name: String::new(),
            principal_name: String::new(),
        };
        self.held.app_roles.as_mut().unwrap().items.push(assignment);
    }

    /// Assigns a tenant-wide directory role to the identity.
    pub fn hold_directory_role(&mut self, role: RoleDefinitionId) {
        let grant = DirectoryRoleGrant { principal: IDENTITY, role, scope: DirectoryScope::Tenant };
        let assignment = RoleAssignment { id: format!("role-{role}").parse().unwrap(), grant, definition: None };
        self.held.directory_roles.as_mut().unwrap().items.push(assignment);
    }

    /// Lets the Azure role be defined at its scope, let the user assign and remove there, and note that the assignment
    /// which the wish would make was looked for and isn't there. Gives the role.
    pub fn offer_azure_role(&mut self, role: Guid, scope: &str) -> AzureRoleAt {
        let at = AzureRoleAt::new(role, AzureScope::parse(scope));
        let definition = AzureRoleDefinition {
            role,
            name: "Key Vault Secrets User".to_owned(),
            description: String::new(),
            custom: false,
            permissions: vec![AzurePermissions {
                data_actions: vec!["Microsoft.KeyVault/vaults/secrets/getSecret/action".to_owned()],
                ..AzurePermissions::default()
            }],
            assignable_scopes: vec![AzureScope::Root],
        };
        let own = AzurePermissions { actions: vec!["*".to_owned()], ..AzurePermissions::default() };
        let rights = AzureRights { blocks: vec![own], complete: true };
        self.azure.definitions.push((at.scope.clone(), Ok(Listing::complete(vec![definition]))));
        self.azure.rights.push((at.scope.clone(), Ok(rights)));
        self.azure.leads.push((at.clone(), ReachedTier::NOWHERE));
        self.azure.ends.push((at.scope.clone(), Ok(Listing::complete(Vec::new()))));
        self.azure.reaching.push((at.scope.clone(), Ok(Listing::complete(Vec::new()))));
        self.held.azure_roles.note(at.assignment_of(IDENTITY).unwrap(), Ok(None));
        at
    }

    /// Assigns an Azure role to the identity, under this name if there is one.
    pub fn hold_azure_role(&mut self, at: &AzureRoleAt) -> AzureRoleAssignment {
        let assignment = AzureRoleAssignment {
            id: at.assignment_of(IDENTITY).unwrap(),
            grant: at.granted_to(IDENTITY),
            principal_kind: PrincipalKind::ServicePrincipal,
            description: at.description.clone(),
            created: Some("2026-11-01T00:00:00Z".parse().unwrap()),
            created_by: None,
            delegated_identity: None,
        };
        self.held.azure_roles.note(assignment.id.clone(), Ok(Some(assignment.clone())));
        assignment
    }

    /// Lets the tenant have a group that carries these Entra roles. Gives its ID.
    pub fn offer_group(&mut self, number: u8, roles: &[RoleDefinitionId], fixed: Option<FixedMembers>) -> ObjectId {
        let id: ObjectId = format!("99999999-0000-4000-8000-0000000000{number:02x}").parse().unwrap();
        let role = |role: &RoleDefinitionId| GroupRole {
            group: id,
            id: format!("group-role-{role}").parse().unwrap(),
            role: *role,
            definition: None,
            scope: DirectoryScope::Tenant,
        };
        let access = GroupAccess {
            directory_roles: Ok(Listing::complete(roles.iter().map(role).collect())),
            app_roles: Ok(Listing::complete(Vec::new())),
            azure_roles: Ok(Listing::complete(Vec::new())),
        };
        let role_assignable = !roles.is_empty();
        let (name, description) = (format!("Group {number}"), String::new());
        let group = Group { id, name, description, role_assignable, fixed };
        self.groups.push(GroupReading { id, group: Ok(group), access });
        id
    }

    /// Makes the identity a direct member of a group.
    pub fn hold_membership(&mut self, group: ObjectId) {
        self.held.memberships.as_mut().unwrap().items.push(group);
    }

    /// Makes the identity's directory roles time-bound.
    pub fn end_directory_roles(&mut self, end: Timestamp) {
        let held = self.held.directory_roles.as_ref().unwrap().items.iter();
        let scheduled = held.map(|it| ScheduledRole {
            principal: it.grant.principal.0,
            origin: Some(it.id.clone()),
            role: it.grant.role,
            definition: None,
            scope: it.grant.scope.clone(),
            direct: true,
            start: None,
            end: Some(end),
        });
        self.scheduled = RoleSource::Read(Listing::complete(scheduled.collect()));
    }
}

/// The whole of a review, with everything that the approval takes.
pub fn approved(review: &Review) -> ReviewedPlan {
    let proposal = review.proposal(|_| true).unwrap();
    let assurance = assurance(&proposal);
    proposal.approve(&assurance).unwrap()
}

/// Everything that the approval takes.
pub fn assurance(proposal: &Proposal) -> Assurance {
    let guard = proposal.guard();
    let name = guard.map(|guard| guard.to_type()).unwrap_or_default();
    let id_ending = guard.and_then(|guard| guard.id_ending()).unwrap_or_default();
    Assurance { name, id_ending, reason: "INC1".to_owned(), confirmed: proposal.to_confirm() }
}

pub fn wish(api: AppId, value: &str) -> Wish {
    Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value.to_owned()) }), Lasting::Permanent)
}

pub fn named(name: &str) -> Wish {
    Wish::Named { api: None, name: name.to_owned() }
}

pub fn azure_role(at: &AzureRoleAt) -> Wish {
    Wish::Add(Permission::AzureRole(Box::new(at.clone())), Lasting::Permanent)
}

pub fn no_azure_role(at: &AzureRoleAt) -> Wish {
    Wish::Remove(Permission::AzureRole(Box::new(at.clone())))
}

pub fn membership(group: ObjectId) -> Wish {
    Wish::Add(Permission::GroupMembership(group), Lasting::Permanent)
}

pub fn no_membership(group: ObjectId) -> Wish {
    Wish::Remove(Permission::GroupMembership(group))
}

pub fn directory_role(role: RoleDefinitionId) -> Wish {
    Wish::Add(Permission::EntraRole { role, scope: DirectoryScope::Tenant }, Lasting::Permanent)
}

fn role(id: &str, value: &str) -> AppRole {
    AppRole {
        id: id.parse().unwrap(),
        value: Some(value.to_owned()),
        display_name: value.to_lowercase(),
        description: String::new(),
        enabled: true,
        for_applications: true,
    }
}

fn present(number: u8, app_id: AppId, name: &str, roles: &[AppRole]) -> ApiState {
    ApiState::Present(Rc::new(Api {
        id: format!("77777777-0000-4000-8000-0000000000{number:02x}").parse().unwrap(),
        app_id,
        display_name: name.to_owned(),
        owner_tenant: None,
        assignment_required: false,
        app_roles: roles.to_vec(),
    }))
}

fn definition(id: RoleDefinitionId, name: &str, enabled: bool) -> RoleDefinition {
    RoleDefinition { id, display_name: name.to_owned(), description: String::new(), built_in: enabled, enabled }
}
