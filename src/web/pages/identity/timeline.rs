//! When the identity was created and got what it has now, the latest first.

use std::cmp::Reverse;

use leptos::prelude::*;

use super::regions::Regions;
use crate::web::components::TextTable;
use crate::web::fetched::state::Fetched;
use crate::web::reactive::dynamic;
use crate::web::text::{azure, remove, timeline as text};
use domain::sort;
use domain::time::Timestamp;

/// How many events are shown.
const MOST: usize = 50;

/// What happened, and when, where that is known.
type TimelineEvent = (Option<Timestamp>, &'static str, String);

/// The timeline.
#[component]
pub fn Timeline(
    /// When it was created, where that is known.
    created: Option<Timestamp>,
    /// What is read.
    regions: Regions,
) -> impl IntoView {
    let contents = move || drawn(events(created, regions), notice(regions));
    view! {
        <section class="region" aria-label=text::HEADING>
            <h2 tabindex="-1">{text::HEADING}</h2>
            {dynamic(contents)}
        </section>
    }
    .into_any()
}

fn events(created: Option<Timestamp>, regions: Regions) -> Vec<TimelineEvent> {
    let mut all: Vec<TimelineEvent> = vec![(created, text::CREATED, String::new())];
    for api in regions.held.holdings().iter().flat_map(|all| all.iter()) {
        all.extend(
            api.roles
                .iter()
                .map(|role| (role.assignment.created, text::GRANTED, remove::role_of(&role.label(), &api.name))),
        );
    }
    regions.azure.roles.with(|fetched| {
        let roles = fetched.value().map(|held| held.roles.items.as_slice()).unwrap_or_default();
        all.extend(roles.iter().map(|role| (role.created, text::ASSIGNED, azure::role_at(role))));
    });
    all
}

/// What may be missing.
fn notice(regions: Regions) -> Option<&'static str> {
    let all_roles = regions.azure.roles.with(Fetched::is_complete);
    let is_reading = !regions.held.is_settled() || regions.azure.roles.with(Fetched::is_loading);
    match (is_reading, regions.held.completeness().0 && all_roles) {
        (true, _) => Some(text::LOADING),
        (false, false) => Some(text::INCOMPLETE),
        (false, true) => None,
    }
}

fn drawn(events: Vec<TimelineEvent>, notice: Option<&'static str>) -> AnyView {
    let undated = events.iter().filter(|(at, ..)| at.is_none()).count();
    let mut dated: Vec<(Timestamp, &'static str, String)> =
        events.into_iter().filter_map(|(at, what, details)| Some((at?, what, details))).collect();
    sort::sort_by_key(&mut dated, |(at, ..)| Reverse(*at));
    let older = dated.len().saturating_sub(MOST);
    dated.truncate(MOST);
    let rows: Vec<Vec<String>> =
        dated.into_iter().map(|(at, what, details)| vec![at.minute(), what.to_owned(), details]).collect();
    let table = match rows.is_empty() {
        true => view! { <p class="soft">{text::NONE}</p> }.into_any(),
        false => view! { <TextTable caption=text::HEADING columns=text::COLUMNS rows /> }.into_any(),
    };
    view! {
        {notice.map(|notice| view! { <p class="caution">{notice}</p> })}
        {table}
        {(older > 0).then(|| view! { <p class="soft">{text::older(older)}</p> })}
        {(undated > 0).then(|| view! { <p class="soft">{text::undated(undated)}</p> })}
        <p class="faint">{text::MADE_OF}</p>
    }
    .into_any()
}
