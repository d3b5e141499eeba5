//! Regions that fill themselves: an operation is started, and what comes of it ends up in a signal.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::clock;
use super::region::{Read, Region, RegionState};
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// A part of a page, as a signal. The value may hold what belongs to this thread.
pub type RegionSignal<T> = RwSignal<Region<T>, LocalStorage>;

/// A region that nothing is known of.
pub fn new_region<T: 'static>() -> RegionSignal<T> {
    RwSignal::new_local(Region::Reading(None))
}

/// Reads into a region. What was there stays until the answer comes, and also if it is a problem. A page that has been
/// left meanwhile takes no answer.
pub fn read_into<T: 'static>(region: RegionSignal<T>, reading: impl Future<Output = Result<T, Problem>> + 'static) {
    spawn_local(read_here(region, reading));
}

/// The same, for whoever wants to wait for it.
pub async fn read_here<T: 'static>(region: RegionSignal<T>, reading: impl Future<Output = Result<T, Problem>>) {
    start(region);
    end(region, reading.await, clock::now());
}

/// Notes that a region is being read.
pub fn start<T: 'static>(region: RegionSignal<T>) {
    region.update(|region| *region = take(region).again());
}

/// Shows what is known so far, while more is being read.
pub fn progress<T: 'static>(region: RegionSignal<T>, value: T, at: Timestamp) {
    region.try_update(|region| *region = Region::Reading(Some(Read { value, at })));
}

/// Takes what came of a reading, unless the page has been left.
pub fn end<T: 'static>(region: RegionSignal<T>, result: Result<T, Problem>, at: Timestamp) {
    region.try_update(|region| *region = take(region).ended(result, at));
}

/// When the region's content was read.
pub fn read_at<T: 'static>(region: RegionSignal<T>) -> Signal<Option<Timestamp>> {
    Signal::derive(move || region.with(|region| region.shown().map(|read: &Read<T>| read.at)))
}

/// Where the region stands.
pub fn state<T: 'static>(region: RegionSignal<T>) -> Memo<RegionState> {
    Memo::new(move |_| region.with(Region::state))
}

fn take<T>(region: &mut Region<T>) -> Region<T> {
    std::mem::replace(region, Region::Reading(None))
}
