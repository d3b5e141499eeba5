//! A user in front of the sample tenant, of which every answer takes a second.

use domain::sorted_set::SortedSet;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use domain::identity::ManagedIdentity;
use domain::ids::AppId;
use domain::scope::Scope;
use domain::time::Timestamp;
use graph::operations::directory::Directory;
use simulator::faults::{Fault, FaultyTransport, Rule, When, Which};
use simulator::recording::Recording;
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, sample};

const NOW: &str = "2026-11-23T09:00:00Z";

pub type Service = Rc<FaultyTransport<SimulatorTransport<VirtualTime>, VirtualTime>>;
pub type Sent = Recording<Service, VirtualTime>;

/// A Global Administrator's visit.
pub struct Visit {
    pub simulator: Rc<RefCell<Simulator>>,
    pub time: VirtualTime,
    pub sent: Sent,
    pub directory: Directory<Sent, VirtualTime>,
}

impl Visit {
    pub fn new() -> Self {
        Self::with(Scope::ALL)
    }

    /// With a token that has these scopes only.
    pub fn with(scopes: &[Scope]) -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        let time = VirtualTime::new(now, 7);
        let simulator = Rc::new(RefCell::new(Simulator::new(sample::tenant(now))));
        let names: Vec<&str> = scopes.iter().map(|scope| scope.value()).chain(["user_impersonation"]).collect();
        let app = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
        let caller = Caller::new(sample::ADMINISTRATOR, app, &names.join(" "));
        let service = SimulatorTransport::new(Rc::clone(&simulator), time.clone(), caller);
        let slow = Rule::new(Fault::Latency(Duration::from_secs(1)), Which::Any, When::Always);
        let sent = Recording::new(Rc::new(FaultyTransport::new(service, time.clone(), 7, vec![slow])), time.clone());
        let granted: SortedSet<Scope> = scopes.iter().copied().collect();
        let directory = Directory::new(sent.clone(), time.clone(), "graph.microsoft.com", granted);
        Self { simulator, time, sent, directory }
    }

    pub fn run<F: Future>(&self, future: F) -> F::Output {
        self.time.run(future).expect("the visit does not get stuck")
    }

    /// The identity with this name, without leaving an exchange behind.
    pub fn identity(&self, name: &str) -> ManagedIdentity {
        let listing = self.run(self.directory.identities(|_| ())).unwrap();
        self.sent.take();
        listing.items.into_iter().find(|identity| identity.display_name == name).unwrap()
    }
}
