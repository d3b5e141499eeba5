//! Links from the review to the changes that it offers.

use leptos::prelude::*;

use crate::web::change::deliberate::leads_away;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::text::tenant_review as text;
use domain::change::approval::MOST_CHANGES;
use domain::change::origin::Origin;
use domain::change::wish::Wanted;
use domain::sorted_map::SortedMap;

/// How many changes are offered at once. After applying them, the user reads again and is offered the next.
const OFFERED: usize = 3;

/// Where these wishes are reviewed: one change, or several where there are more than one plan may contain. What is
/// wished of one identity stays together where it can.
pub fn to_change(wanted: Vec<Wanted>) -> Vec<Route> {
    let by_identity = SortedMap::grouped(wanted.into_iter().map(|it| (it.identity, it)));
    let mut changes: Vec<Vec<Wanted>> = Vec::new();
    for of_one in by_identity.values().flat_map(|of_one| of_one.chunks(MOST_CHANGES)) {
        match changes.last_mut().filter(|last| last.len() + of_one.len() <= MOST_CHANGES) {
            Some(last) => last.extend_from_slice(of_one),
            None => changes.push(of_one.to_vec()),
        }
    }
    let route = |wanted: Vec<Wanted>| {
        let first = wanted.first()?.identity;
        Some(Route::Change(first, ChangeStep::Review, wanted))
    };
    changes.into_iter().filter_map(route).collect()
}

/// Links to the first of these changes, and how many more there are. `brought_by` is the file that asks for them; without
/// one the user chose them on this page.
pub fn change_links(changes: Vec<Route>, name: &'static str, brought_by: Option<Origin>) -> AnyView {
    let all = changes.len();
    let link = |(at, to): (usize, Route)| {
        let chosen = to.clone();
        let choose = choose_on_click(brought_by);
        view! {
            <a class="button primary" href=to.to_string() on:click=move |click| choose(&click, &chosen)>
                {text::part_of(name, at, all)}
            </a>
        }
    };
    let more = all.saturating_sub(OFFERED);
    view! {
        {(1..).zip(changes).take(OFFERED).map(link).collect_view()}
        {(more > 0).then(|| view! { <span class="soft">{text::more_changes(more)}</span> })}
    }
    .into_any()
}

/// Notes what a link of this page leads to as chosen here, before it is followed: an address could be from anyone.
pub fn choose_on_click(brought_by: Option<Origin>) -> impl Fn(&leptos::ev::MouseEvent, &Route) {
    let desk = expect_context::<ChangeDesk>();
    move |click, to| {
        if let (true, Route::Change(id, _, wanted)) = (leads_away(click), to) {
            desk.send(*id, ChangeEvent::added(wanted.clone(), brought_by));
        }
    }
}
