//! Regions that fill themselves: an operation is started, and what comes of it ends up in a signal.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::clock;
use super::open_tenant::OpenTenant;
use super::region::{Failure, Read, Region, RegionState};
use domain::problem::Problem;
use domain::time::Timestamp;

/// A part of a page, as a signal. The value may contain what belongs to this thread.
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

/// The same, for a caller that waits for it.
pub async fn read_here<T: 'static>(region: RegionSignal<T>, reading: impl Future<Output = Result<T, Problem>>) {
    let began = start(region);
    end(region, reading.await, began);
}

/// Notes that a region is being read, and gives the time at which that begins.
pub fn start<T: 'static>(region: RegionSignal<T>) -> Timestamp {
    region.try_update(|region| *region = take(region).again());
    clock::now()
}

/// Shows what is known so far of a reading that began then, while more is being read.
pub fn progress<T: 'static>(region: RegionSignal<T>, value: T, began: Timestamp) {
    region.try_update(|region| *region = Region::Reading(Some(Read { value, began, at: clock::now() })));
}

/// Takes what came of a reading that began then, unless the page has been left.
pub fn end<T: 'static>(region: RegionSignal<T>, result: Result<T, Problem>, began: Timestamp) {
    region.try_update(|region| *region = take(region).ended(result, began, clock::now()));
}

/// When the region's content was read.
pub fn read_at<T: 'static>(region: RegionSignal<T>) -> Signal<Option<Timestamp>> {
    Signal::derive(move || region.with(|region| region.shown().map(|read: &Read<T>| read.at)))
}

/// The region's state.
pub fn state<T: 'static>(region: RegionSignal<T>) -> Memo<RegionState> {
    Memo::new(move |_| region.with(Region::state))
}

/// Reads again by itself what failed for lack of a token, consent or a role, once there is a new token.
///
/// `failure` is followed: what was being read with the old token when the new one came, and fails afterwards, is read
/// again too. Every region whose [`RegionStatus`](super::pages::region_status::RegionStatus) is shown does so already; this is for
/// those that show none.
pub fn reread_when_renewed(failure: impl Fn() -> Option<Failure> + 'static, read: Callback<()>) {
    when_renewed(move |renewed| failure().is_some_and(|failure| failure.ended_by_token(renewed)), read);
}

/// Reads a region again by itself once there is a new token, where what it shows says that it lacks something that one
/// may give, such as names.
pub fn reread_where<T: 'static>(region: RegionSignal<T>, lacks: impl Fn(&T) -> bool + 'static, read: Callback<()>) {
    when_renewed(move |renewed| region.with(|region| region.needs_new_token(renewed, &lacks)), read);
}

/// Runs `read` once the tenant is read with a new token and `is_due`, which is followed, says so of the time at which that
/// came. It runs once for each token at most, whatever fails afterwards and whatever the clock says.
fn when_renewed(is_due: impl Fn(Timestamp) -> bool + 'static, read: Callback<()>) {
    // Without an open tenant nothing is read.
    let Some(tenant) = use_context::<OpenTenant>() else { return };
    let renewed = tenant.renewed();
    Effect::new(move |done: Option<Option<Timestamp>>| {
        let done = done.flatten();
        let token = renewed.get();
        if token == done || !token.is_some_and(&is_due) {
            return done;
        }
        untrack(|| read.run(()));
        token
    });
}

fn take<T>(region: &mut Region<T>) -> Region<T> {
    std::mem::replace(region, Region::Reading(None))
}
