//! The review of a whole tenant: how many exchanges it takes, how many answers say 429, and how long it would take at
//! the speed of the real service, counted on tenants that have the quota of a small one. Beside it what the usual tools
//! send for the same, against the same simulator.
//!
//! The largest tenant is as large as one that a user of such tools wrote about.

use super::counting::{Cost, Counting, NOW};
use super::markdown::grouped;
use super::review_by_others::{self, Tool};
use super::{Release, Row};
use anyhow::{Context, Result, ensure};
use domain::scope::Scope;
use domain::tenant_review::TenantReview;
use domain::time::Timestamp;
use graph::operations::directory::Directory;
use graph::operations::tenant_review::ReadingControl;
use graph::transport::Surroundings;
use simulator::sample::LargeTenant;
use simulator::surroundings::VirtualTime;
use simulator::{Simulator, TenantSize};
use std::cell::RefCell;
use std::rc::Rc;

/// The sizes, each with the most exchanges and the most seconds that the review should take.
const SIZES: [(usize, Option<u64>, Option<u64>); 4] =
    [(100, None, None), (1_000, Some(60), Some(5)), (10_000, Some(600), Some(40)), (12_580, None, None)];

/// The cost of the review and of what others send, for each size, and how each grows.
pub fn rows(_release: &Release) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut ours = Vec::new();
    let mut others: Vec<(Tool, Vec<Cost>)> = Tool::ALL.iter().map(|&tool| (tool, Vec::new())).collect();
    for (size, exchanges, seconds) in SIZES {
        let cost = review(size)?;
        ours.push(cost);
        rows.push(
            Row::new(format!("{} identities", grouped(size as u64)), cost.exchanges, "exchanges").reach(exchanges),
        );
        rows.push(Row::new("  answers with 429", cost.throttled, "answers").reach(0));
        rows.push(Row::new("  until everything is read", cost.seconds(), SERVICE_SECONDS).reach(seconds));
        for (tool, costs) in &mut others {
            let cost = review_by_others::read(*tool, size)?;
            costs.push(cost);
            rows.push(Row::new(format!("  {}", tool.name()), cost.exchanges, "exchanges"));
            rows.push(Row::new("    answers with 429", cost.throttled, "answers"));
            rows.push(Row::new("    until everything is read", cost.seconds(), SERVICE_SECONDS));
        }
    }
    rows.extend(growth("review", &ours));
    for (tool, costs) in &others {
        rows.extend(growth(tool.name(), costs));
    }
    Ok(rows)
}

const SERVICE_SECONDS: &str = "s of the service's time";

/// How a cost grows: exchanges for each thousand identities, at the second size and at the last.
fn growth(what: &str, costs: &[Cost]) -> Vec<Row> {
    let at = |place: usize| {
        let (size, ..) = SIZES[place];
        let exchanges = costs.get(place).map_or(0, |cost| cost.exchanges * 1_000 / size as u64);
        Row::new(format!("growth of {what}, at {}", grouped(size as u64)), exchanges, "exchanges for 1,000 identities")
    };
    [1, 3].map(at).into()
}

/// A tenant of this size with the quota of a small one, and a clock.
pub fn tenant(size: usize) -> Result<(Rc<RefCell<Simulator>>, VirtualTime)> {
    let now: Timestamp = NOW.parse().ok().context("a constant time is malformed")?;
    let mut simulator = Simulator::new(LargeTenant::of(size).make(now));
    simulator.set_quota(Some(TenantSize::Small));
    Ok((Rc::new(RefCell::new(simulator)), VirtualTime::new(now, 7)))
}

/// The review, complete.
fn review(size: usize) -> Result<Cost> {
    let (simulator, time) = tenant(size)?;
    let transport = Counting::new(&simulator, &time);
    let granted = Scope::ALL.iter().copied().collect();
    let directory = Directory::new(transport.clone(), time.clone(), "graph.microsoft.com", granted);
    let (reading, brake) = (RefCell::default(), ReadingControl::default());
    time.run(directory.read_tenant(&reading, &brake, || ())).context("the review got stuck")?;
    let review = TenantReview::of(&reading.borrow(), &directory.apis(), time.now());
    ensure!(review.is_complete() && review.len() == size, "the review isn't complete: {:?}", review.missing);
    Ok(transport.cost())
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
