//! The review of the whole tenant, in six views. Which one, and what it is filtered by, is in the address.

mod carry;
mod charts;
mod desired;
mod desk;
mod drift;
mod filters;
mod findings;
mod pieces;
mod progress;
mod report;
mod rows;
mod selection;
mod who;

use leptos::prelude::*;

use crate::web::change::deliberate::leads_away;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::PageHeading;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::review_address::{ReviewAddress, View};
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::tenant_review as text;
use domain::change::approval::MOST_CHANGES;
use domain::change::origin::Origin;
use domain::change::wish::Wanted;
use domain::sorted_map::SortedMap;

use desk::ReviewDesk;

/// The address as the views read and set it.
#[derive(Clone, Copy)]
struct ReviewLocation {
    address: Memo<ReviewAddress>,
    navigation: Navigation,
}

impl ReviewLocation {
    /// Changes the address without a new entry in the history, as while typing.
    fn replace(self, edit: impl FnOnce(&mut ReviewAddress)) {
        let mut next = self.address.get_untracked();
        edit(&mut next);
        self.navigation.replace_while_typing(route(&next));
    }
}

/// Where this address leads.
fn route(address: &ReviewAddress) -> Route {
    Route::Review(address.to_string())
}

/// How many changes are offered at once. After applying them, the user reads again and is offered the next.
const OFFERED: usize = 3;

/// Where these wishes are reviewed: one change, or several where there are more than one plan may contain. What is
/// wished of one identity stays together where it can.
fn to_change(wanted: Vec<Wanted>) -> Vec<Route> {
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
fn change_links(changes: Vec<Route>, name: &'static str, brought_by: Option<Origin>) -> AnyView {
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
fn choose_on_click(brought_by: Option<Origin>) -> impl Fn(&leptos::ev::MouseEvent, &Route) {
    let desk = expect_context::<ChangeDesk>();
    move |click, to| {
        if let (true, Route::Change(id, _, wanted)) = (leads_away(click), to) {
            desk.send(*id, ChangeEvent::added(wanted.clone(), brought_by));
        }
    }
}

/// The page.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let desk = ReviewDesk::of(expect_context::<OpenTenant>());
    let address = Memo::new(move |old: Option<&ReviewAddress>| match navigation.route().get() {
        Route::Review(query) => ReviewAddress::parse(&query),
        // The page is being left; what it shows does not change on the way.
        _ => old.cloned().unwrap_or_default(),
    });
    let place = ReviewLocation { address, navigation };
    let view = Memo::new(move |_| address.read().view);
    let there_is = Memo::new(move |_| desk.review().is_some());
    let shown = move || {
        if !there_is.get() {
            return ().into_any();
        }
        match view.get() {
            View::Identities => view! { <rows::Identities desk place /> }.into_any(),
            View::Findings => view! { <findings::Findings desk /> }.into_any(),
            View::Who => view! { <who::Who desk place /> }.into_any(),
            View::Drift => view! { <drift::DriftView desk /> }.into_any(),
            View::Desired => view! { <desired::DesiredView desk /> }.into_any(),
            View::Report => view! { <report::Report desk /> }.into_any(),
        }
    };
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        <p class="soft">{text::WHAT}</p>
        <progress::ReadingBar desk />
        <Views view />
        {shown}
    }
    .into_any()
}

/// The links between the views.
#[component]
fn Views(view: Memo<View>) -> impl IntoView {
    let link = move |to: View| {
        let current = move || (view.get() == to).then_some("page");
        view! {
            <li>
                <a href=route(&ReviewAddress::of(to)).to_string() aria-current=current>
                    {name(to)}
                </a>
            </li>
        }
    };
    view! {
        <nav class="views" aria-label=text::VIEWS>
            <ul>{View::ALL.map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn name(view: View) -> &'static str {
    match view {
        View::Identities => text::IDENTITIES,
        View::Findings => text::FINDINGS,
        View::Who => text::WHO,
        View::Drift => text::DRIFT,
        View::Desired => text::DESIRED,
        View::Report => text::REPORT,
    }
}
