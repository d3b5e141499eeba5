//! A whole review: a table for each of those whom it is for, also for one that is not there.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::review_table::ReviewTable;
use crate::domain::change::review::{Review, ReviewRow};
use crate::domain::change::wish::{Lasting, Wish};
use crate::domain::directory_role::DirectoryScope;
use crate::domain::ids::ServicePrincipalId;
use crate::web::route::Route;
use crate::web::tenant_text::visible;
use crate::web::text::review as text;

/// The tables of a review.
#[component]
pub fn ReviewTables(
    /// The review.
    review: Review,
    /// Whether a table names whose it is even where there is no other.
    named: bool,
    /// The rows that are not ticked, by their place.
    left_out: Signal<BTreeSet<usize>>,
    /// Takes a row out, or in again.
    toggle: Callback<usize>,
    /// Puts another wish in the place of one.
    settle: Callback<(Wish, Wish)>,
    /// Where a directory role counts and for how long, in words.
    place: Callback<(DirectoryScope, Lasting), String>,
    /// What else can be done about a row.
    beside: Callback<ReviewRow, Option<AnyView>>,
) -> impl IntoView {
    let present = review.identities().iter().map(|it| (it.id, it.display_name.clone()));
    let absent = review.absent().iter().map(|it| (it.id, it.name.clone().unwrap_or_else(|| it.id.to_string())));
    let all: Vec<(ServicePrincipalId, String)> = present.chain(absent).collect();
    let named = named || all.len() > 1;
    let table = move |(id, name): (ServicePrincipalId, String)| {
        let rows = review.rows().iter().cloned().enumerate();
        let rows: Vec<(usize, ReviewRow)> = rows.filter(|(_, row)| row.identity == id).collect();
        let caption = text::rows_of(&visible(&name));
        let heading = named.then(|| {
            view! {
                <h3 class="group-head">
                    <a href=Route::Identity(id).to_string()>
                        <bdi>{caption.clone()}</bdi>
                    </a>
                </h3>
            }
        });
        view! {
            {heading}
            <ReviewTable rows caption left_out toggle settle place beside />
        }
    };
    all.into_iter().map(table).collect_view().into_any()
}
