//! A transport that counts what is asked and takes as long as the service, on a clock that only waiting moves.

use domain::ids::AppId;
use domain::problem::Claims;
use domain::scope::Scope;
use domain::time::Timestamp;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, sample};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// A moment like any other; what the tenants have was granted before it.
pub const NOW: &str = "2026-11-23T09:00:00Z";
/// How long the service takes for one request, and for a batch of twenty.
const SINGLE: Duration = Duration::from_millis(100);
const BATCH: Duration = Duration::from_millis(200);

/// What a way of doing something cost.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    /// HTTP requests to Microsoft Graph.
    pub exchanges: u64,
    /// Those that went out with the token for changes.
    pub changing: u64,
    /// Answers with 429, in batches or not.
    pub throttled: u64,
    /// Milliseconds, until everything is done.
    pub millis: u64,
}

impl Cost {
    /// Seconds, until everything is done; a begun one counts.
    pub fn seconds(self) -> u64 {
        self.millis.div_ceil(1_000)
    }
}

/// Someone who may do everything, with a token that has every scope.
pub fn caller() -> Caller {
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).collect();
    Caller::new(sample::ADMINISTRATOR, AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52"), &scopes.join(" "))
}

/// Counts what goes over it. Clones share their counts.
#[derive(Clone)]
pub struct Counting {
    inner: SimulatorTransport<VirtualTime>,
    time: VirtualTime,
    began: Timestamp,
    counted: Rc<Cell<Cost>>,
}

impl Counting {
    /// Counts what is asked of a simulator from now on.
    pub fn new(simulator: &Rc<RefCell<Simulator>>, time: &VirtualTime) -> Self {
        let inner = SimulatorTransport::new(Rc::clone(simulator), time.clone(), caller());
        Self { inner, time: time.clone(), began: time.now(), counted: Rc::default() }
    }

    /// What was counted so far.
    pub fn cost(&self) -> Cost {
        let millis = u64::try_from(self.time.now().since(self.began).as_millis()).unwrap_or(u64::MAX);
        Cost { millis, ..self.counted.get() }
    }
}

impl Transport for Counting {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        let is_batch = request.uri().path().ends_with("/$batch");
        self.time.sleep(if is_batch { BATCH } else { SINGLE }).await;
        let answer = self.inner.send(authority, request).await?;
        let throttled = if is_batch {
            let body = String::from_utf8_lossy(answer.body());
            body.matches("\"status\":429").count() as u64
        } else {
            u64::from(answer.status().as_u16() == 429)
        };
        let before = self.counted.get();
        self.counted.set(Cost {
            exchanges: before.exchanges + 1,
            changing: before.changing + u64::from(authority == Authority::Change),
            throttled: before.throttled + throttled,
            ..before
        });
        Ok(answer)
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}
