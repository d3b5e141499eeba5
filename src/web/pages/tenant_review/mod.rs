//! The review of the whole tenant, in six views. Which one, and what it is filtered by, is in the address.

mod carry;
mod change_links;
mod charts;
mod desired;
mod desk;
mod drift;
mod filters;
mod findings;
mod location;
mod pieces;
mod progress;
mod report;
mod rows;
mod selection;
mod who;

use leptos::prelude::*;

use crate::web::components::PageHeading;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::review_address::{ReviewAddress, View};
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::tenant_review as text;

use desk::ReviewDesk;
use location::{ReviewLocation, route};

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
    let view = memo(move || address.read().view);
    let there_is = memo(move || desk.review().is_some());
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
        {dynamic(shown)}
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
