//! Tenants of any size, for what is counted on them.

use super::counting::NOW;
use anyhow::{Context, Result};
use domain::time::Timestamp;
use simulator::sample::LargeTenant;
use simulator::surroundings::VirtualTime;
use simulator::{Simulator, TenantSize};
use std::cell::RefCell;
use std::rc::Rc;

/// A tenant of this size with the quota of a small one, and a clock.
pub fn make(size: usize) -> Result<(Rc<RefCell<Simulator>>, VirtualTime)> {
    let now: Timestamp = NOW.parse().ok().context("a constant time is malformed")?;
    let mut simulator = Simulator::new(LargeTenant::of(size).make(now));
    simulator.set_quota(Some(TenantSize::Small));
    Ok((Rc::new(RefCell::new(simulator)), VirtualTime::new(now, 7)))
}
