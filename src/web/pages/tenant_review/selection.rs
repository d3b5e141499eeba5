//! What is done with the identities that are selected.

use leptos::prelude::*;

use super::carry::Carry;
use super::change_links::{change_links, to_change};
use super::desk::ReviewDesk;
use super::location::ReviewLocation;
use crate::web::browser::download::download;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::ChangeStep;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::text::tenant_review as text;
use domain::change::wish::Wanted;
use domain::ids::ServicePrincipalId;
use domain::sorted_set::SortedSet;
use domain::tenant_review::desired::{self, removal};
use domain::tenant_review::{PermissionKey, TenantReview};

/// The most identities of one change: more, and no one reads its review.
const MOST: usize = 50;

/// How many are selected, and what can be done with them.
#[component]
pub fn SelectionBar(desk: ReviewDesk, place: ReviewLocation, rows: Memo<Vec<u32>>) -> impl IntoView {
    let (changes, navigation) = (expect_context::<ChangeDesk>(), expect_context::<Navigation>());
    let all = move |_| {
        let Some(review) = desk.snapshot() else { return };
        let ids = rows.read_untracked().iter().map(|&row| review.rows()[row as usize].identity.id).collect();
        desk.selected.set(ids);
    };
    let count = memo(move || desk.selected.read().len());
    let any = memo(move || count.get() > 0);
    let change = move || {
        let selected = desk.selected.read();
        (selected.len() <= MOST).then(|| {
            view! {
                <button type="button" class="button primary" on:click=handler(move || begin_change(desk, changes, navigation))>
                    {text::CHANGE_SELECTED}
                </button>
            }
        })
    };
    // With a filter by one permission, the permission can be removed from the selected identities.
    let take = move || {
        let key = place.address.read().filter.thing.clone()?;
        let review = desk.review()?;
        let wanted = holders(&review, &desk.selected.read(), &key);
        (!wanted.is_empty()).then(|| change_links(to_change(wanted), text::REMOVE_FROM_SELECTED, None))
    };
    let save = move |_| save_desired(desk);
    view! {
        <div class="actions" role="group" aria-label=text::SELECTION>
            <button type="button" class="button" on:click=all>
                {text::SELECT_ALL}
            </button>
            <Carry desk rows />
            <Show when=move || any.get()>
                <span role="status">{dynamic(move || text::selected(count.get()))}</span>
                {dynamic(change)}
                {dynamic(take)}
                <button type="button" class="button" on:click=save>
                    {text::SAVE_DESIRED}
                </button>
                <button type="button" class="button quiet" on:click=handler(move || desk.selected.update(|all| all.clear()))>
                    {text::CLEAR_SELECTION}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

/// Begins a change for all that are selected.
fn begin_change(desk: ReviewDesk, changes: ChangeDesk, navigation: Navigation) {
    let selected = desk.selected.get_untracked();
    let Some(&first) = selected.first() else { return };
    for &other in selected.iter().skip(1) {
        changes.send(first, ChangeEvent::Included(other));
    }
    navigation.go(&changes.address(first, ChangeStep::Choose));
}

/// The wishes to remove one permission from the selected identities that have it directly.
fn holders(review: &TenantReview, selected: &SortedSet<ServicePrincipalId>, key: &PermissionKey) -> Vec<Wanted> {
    let Some(place) = review.permission_index(key) else { return Vec::new() };
    let direct = |row: usize| review.assignments(row).iter().any(|it| it.thing == place && it.is_direct());
    let rows = (0..).zip(review.rows()).filter(|(row, it)| selected.contains(&it.identity.id) && direct(*row));
    rows.map(|(_, it)| Wanted { identity: it.identity.id, wish: removal(key) }).collect()
}

/// Saves the permissions of the selected identities as a baseline.
fn save_desired(desk: ReviewDesk) {
    let Some(review) = desk.snapshot() else { return };
    let selected = desk.selected.get_untracked();
    let rows: Vec<u32> =
        (0..).zip(review.rows()).filter(|(_, row)| selected.contains(&row.identity.id)).map(|(row, _)| row).collect();
    let directory = desk.tenant().directory();
    leptos::task::spawn_local(async move {
        // Who is signed in has been read for the header; where not, there is no tenant to name.
        if let Ok(person) = directory.signed_in_user().await {
            let tenant = person.tenant.id;
            let name = format!("desired-state-{tenant}-{}.json", review.at.date());
            download(&name, "application/json", &desired::write(&review, &rows, tenant));
        }
    });
}
