//! The directory of one tenant: its objects, their assignments, and how a test or the sample fills it.
//!
//! Filling checks nothing and leaves no trace in the ledger: a tenant may start in any state that a real one can be in,
//! dangling references included. Writes through HTTP must follow the service's rules.

mod assignments;
mod audit;
mod audit_log;
mod azure;
mod azure_resource;
mod ids;
mod objects;
mod relations;
mod resource_identities;
mod role_definition;
mod role_settings;

use domain::guid::Guid;
use domain::ids::{
    AppId, AppRoleId, ObjectId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId, TenantId, UserId,
};
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;
use std::collections::BTreeMap;

pub use assignments::{AppRoleAssignment, AppRoleAssignments, RoleAssignment, RoleScope};
pub use audit::{AuditLogEntry, AuditTarget};
pub use azure::{Azure, AzureCustomRole, AzureEligibility, AzureLock, AzurePolicy, AzureRole, LockLevel};
pub use azure_resource::{AzureOperation, AzureResourceState, DeletedIdentity, OperationSettings, WantedIdentities};
pub(crate) use ids::mix;
pub use ids::{AppRoleAssignmentKey, random_guid};
pub use objects::{
    AdministrativeUnit, AppRole, Application, Group, GroupKind, MemberType, PermissionScope, ServicePrincipal,
    ServicePrincipalKind, User,
};
pub use relations::{DelegatedGrant, FederatedCredential, RoleRequestRecord, RoleSchedule, SignIn, UserSignIn};
pub use role_definition::RoleDefinition;
pub use role_settings::RoleSettings;

/// A tenant. Every map is in the order of its ids, so that lists come out the same on every run.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// The tenant's id.
    pub id: TenantId,
    /// The name of the organization.
    pub display_name: String,
    /// The domain that its people sign in with.
    pub default_domain: String,
    /// When the tenant was made.
    pub created: Timestamp,
    /// Whether it is licensed for Privileged Identity Management and for sign-in logs.
    pub premium: bool,
    /// People.
    pub users: SortedMap<UserId, User>,
    /// Identities, APIs and programs.
    pub service_principals: BTreeMap<ServicePrincipalId, ServicePrincipal>,
    /// App registrations.
    pub applications: SortedMap<ObjectId, Application>,
    /// Groups, with their members.
    pub groups: SortedMap<ObjectId, Group>,
    /// Administrative units, with their members.
    pub administrative_units: SortedMap<ObjectId, AdministrativeUnit>,
    /// Service principals deleted less than 30 days ago, and when.
    pub deleted: SortedMap<ServicePrincipalId, (ServicePrincipal, Timestamp)>,
    /// Programs that exist outside this tenant, which an administrator can create a service principal for.
    pub known_apps: SortedMap<AppId, ServicePrincipal>,
    /// Directory roles, built-in and custom.
    pub role_definitions: SortedMap<RoleDefinitionId, RoleDefinition>,
    /// Which principal has which app role of which API.
    pub app_role_assignments: AppRoleAssignments,
    /// Which principal has which directory role.
    pub role_assignments: SortedMap<RoleAssignmentId, RoleAssignment>,
    /// Who may activate which directory role.
    pub role_eligibilities: Vec<RoleAssignment>,
    /// How long a directory role is assigned, where that was said.
    pub role_schedules: SortedMap<RoleAssignmentId, RoleSchedule>,
    /// Requests to Privileged Identity Management, oldest first.
    pub role_requests: Vec<RoleRequestRecord>,
    /// What programs may do on behalf of people.
    pub delegated_grants: Vec<DelegatedGrant>,
    /// Which identities trust tokens of other issuers.
    pub federated_credentials: SortedMap<ServicePrincipalId, Vec<FederatedCredential>>,
    /// The audit log, oldest first.
    pub audits: Vec<AuditLogEntry>,
    /// The log of sign-ins of managed identities, oldest first.
    pub sign_ins: Vec<SignIn>,
    /// The log of interactive sign-ins of users, oldest first.
    pub user_sign_ins: Vec<UserSignIn>,
    /// Azure roles, which Azure keeps and the directory does not.
    pub azure_roles: Vec<AzureRole>,
    /// What else Azure has: locks, policies, limits.
    pub azure: Azure,
    /// Azure resources that use a user-assigned identity, by their ids.
    pub identity_users: Vec<(ServicePrincipalId, String)>,
    /// What requests for time-bound directory roles have to come with.
    pub role_settings: RoleSettings,
    /// The names of its Azure subscriptions.
    pub subscriptions: SortedMap<Guid, &'static str>,
    /// The management groups above each subscription, from the nearest to the topmost, each with its id and its name.
    pub management_groups: SortedMap<Guid, Vec<(String, &'static str)>>,
    /// The people who may see what is in Azure. No one else is told that there is anything.
    pub azure_readers: SortedSet<UserId>,
    /// Whether `Application.ReadWrite.All` is needed to add a service principal to a group. The documentation says so; whether
    /// the service insists on it for a signed-in user isn't known.
    pub members_need_application_scope: bool,
    /// Azure resources that were deleted though the directory still notes them with an identity, in small letters.
    pub gone_azure_resources: SortedSet<String>,
    minted: u64,
}

impl Tenant {
    /// An empty tenant: no people, no APIs, no roles.
    pub fn new(id: TenantId, display_name: &str, default_domain: &str) -> Self {
        Self {
            id,
            display_name: display_name.to_owned(),
            default_domain: default_domain.to_owned(),
            created: Timestamp::from_millis(1_550_000_000_000),
            premium: true,
            users: SortedMap::new(),
            service_principals: BTreeMap::new(),
            applications: SortedMap::new(),
            groups: SortedMap::new(),
            administrative_units: SortedMap::new(),
            deleted: SortedMap::new(),
            known_apps: SortedMap::new(),
            role_definitions: SortedMap::new(),
            app_role_assignments: AppRoleAssignments::default(),
            role_assignments: SortedMap::new(),
            role_eligibilities: Vec::new(),
            role_schedules: SortedMap::new(),
            role_requests: Vec::new(),
            delegated_grants: Vec::new(),
            federated_credentials: SortedMap::new(),
            audits: Vec::new(),
            sign_ins: Vec::new(),
            user_sign_ins: Vec::new(),
            azure_roles: Vec::new(),
            azure: Azure::default(),
            identity_users: Vec::new(),
            role_settings: RoleSettings::default(),
            subscriptions: SortedMap::new(),
            management_groups: SortedMap::new(),
            azure_readers: SortedSet::new(),
            members_need_application_scope: false,
            gone_azure_resources: SortedSet::new(),
            minted: 0,
        }
    }

    /// Adds a user.
    pub fn add_user(&mut self, user: User) {
        self.users.insert(user.id, user);
    }

    /// Adds an identity, an API or a program.
    pub fn add_service_principal(&mut self, principal: ServicePrincipal) {
        self.service_principals.insert(principal.id, principal);
    }

    /// Adds an app registration.
    pub fn add_application(&mut self, application: Application) {
        self.applications.insert(application.id, application);
    }

    /// Adds a group with its members.
    pub fn add_group(&mut self, group: Group) {
        self.groups.insert(group.id, group);
    }

    /// Adds an administrative unit with its members.
    pub fn add_administrative_unit(&mut self, unit: AdministrativeUnit) {
        self.administrative_units.insert(unit.id, unit);
    }

    /// Adds a directory role.
    pub fn add_role_definition(&mut self, definition: RoleDefinition) {
        self.role_definitions.insert(definition.id, definition);
    }

    /// Makes a program known that has no service principal here yet; `POST /servicePrincipals` with its application
    /// id creates one.
    pub fn add_known_app(&mut self, template: ServicePrincipal) {
        self.known_apps.insert(template.app_id, template);
    }

    /// Gives a principal an app role. Neither the API nor the role needs to exist; the names of both are those of now.
    pub fn grant(
        &mut self,
        principal: Guid,
        resource: ServicePrincipalId,
        role: AppRoleId,
        at: Timestamp,
    ) -> AppRoleAssignmentKey {
        let assignment = AppRoleAssignment {
            principal,
            principal_kind: self.principal_kind(principal).unwrap_or("ServicePrincipal"),
            principal_display_name: self.display_name_of(principal).map(str::to_owned),
            resource,
            resource_display_name: self.display_name_of(resource.0).map(str::to_owned),
            app_role: role,
            created: Some(at),
        };
        let key = AppRoleAssignmentKey { principal, own: self.new_guid() };
        self.app_role_assignments.insert(key, assignment);
        key
    }

    /// Adds a member to a group; says whether it wasn't one.
    pub fn add_member(&mut self, group: ObjectId, member: Guid) -> bool {
        let Some(group) = self.groups.get_mut(&group).filter(|it| !it.members.contains(&member)) else { return false };
        group.members.push(member);
        true
    }

    /// Removes a member from a group; says whether it was one.
    pub fn remove_member(&mut self, group: ObjectId, member: Guid) -> bool {
        let Some(group) = self.groups.get_mut(&group) else { return false };
        let before = group.members.len();
        group.members.retain(|it| *it != member);
        before != group.members.len()
    }

    /// Gives a principal a directory role.
    pub fn assign(&mut self, principal: Guid, role: RoleDefinitionId, scope: RoleScope) -> RoleAssignmentId {
        let assignment = RoleAssignment { principal, role, scope };
        let id = assignment.id();
        self.role_assignments.insert(id.clone(), assignment);
        id
    }

    /// Assigns a time-bound directory role to a principal.
    pub fn assign_until(
        &mut self,
        principal: Guid,
        role: RoleDefinitionId,
        scope: RoleScope,
        start: Timestamp,
        end: Timestamp,
    ) -> RoleAssignmentId {
        let id = self.assign(principal, role, scope);
        let request = self.new_guid();
        self.role_schedules.insert(id.clone(), RoleSchedule { start, end: Some(end), request, activated: false });
        id
    }

    /// Decides every request that waits for an approver: approved, its role is assigned from now on.
    pub fn decide_role_requests(&mut self, approves: bool, now: Timestamp) {
        let waiting = self.role_requests.iter().enumerate().filter(|(_, it)| it.status == "PendingApproval");
        for (index, mut request) in waiting.map(|(index, it)| (index, it.clone())).collect::<Vec<_>>() {
            request.status = if approves { "Provisioned" } else { "Denied" };
            if approves {
                let id = self.assign(request.assignment.principal, request.assignment.role, request.assignment.scope);
                let end = Some(now + self.role_settings.longest_activation());
                let schedule = RoleSchedule { start: now, end, request: request.id, activated: true };
                self.role_schedules.insert(id, schedule);
                request.span = Some((now, end));
            }
            if let Some(kept) = self.role_requests.get_mut(index) {
                *kept = request;
            }
        }
    }

    /// Removes the directory roles whose time is over.
    pub fn expire(&mut self, now: Timestamp) {
        self.azure_roles.retain(|role| role.end.is_none_or(|end| end > now));
        let over = |schedule: &RoleSchedule| schedule.end.is_some_and(|end| end <= now);
        let ended: Vec<RoleAssignmentId> =
            self.role_schedules.iter().filter(|(_, schedule)| over(schedule)).map(|(id, _)| id.clone()).collect();
        for id in ended {
            self.role_assignments.remove(&id);
            self.role_schedules.remove(&id);
        }
    }

    /// Adds a delegated permission.
    pub fn add_delegated_grant(&mut self, grant: DelegatedGrant) {
        self.delegated_grants.push(grant);
    }

    /// Lets an identity trust another issuer.
    pub fn add_federated_credential(&mut self, of: ServicePrincipalId, credential: FederatedCredential) {
        self.federated_credentials.entry(of).or_default().push(credential);
    }

    /// Adds a sign-in to the log.
    pub fn add_sign_in(&mut self, sign_in: SignIn) {
        self.sign_ins.push(sign_in);
    }

    /// Lets a principal activate a directory role when it needs it.
    pub fn make_eligible(&mut self, principal: Guid, role: RoleDefinitionId, scope: RoleScope) {
        self.role_eligibilities.push(RoleAssignment { principal, role, scope });
    }

    /// Deletes a service principal: it moves to the deleted items, and its assignments are deleted, as in Entra.
    pub fn delete_service_principal(&mut self, id: ServicePrincipalId, at: Timestamp) {
        let Some(principal) = self.service_principals.remove(&id) else { return };
        self.app_role_assignments.forget(id.0);
        self.role_assignments.retain(|_, held| held.principal != id.0);
        for group in self.groups.values_mut() {
            group.members.retain(|member| *member != id.0);
        }
        self.deleted.insert(id, (principal, at));
    }

    /// The service principal of an application.
    pub fn service_principal_of(&self, app_id: AppId) -> Option<&ServicePrincipal> {
        self.service_principals.values().find(|principal| principal.app_id == app_id)
    }

    /// A GUID that this tenant has not used. The same tenant makes the same ones in the same order.
    pub fn new_guid(&mut self) -> Guid {
        self.minted += 1;
        random_guid(u64::from_be_bytes(self.id.0.bytes()[..8].try_into().unwrap_or_default()), self.minted)
    }

    /// What an object is called.
    pub fn display_name_of(&self, id: Guid) -> Option<&str> {
        let service_principal = self.service_principals.get(&ServicePrincipalId(id)).map(|it| it.display_name.as_str());
        service_principal
            .or_else(|| self.users.get(&UserId(id)).map(|it| it.display_name.as_str()))
            .or_else(|| self.groups.get(&ObjectId(id)).map(|it| it.display_name.as_str()))
    }

    /// What an object is, where it can have an app role, as Graph names it in `principalType`.
    pub fn principal_kind(&self, id: Guid) -> Option<&'static str> {
        if self.service_principals.contains_key(&ServicePrincipalId(id)) {
            Some("ServicePrincipal")
        } else if self.users.contains_key(&UserId(id)) {
            Some("User")
        } else if self.groups.contains_key(&ObjectId(id)) {
            Some("Group")
        } else {
            None
        }
    }
}
