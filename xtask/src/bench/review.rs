//! The review of a whole tenant: how many exchanges it takes, how many answers say 429, and how long it would take at
//! the speed of the real service, counted on tenants that have the quota of a small one. Beside it what the usual tools
//! send for the same, against the same simulator.
//!
//! The times are those of a clock that only waiting moves: they say how long a person would wait and depend on no
//! machine. The largest tenant is as large as one that a user of such tools wrote about.

use super::Row;
use super::review_by_others::{self, Tool};
use anyhow::{Context, Result, ensure};
use bestow::domain::ids::AppId;
use bestow::domain::problem::Claims;
use bestow::domain::scope::Scope;
use bestow::domain::tenant_review::TenantReview;
use bestow::domain::time::Timestamp;
use bestow::graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use bestow::operations::directory::Directory;
use bestow::operations::tenant_review::Brake;
use bestow::simulator::sample::{self, LargeTenant};
use bestow::simulator::surroundings::VirtualTime;
use bestow::simulator::transport::SimulatorTransport;
use bestow::simulator::{Caller, Simulator, TenantSize};
use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// A moment like any other; what the tenants hold was granted before it.
const NOW: &str = "2026-11-23T09:00:00Z";
/// How long the service takes for one request, and for a batch of twenty.
const SINGLE: Duration = Duration::from_millis(100);
const BATCH: Duration = Duration::from_millis(200);

/// The sizes, each with the most exchanges and the most seconds that the review should take.
const SIZES: [(usize, Option<u64>, Option<u64>); 4] =
    [(100, None, None), (1_000, Some(60), Some(5)), (10_000, Some(600), Some(40)), (12_580, None, None)];

/// What a way of reading a tenant cost.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    /// HTTP requests to Microsoft Graph.
    pub exchanges: u64,
    /// Answers with 429, in batches or not.
    pub throttled: u64,
    /// Seconds, until everything is read.
    pub seconds: u64,
}

/// The cost of the review and of what others send, for each size, and how each grows.
pub fn rows(_release: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut ours = Vec::new();
    let mut others: Vec<(Tool, Vec<Cost>)> = Tool::ALL.iter().map(|&tool| (tool, Vec::new())).collect();
    for (size, exchanges, seconds) in SIZES {
        let cost = review(size)?;
        ours.push(cost);
        rows.push(row(format!("review of {size} identities"), cost.exchanges, "exchanges", exchanges));
        rows.push(row("  answers with 429, quota of a small tenant".to_owned(), cost.throttled, "answers", Some(0)));
        rows.push(row("  until everything is read".to_owned(), cost.seconds, "s of the service's time", seconds));
        for (tool, costs) in &mut others {
            let cost = review_by_others::read(*tool, size)?;
            costs.push(cost);
            rows.push(row(format!("  {}", tool.name()), cost.exchanges, "exchanges", None));
            rows.push(row("    answers with 429".to_owned(), cost.throttled, "answers", None));
            rows.push(row("    until everything is read".to_owned(), cost.seconds, "s of the service's time", None));
        }
    }
    rows.extend(growth("review", &ours));
    for (tool, costs) in &others {
        rows.extend(growth(tool.name(), costs));
    }
    Ok(rows)
}

fn row(what: String, value: u64, unit: &'static str, reach: Option<u64>) -> Row {
    Row { what, value, unit, reach }
}

/// How a cost grows: exchanges for each thousand identities, at the second size and at the last.
fn growth(what: &str, costs: &[Cost]) -> Vec<Row> {
    let at = |place: usize| {
        let (size, ..) = SIZES[place];
        costs.get(place).map_or(0, |cost| cost.exchanges * 1_000 / size as u64)
    };
    [1, 3]
        .map(|place| {
            let (size, ..) = SIZES[place];
            row(format!("growth of {what}, at {size}"), at(place), "exchanges for 1,000 identities", None)
        })
        .into()
}

/// A tenant of this size with the quota of a small one, and a clock.
pub fn tenant(size: usize) -> Result<(Rc<RefCell<Simulator>>, VirtualTime)> {
    let now: Timestamp = NOW.parse().ok().context("a constant time is malformed")?;
    let mut simulator = Simulator::new(LargeTenant::of(size).make(now));
    simulator.set_quota(Some(TenantSize::Small));
    Ok((Rc::new(RefCell::new(simulator)), VirtualTime::new(now, 7)))
}

/// A Global Administrator whose token holds every scope.
pub fn caller() -> Caller {
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).collect();
    Caller::new(sample::ADMINISTRATOR, AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52"), &scopes.join(" "))
}

/// A transport that counts, and takes as long as the service.
#[derive(Clone)]
pub struct Counting {
    inner: SimulatorTransport<VirtualTime>,
    time: VirtualTime,
    exchanges: Rc<Cell<u64>>,
    throttled: Rc<Cell<u64>>,
}

impl Counting {
    /// Counts what is asked of a simulator.
    pub fn new(simulator: &Rc<RefCell<Simulator>>, time: &VirtualTime) -> Self {
        let inner = SimulatorTransport::new(Rc::clone(simulator), time.clone(), caller());
        Self { inner, time: time.clone(), exchanges: Rc::default(), throttled: Rc::default() }
    }

    /// What was counted since `began`.
    pub fn cost(&self, began: Timestamp) -> Cost {
        let seconds = self.time.now().since(began).as_secs();
        Cost { exchanges: self.exchanges.get(), throttled: self.throttled.get(), seconds }
    }
}

impl Transport for Counting {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        self.exchanges.set(self.exchanges.get() + 1);
        let is_batch = request.uri().path().ends_with("/$batch");
        self.time.sleep(if is_batch { BATCH } else { SINGLE }).await;
        let answer = self.inner.send(authority, request).await?;
        let refused = if is_batch {
            let body = String::from_utf8_lossy(answer.body());
            body.matches("\"status\":429").count() as u64
        } else {
            u64::from(answer.status().as_u16() == 429)
        };
        self.throttled.set(self.throttled.get() + refused);
        Ok(answer)
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}

/// The review, complete.
fn review(size: usize) -> Result<Cost> {
    let (simulator, time) = tenant(size)?;
    let transport = Counting::new(&simulator, &time);
    let granted = Scope::ALL.iter().copied().collect();
    let directory = Directory::new(transport.clone(), time.clone(), "graph.microsoft.com", granted);
    let (reading, brake, began) = (RefCell::default(), Brake::default(), time.now());
    time.run(directory.read_tenant(&reading, &brake, || ())).context("the review got stuck")?;
    let review = TenantReview::of(&reading.borrow(), &directory.apis(), time.now());
    ensure!(review.is_complete() && review.len() == size, "the review is not complete: {:?}", review.missing);
    Ok(transport.cost(began))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_costs_less_than_what_others_send() {
        let ours = review(100).unwrap();
        for &tool in Tool::ALL {
            let theirs = review_by_others::read(tool, 100).unwrap();
            assert!(theirs.exchanges > ours.exchanges, "{}", tool.name());
        }
    }
}
