//! A user who reviews a tenant, of which every answer takes as long as a batch does, and of which some can be made to
//! fail.

use domain::sorted_set::SortedSet;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use domain::ids::AppId;
use domain::problem::Claims;
use domain::scope::Scope;
use domain::tenant_review::{TenantReading, TenantReview};
use domain::time::Timestamp;
use graph::operations::directory::Directory;
use graph::operations::tenant_review::ReadingControl;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, Tenant, sample};

pub const NOW: &str = "2026-11-23T09:00:00Z";

/// How long a batch takes, as measured against the real service: see the goals of the project.
const LATENCY: Duration = Duration::from_millis(200);

/// What the transport saw and is told to do.
#[derive(Default)]
pub struct Watched {
    pub exchanges: Cell<usize>,
    pub in_flight: Cell<usize>,
    pub most_in_flight: Cell<usize>,
    /// When each answer with a 429 came, and how long it asked to wait.
    pub throttled: RefCell<Vec<(Timestamp, u64)>>,
    /// When each request was sent.
    pub sent: RefCell<Vec<Timestamp>>,
    /// Requests in a batch whose address has this in it fail with this status.
    pub failing: RefCell<Option<(String, u16)>>,
}

/// Watches a transport, and spoils some of its answers.
pub struct Watching {
    inner: SimulatorTransport<VirtualTime>,
    time: VirtualTime,
    watched: Rc<Watched>,
}

impl Transport for Watching {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        let watched = &self.watched;
        watched.exchanges.set(watched.exchanges.get() + 1);
        watched.in_flight.set(watched.in_flight.get() + 1);
        watched.most_in_flight.set(watched.most_in_flight.get().max(watched.in_flight.get()));
        watched.sent.borrow_mut().push(self.time.now());
        self.time.sleep(LATENCY).await;
        let answer = self.inner.send(authority, request.clone()).await.map(|answer| self.look(&request, answer));
        watched.in_flight.set(watched.in_flight.get() - 1);
        answer
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}

impl Watching {
    fn look(&self, request: &Request, answer: Response) -> Response {
        let asked: serde_json::Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let mut said: serde_json::Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        let failing = self.watched.failing.borrow().clone();
        for part in said["responses"].as_array_mut().into_iter().flatten() {
            if part["status"] == 429 {
                let wait = part["headers"]["Retry-After"].as_str().and_then(|text| text.parse().ok()).unwrap_or(0);
                self.watched.throttled.borrow_mut().push((self.time.now(), wait));
            }
            let url = asked["requests"].as_array().into_iter().flatten().find(|it| it["id"] == part["id"]);
            let url = url.and_then(|it| it["url"].as_str()).unwrap_or_default();
            if let Some((_, status)) = failing.as_ref().filter(|(what, _)| url.contains(what.as_str())) {
                part["status"] = (*status).into();
                part["body"] = serde_json::json!({"error": {"code": "Broken", "message": "It is broken."}});
            }
        }
        let (parts, body) = answer.into_parts();
        let body = if said["responses"].is_array() { said.to_string().into_bytes() } else { body };
        Response::from_parts(parts, body)
    }
}

/// A review of a tenant.
pub struct Visit {
    pub time: VirtualTime,
    pub simulator: Rc<RefCell<Simulator>>,
    pub watched: Rc<Watched>,
    pub directory: Directory<Watching, VirtualTime>,
    pub reading: RefCell<TenantReading>,
    pub brake: ReadingControl,
}

impl Visit {
    pub fn to(tenant: impl FnOnce(Timestamp) -> Tenant) -> Self {
        Self::with(tenant, Scope::ALL)
    }

    /// Without a token for Azure.
    pub fn without_azure(tenant: impl FnOnce(Timestamp) -> Tenant) -> Self {
        Self::of(tenant, Scope::ALL, false)
    }

    /// With a token that has these scopes only.
    pub fn with(tenant: impl FnOnce(Timestamp) -> Tenant, scopes: &[Scope]) -> Self {
        Self::of(tenant, scopes, true)
    }

    fn of(tenant: impl FnOnce(Timestamp) -> Tenant, scopes: &[Scope], azure: bool) -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        let time = VirtualTime::new(now, 7);
        let simulator = Rc::new(RefCell::new(Simulator::new(tenant(now))));
        let of_azure = azure.then_some("user_impersonation");
        let names: Vec<&str> = scopes.iter().map(|scope| scope.value()).chain(of_azure).collect();
        let app = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
        let caller = Caller::new(sample::ADMINISTRATOR, app, &names.join(" "));
        let inner = SimulatorTransport::new(Rc::clone(&simulator), time.clone(), caller);
        let watched = Rc::new(Watched::default());
        let transport = Watching { inner, time: time.clone(), watched: Rc::clone(&watched) };
        let granted: SortedSet<Scope> = scopes.iter().copied().collect();
        let directory = Directory::new(transport, time.clone(), "graph.microsoft.com", granted);
        Self { time, simulator, watched, directory, reading: RefCell::default(), brake: ReadingControl::default() }
    }

    /// Reads what is missing.
    pub fn read(&self) -> TenantReview {
        self.read_watching(|| ())
    }

    pub fn read_watching(&self, on_progress: impl Fn()) -> TenantReview {
        self.time
            .run(self.directory.read_tenant(&self.reading, &self.brake, on_progress))
            .expect("it does not get stuck");
        TenantReview::of(&self.reading.borrow(), &self.directory.apis(), self.time.now())
    }
}
