//! How every journey starts: a user, signed in to the sample tenant.

use std::cell::RefCell;
use std::rc::Rc;

use domain::change::approval::Assurance;
use domain::change::execution::Execution;
use domain::change::plan::ReviewedPlan;
use domain::change::review::Review;
use domain::change::wish::{Wanted, Wish};
use domain::identity::ManagedIdentity;
use domain::ids::{AppId, UserId};
use domain::scope::Scope;
use domain::time::Timestamp;
use graph::operations::directory::Directory;
use graph::transport::Surroundings;
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, sample};

use crate::count::Counted;

/// The directory as these tests see it.
pub type SampleDirectory = Directory<Rc<Counted<SimulatorTransport<VirtualTime>>>, VirtualTime>;

/// The whole of a review, with everything that the approval takes; nothing, where it would change nothing.
pub fn approved(review: &Review) -> Option<ReviewedPlan> {
    let proposal = review.proposal(|_| true)?;
    let guard = proposal.guard();
    let assurance = Assurance {
        name: guard.map(|guard| guard.to_type()).unwrap_or_default(),
        id_ending: guard.and_then(|guard| guard.id_ending()).unwrap_or_default(),
        reason: "INC1".to_owned(),
        confirmed: proposal.to_confirm(),
    };
    Some(proposal.approve(&assurance).unwrap())
}

/// A user in front of the sample tenant.
pub struct Start {
    pub time: VirtualTime,
    pub simulator: Rc<RefCell<Simulator>>,
    pub transport: Rc<Counted<SimulatorTransport<VirtualTime>>>,
    pub directory: SampleDirectory,
}

impl Start {
    pub fn as_person(user: UserId) -> Self {
        let time = VirtualTime::new("2026-11-23T09:00:00Z".parse::<Timestamp>().unwrap(), 7);
        let simulator = Rc::new(RefCell::new(Simulator::new(sample::tenant("2026-11-23T09:00:00Z".parse().unwrap()))));
        Self::over(time, simulator, user)
    }

    /// Another visit to the same tenant.
    pub fn again(&self, user: UserId) -> Self {
        Self::over(self.time.clone(), Rc::clone(&self.simulator), user)
    }

    fn over(time: VirtualTime, simulator: Rc<RefCell<Simulator>>, user: UserId) -> Self {
        let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).collect();
        let app = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
        let caller = Caller::new(user, app, &scopes.join(" "));
        let sent = SimulatorTransport::new(Rc::clone(&simulator), time.clone(), caller);
        let transport = Rc::new(Counted::new(sent));
        let granted = Scope::ALL.iter().copied().collect();
        let directory = Directory::new(Rc::clone(&transport), time.clone(), "graph.microsoft.com", granted);
        Self { time, simulator, transport, directory }
    }

    pub fn run<F: Future>(&self, future: F) -> F::Output {
        self.time.run(future).expect("the journey does not get stuck")
    }

    pub fn identity(&self, name: &str) -> ManagedIdentity {
        let listing = self.run(self.directory.identities(|_| ())).unwrap();
        let mut named = listing.items.into_iter().filter(|identity| identity.display_name == name);
        let found = named.next().unwrap_or_else(|| panic!("no identity is called {name}"));
        assert!(named.next().is_none(), "several identities are called {name}");
        found
    }

    /// A review of what these identities are wished, as the page makes it.
    pub fn review(&self, wanted: &[(&str, Vec<Wish>)]) -> Review {
        let of_one = |(name, wishes): &(&str, Vec<Wish>)| {
            let identity = self.identity(name).id;
            wishes.iter().map(move |wish| Wanted { identity, wish: wish.clone() }).collect::<Vec<_>>()
        };
        let wanted: Vec<Wanted> = wanted.iter().flat_map(of_one).collect();
        self.run(self.directory.review(wanted[0].identity, wanted)).unwrap()
    }

    /// Approves a whole review and applies it.
    pub fn apply(&self, review: &Review) -> Execution {
        let mut execution = Execution::new(approved(review).unwrap(), self.time.now());
        self.run(self.directory.apply(&mut execution, |_| ()));
        execution
    }
}
