//! A whole review: a table for each of those whom it is for, also for one that is not there.

use leptos::prelude::*;

use super::review_table::{ReviewControls, ReviewTable};
use crate::domain::change::review::{Review, ReviewRow};
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
    /// What they are shown with.
    controls: ReviewControls,
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
            <ReviewTable rows caption controls />
        }
    };
    all.into_iter().map(table).collect_view().into_any()
}
