//! The sample tenant with one of its users at work, over a network that may fail.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use domain::azure_assignment::{AzureRoleGrant, NewAzureAssignment};
use domain::azure_role::AzureScope;
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;
use graph::operations::directory::Directory;
use graph::transport::Surroundings;
use simulator::faults::{FaultyTransport, Rule};
use simulator::ledger::Change;
use simulator::personas::Persona;
use simulator::surroundings::VirtualTime;
use simulator::tenant::Tenant;
use simulator::transport::SimulatorTransport;
use simulator::{Lag, Simulator, sample};

type Network = FaultyTransport<SimulatorTransport<VirtualTime>, VirtualTime>;

/// The subscription in which the administrator may assign roles.
pub const CORPORATE: &str = "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b";
/// Another one, in which they may only in one resource group.
pub const PRODUCTION: &str = "/subscriptions/2d9c6b10-54f7-4c3e-9b1a-70c1e85a4d21";
/// The one in which a colleague may under a condition.
pub const DEVELOPMENT: &str = "/subscriptions/81e0f3c7-2b6d-4a95-8c47-1f9d3be6a052";
pub const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
pub const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";

pub struct Office {
    pub time: VirtualTime,
    pub simulator: Rc<RefCell<Simulator>>,
    pub directory: Directory<Network, VirtualTime>,
}

impl Office {
    pub fn new() -> Self {
        Self::of(Persona::Administrator, Vec::new())
    }

    pub fn of(persona: Persona, faults: Vec<Rule>) -> Self {
        let start: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        let time = VirtualTime::new(start, 7);
        let simulator = Rc::new(RefCell::new(Simulator::new(sample::tenant(start))));
        let transport = SimulatorTransport::new(Rc::clone(&simulator), time.clone(), persona.caller());
        let network = FaultyTransport::new(transport, time.clone(), 7, faults);
        let directory = Directory::new(network, time.clone(), "graph.microsoft.com", SortedSet::new());
        Self { time, simulator, directory }
    }

    pub fn run<F: Future>(&self, work: F) -> F::Output {
        self.time.run(work).unwrap()
    }

    /// Changes the tenant.
    pub fn change(&self, act: impl FnOnce(&mut Tenant)) {
        act(&mut self.simulator.borrow_mut().tenant);
    }

    /// From now on reads are half a minute behind.
    pub fn lag(&self) {
        let lag = Lag { span: Duration::from_secs(30), flapping: false };
        self.simulator.borrow_mut().set_lag(Some(lag));
    }

    pub fn now(&self) -> Timestamp {
        self.time.now()
    }

    pub fn identity(&self) -> ServicePrincipalId {
        let simulator = self.simulator.borrow();
        let all = simulator.tenant.service_principals.values();
        all.into_iter().find(|it| it.display_name == "LazyAutomationAccount").unwrap().id
    }

    /// The assignment that gives the identity a role.
    pub fn new_assignment(&self, role: &str, scope: &str) -> NewAzureAssignment {
        let (role, scope) = (Guid::known(role), AzureScope::parse(scope));
        NewAzureAssignment::of_identity(AzureRoleGrant { principal: self.identity().0, role, scope, condition: None })
    }

    /// Every change of Azure roles, by whether it was an assignment.
    pub fn azure_changes(&self) -> Vec<bool> {
        let of = |change: &Change| match change {
            Change::AzureRoleAssigned(_) => Some(true),
            Change::AzureRoleRemoved(_) => Some(false),
            _ => None,
        };
        self.simulator.borrow().ledger().iter().filter_map(|entry| of(&entry.change)).collect()
    }
}
