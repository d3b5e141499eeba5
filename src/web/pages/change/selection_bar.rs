//! The bar at the bottom of the window: how much is selected, its highest tier, and the way on to the review. It is the
//! only place from which the review is opened and the selection emptied.

use leptos::prelude::*;

use super::catalog::Catalog;
use super::set_job::tier_badge;
use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::ChangeStep;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::text::{change as text, jobs};
use domain::change::wish::Wish;
use domain::ids::ServicePrincipalId;

/// The element of the button that leads to the review, or of the one before it.
pub const BAR_ID: &str = "selection-bar";

/// The bar.
#[component]
pub fn SelectionBar(
    /// The identity of the page.
    id: ServicePrincipalId,
    /// What can be chosen.
    catalog: FetchedSignal<Catalog>,
    /// What is chosen.
    wishes: Signal<Vec<Wish>>,
    /// Moves the focus to the details of the selection.
    to_details: Callback<()>,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let is_incomplete = memo(move || desk.with(id, OpenChange::is_incomplete));
    let is_empty = memo(move || wishes.read().is_empty() && !is_incomplete.get());
    let cannot_go_on = move || wishes.read().is_empty() || is_incomplete.get();
    let review = move |_| navigation.go(&desk.address(id, ChangeStep::Review));
    let empty = move |_| {
        desk.send(id, ChangeEvent::Emptied);
    };
    let label = move || match wishes.read().as_slice() {
        [] => text::REVIEW.to_owned(),
        wishes => text::review(wishes),
    };
    let tier = move || {
        let tier = catalog.map(|catalog| catalog.tier(&*wishes.read()))??;
        let unrated = (tier.unrated > 0 && tier.highest.is_some())
            .then(|| view! { <span class="faint">{jobs::unrated(tier.unrated)}</span> });
        Some(view! {
            <span class="row">
                <span class="faint">{jobs::HIGHEST_TIER}</span>
                {tier_badge(Some(tier))}
                {unrated}
            </span>
        })
    };
    view! {
        <section class="selection-bar" class:empty=move || is_empty.get() id=BAR_ID aria-label=jobs::BAR tabindex="-1">
            <div class="selection-state">
                <span class="strong" role="status">
                    {dynamic(move || text::chosen(wishes.read().len()))}
                </span>
                {dynamic(tier)}
                {dynamic(move || is_incomplete.get().then(|| view! { <span class="caution">{jobs::OPEN_CHOICES}</span> }))}
            </div>
            <Show when=move || !is_empty.get()>
                <div class="actions">
                    <button type="button" class="button quiet" on:click=handler(move || to_details.run(()))>
                        {jobs::DETAILS}
                    </button>
                    <button type="button" class="button" on:click=empty>
                        {text::CLEAR}
                    </button>
                    <button type="button" class="button primary" disabled=cannot_go_on on:click=review>
                        {dynamic(label)}
                    </button>
                </div>
            </Show>
        </section>
    }
    .into_any()
}
