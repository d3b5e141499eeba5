//! What a change request would do, computed from the live tenant.

use leptos::prelude::*;

use super::super::change::PlaceNames;
use super::super::fetched_status::FetchedStatus;
use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{FetchedHead, Notice, ReviewControls, ReviewTables, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::ChangeStep;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::tenant::changed_identities::ChangedIdentities;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{change, draft as text};
use domain::change::origin::{Origin, Preselected};
use domain::change::review::{Review, ReviewRow};
use domain::change::wish::{Wanted, Wish};
use domain::ids::ServicePrincipalId;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

/// The rows of a change request by identity, of which the dangerous ones are not ticked, and the way on.
#[component]
pub fn Proposal(
    /// What the change request asks for; something, at least.
    wanted: Vec<Wanted>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let Some(first) = wanted.first().map(|wanted| wanted.identity) else { return ().into_any() };
    let wanted = StoredValue::new(wanted);
    let left_out = RwSignal::new(SortedSet::new());
    let proposed = FetchedSignal::<Review>::now(move || {
        let (directory, wanted) = (tenant.directory(), wanted.get_value());
        async move {
            let mut review = directory.review(first, wanted).await?;
            review.note_preselected(|_| Some(Preselected::by(Origin::ChangeRequest)));
            Ok(review)
        }
    });
    // What the user has ticked or cleared stays so when the change request is read again.
    let decided = StoredValue::new(SortedMap::<Wanted, bool>::new());
    follow(move || {
        let rows = proposed.map(|review| left_out_of(review, &decided.get_value()));
        left_out.set(rows.unwrap_or_default());
    });
    let toggle = Callback::new(move |row: usize| {
        let wanted = proposed.with_untracked(|fetched| fetched.value()?.rows().get(row).map(wanted_of));
        left_out.update(|rows| {
            let takes_in = rows.remove(&row);
            if !takes_in {
                rows.insert(row);
            }
            if let Some(wanted) = wanted {
                decided.update_value(|decided| {
                    decided.insert(wanted, takes_in);
                });
            }
        });
    });
    let settle = Callback::new(move |(ambiguous, meant): (Wish, Wish)| {
        wanted.update_value(|all| {
            all.iter_mut().filter(|it| it.wish == ambiguous).for_each(|it| it.wish = meant.clone());
        });
        proposed.read();
    });
    let leave_out = Callback::new(move |wish: Wish| {
        wanted.update_value(|all| all.retain(|it| it.wish != wish));
        proposed.read();
    });
    provide_context(ChangedIdentities::new(tenant));
    let places = PlaceNames::new(tenant);
    let (place, azure_scope) = (places.words(), places.azure_words());
    // What would do instead is offered where the change itself is reviewed.
    let beside = Callback::new(|_: ReviewRow| None);
    let controls = ReviewControls { left_out: left_out.into(), toggle, settle, leave_out, place, azure_scope, beside };
    let tables = move || {
        proposed.value().map(|review| {
            let caution = !review.waiting_rows().is_empty();
            view! {
                {caution.then(|| view! { <Notice tone=Tone::Warn what=text::NOT_TICKED /> })}
                <ReviewTables review controls />
            }
        })
    };
    view! {
        <section class="region" aria-label=text::REGION>
            <FetchedHead heading=move || text::WOULD_DO what=text::REGION of=proposed />
            <FetchedStatus of=proposed reading=change::REVIEWING />
            {dynamic(tables)}
            <GoOn first proposed left_out />
        </section>
    }
    .into_any()
}

/// Chooses what is ticked for a change, which then is reviewed like any other.
#[component]
fn GoOn(
    first: ServicePrincipalId,
    proposed: FetchedSignal<Review>,
    left_out: RwSignal<SortedSet<usize>>,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let ticked = memo(move || proposed.map(|review| ticked(review, &left_out.read())).unwrap_or_default());
    let changes = move || proposed.map(Review::changes);
    // The change is with the first of those that it is for: one that is there, for what is ticked is possible.
    let to = memo(move || ticked.read().first().map_or(first, |wanted| wanted.identity));
    let is_applying = move || desk.with(to.get(), OpenChange::is_applied);
    // An unfinished change is kept.
    let go_on = move |_| {
        let (id, ticked) = (to.get_untracked(), ticked.get_untracked());
        desk.send(id, ChangeEvent::Preselected(ticked.clone(), Origin::ChangeRequest));
        // What waited for a tick was ticked here.
        let waiting = proposed.with_untracked(|fetched| {
            let review = fetched.value();
            let rows = review.map(|review| review.waiting_rows().into_iter().map(|at| wanted_of(&review.rows()[at])));
            rows.map(Iterator::collect::<Vec<Wanted>>).unwrap_or_default()
        });
        let waiting: Vec<Wanted> = waiting.into_iter().filter(|it| ticked.contains(it)).collect();
        desk.send(id, ChangeEvent::Ticked(waiting));
        navigation.go(&desk.address(id, ChangeStep::Choose));
    };
    view! {
        {dynamic(move || (changes() == Some(0)).then(|| view! { <Notice tone=Tone::Good what=text::NOTHING /> }))}
        <Show when=move || changes().is_some_and(|number| number > 0)>
            <div class="actions">
                <button
                    type="button"
                    class="button primary"
                    disabled=move || is_applying() || ticked.read().is_empty()
                    on:click=go_on
                >
                    {dynamic(move || text::take(ticked.read().len()))}
                </button>
                <span class="soft">{dynamic(move || if is_applying() { change::FINISH_FIRST } else { text::REVIEW_NEXT })}</span>
            </div>
        </Show>
    }
    .into_any()
}

/// The rows that are not ticked: those that wait for the user's own tick, but for what the user has ticked or cleared.
fn left_out_of(review: &Review, decided: &SortedMap<Wanted, bool>) -> SortedSet<usize> {
    let waiting = review.waiting_rows();
    let is_left_out = |(at, row): &(usize, &ReviewRow)| {
        decided.get(&wanted_of(row)).map_or_else(|| waiting.contains(at), |ticked| !ticked)
    };
    review.rows().iter().enumerate().filter(is_left_out).map(|(at, _)| at).collect()
}

/// What the rows ask for that would change something and are ticked.
fn ticked(review: &Review, left_out: &SortedSet<usize>) -> Vec<Wanted> {
    let rows = review.rows().iter().enumerate();
    let ticked = rows.filter(|(at, row)| row.verdict.step().is_some() && !left_out.contains(at));
    ticked.map(|(_, row)| wanted_of(row)).collect()
}

fn wanted_of(row: &ReviewRow) -> Wanted {
    Wanted { identity: row.identity, wish: row.wish.clone() }
}
