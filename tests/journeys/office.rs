//! The sample tenant for changes of identities of resources, with its administrator and some of its resources.

use std::cell::RefCell;
use std::rc::Rc;

use domain::azure_resource::AzureResource;
use domain::change::approval::Assurance;
use domain::guid::Guid;
use domain::host_change::{
    AzureRegion, HostExecution, HostReview, HostWish, IdentityName, NewIdentity, ReviewedHostChange,
};
use domain::ids::AppId;
use domain::scope::Scope;
use domain::well_known::COMMON_APIS;
use graph::operations::directory::Directory;
use graph::transport::{Surroundings, Transport};
use simulator::ledger::Change;
use simulator::surroundings::VirtualTime;
use simulator::tenant::{AppRoleAssignments, AzureRole, ServicePrincipal};
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, Tenant, sample};

pub const START: &str = "2026-11-23T09:00:00Z";
pub const APP: AppId = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
/// An account that uses one user-assigned identity.
pub const ACCOUNT: &str = "aa-guest-review";
pub const ATTACHED: &str = "id-guest-invites";
/// A user-assigned identity that leads to control of the tenant.
pub const TIER_0: &str = "id-identity-governance";
/// An account without an identity.
pub const EMPTY_ACCOUNT: &str = "aa-branch-printers";
pub const MACHINE: &str = "vm-labels-01";
pub const FUNCTION: &str = "func-route-import";
pub const CONTAINER: &str = "ca-parcel-events";

/// The sample tenant with its administrator.
pub struct Office {
    pub time: VirtualTime,
    pub simulator: Rc<RefCell<Simulator>>,
}

pub type Quiet = SimulatorTransport<VirtualTime>;

thread_local! {
    static SAMPLE: Tenant = sample::tenant(START.parse().unwrap());
    static SMALL: Tenant = small(SAMPLE.with(Tenant::clone));
}

/// The tenant without everyone who plays no part, so that thousands of histories take minutes.
fn small(mut tenant: Tenant) -> Tenant {
    let plays = |it: &ServicePrincipal| it.display_name == ATTACHED || COMMON_APIS.contains(&it.app_id);
    tenant.service_principals.retain(|_, it| plays(it));
    tenant.service_principals.values_mut().for_each(|it| it.app_roles.truncate(3));
    tenant.users.retain(|id, _| *id == sample::ADMINISTRATOR);
    tenant.app_role_assignments = AppRoleAssignments::default();
    tenant.federated_credentials.clear();
    tenant.delegated_grants.clear();
    tenant.audits.clear();
    tenant.sign_ins.clear();
    tenant.user_sign_ins.clear();
    tenant.deleted.clear();
    tenant.known_apps.clear();
    tenant.applications.clear();
    tenant
}

impl Office {
    pub fn open() -> Self {
        Self::of(SAMPLE.with(Tenant::clone))
    }

    fn of(tenant: Tenant) -> Self {
        let time = VirtualTime::new(START.parse().unwrap(), 7);
        Self { time, simulator: Rc::new(RefCell::new(Simulator::new(tenant))) }
    }

    /// The small tenant, in which the administrator may assign the attached identity too.
    pub fn open_small_with_rights() -> Self {
        Self::of(SMALL.with(Tenant::clone)).with_rights()
    }

    /// The same, in which the administrator may assign the attached identity too.
    pub fn open_with_rights() -> Self {
        Self::open().with_rights()
    }

    fn with_rights(self) -> Self {
        self.with_right_to_assign(ATTACHED)
    }

    /// The same, in which the administrator may assign this identity.
    pub fn with_right_to_assign(self, name: &str) -> Self {
        let office = self;
        let group = office.identity(name);
        let scope = format!(
            "/subscriptions/{}/resourceGroups/{}",
            group.subscription().unwrap(),
            group.resource_group().unwrap()
        );
        let mut simulator = office.simulator.borrow_mut();
        let own = simulator
            .tenant
            .azure_roles
            .iter()
            .find(|it| it.principal == sample::ADMINISTRATOR.0 && it.role_name == "Contributor");
        let role = own.cloned().unwrap();
        let name = Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b643");
        simulator.tenant.azure_roles.push(AzureRole { scope, name, ..role });
        drop(simulator);
        office
    }

    pub fn transport(&self) -> Quiet {
        let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).chain(["user_impersonation"]).collect();
        let caller = Caller::new(sample::ADMINISTRATOR, APP, &scopes.join(" "));
        SimulatorTransport::new(Rc::clone(&self.simulator), self.time.clone(), caller)
    }

    pub fn directory(&self) -> Directory<Quiet, VirtualTime> {
        self.over(self.transport())
    }

    pub fn over<T: Transport>(&self, transport: T) -> Directory<T, VirtualTime> {
        Directory::new(transport, self.time.clone(), "graph.microsoft.com", Scope::ALL.iter().copied().collect())
    }

    pub fn run<F: Future>(&self, work: F) -> F::Output {
        self.time.run(work).unwrap()
    }

    /// The resource of this name.
    pub fn resource(&self, name: &str) -> AzureResource {
        let simulator = self.simulator.borrow();
        let users = simulator.tenant.identity_users.iter().map(|(_, user)| user);
        let found = simulator.tenant.azure.resources.iter().chain(users).find(|id| id.ends_with(&format!("/{name}")));
        AzureResource::parse(found.unwrap()).unwrap()
    }

    /// The user-assigned identity of this name.
    pub fn identity(&self, name: &str) -> AzureResource {
        let simulator = self.simulator.borrow();
        let principal = simulator.tenant.service_principals.values().find(|it| it.display_name == name).unwrap();
        let id = principal.alternative_names.iter().find(|text| text.starts_with('/')).unwrap();
        AzureResource::parse(id).unwrap()
    }

    /// The identities that a resource has now: whether it has its own, and the names of those attached to it.
    pub fn identities_of(&self, resource: &AzureResource) -> (bool, Vec<String>) {
        let simulator = self.simulator.borrow();
        let own = simulator.tenant.system_assigned_identity(resource.id()).is_some();
        let attached = simulator.tenant.user_assigned_identities(resource.id());
        let mut names: Vec<String> =
            attached.iter().map(|(id, ..)| AzureResource::parse(id).unwrap().name().to_owned()).collect();
        names.sort();
        (own, names)
    }

    /// Gives a resource user-assigned identities, before anything else happens.
    pub fn give(&self, resource: &AzureResource, names: &[&str]) {
        for name in names {
            let mut simulator = self.simulator.borrow_mut();
            let id = simulator.tenant.service_principals.values().find(|it| it.display_name == *name).unwrap().id;
            simulator.tenant.identity_users.push((id, resource.id().to_owned()));
        }
    }

    pub fn review(&self, wish: HostWish) -> HostReview {
        self.run(self.directory().review_host_change(wish)).unwrap()
    }

    pub fn approve(&self, wish: HostWish) -> ReviewedHostChange {
        let review = self.review(wish);
        let person = self.run(self.directory().signed_in_user()).unwrap();
        let obstacles = review.obstacles().to_vec();
        let typed = typed(&review);
        review.approve(person.tenant.id, person.id, &typed).unwrap_or_else(|| panic!("{obstacles:?}"))
    }

    pub fn apply<T: Transport>(&self, directory: &Directory<T, VirtualTime>, execution: &mut HostExecution) {
        self.run(directory.apply_host_change(execution, || false, |_| ()));
    }

    /// Reviews, approves and carries out, undisturbed.
    pub fn carry_out(&self, wish: HostWish) -> HostExecution {
        let mut execution = HostExecution::new(self.approve(wish), self.time.now());
        self.apply(&self.directory(), &mut execution);
        execution
    }

    /// What was changed of identities so far: the number of changes, and everything that was detached or disabled.
    pub fn changes(&self) -> (usize, Vec<String>) {
        let mut number = 0;
        let mut lost = Vec::new();
        for entry in self.simulator.borrow().ledger() {
            match &entry.change {
                Change::ResourceIdentities(change) => {
                    number += 1;
                    lost.extend(change.detached.clone());
                    lost.extend(change.disabled.map(|id| id.to_string()));
                }
                Change::IdentityCreated { .. } => number += 1,
                Change::IdentityDeleted { resource, .. } => lost.push(resource.clone()),
                _ => {}
            }
        }
        (number, lost)
    }

    pub fn new_identity(&self, name: &str) -> NewIdentity {
        let account = self.resource(ACCOUNT);
        NewIdentity {
            subscription: account.subscription().unwrap(),
            group: account.resource_group().unwrap().to_owned(),
            region: AzureRegion::named("westeurope").unwrap(),
            name: IdentityName::parse(name).unwrap(),
        }
    }
}

/// What the approval takes, typed.
pub fn typed(review: &HostReview) -> Assurance {
    let guard = review.guard();
    let undo = review.wish().undo().map(|undo| undo.name().to_owned());
    Assurance {
        name: guard.map(|it| it.to_type()).or(undo).unwrap_or_default(),
        id_ending: guard.and_then(|it| it.id_ending()).unwrap_or_default(),
        ..Assurance::default()
    }
}
