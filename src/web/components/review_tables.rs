//! A whole review: a table for each identity, also for one that doesn't exist.

use leptos::prelude::*;

use super::identity_line::IdentityLine;
use super::review_table::{ReviewControls, ReviewTable};
use crate::web::navigation::route::Route;
use crate::web::reactive::dynamic;
use crate::web::tenant::changed_identities::ChangedIdentities;
use crate::web::tenant::tenant_text::{identity_name, visible};
use crate::web::text::review as text;
use domain::change::review::{Review, ReviewRow};
use domain::ids::ServicePrincipalId;
use domain::likeness::Uniqueness;

/// The tables of a review. Each names the identity that it is about, also where there is only one.
#[component]
pub fn ReviewTables(
    /// The review.
    review: Review,
    /// What they are shown with.
    controls: ReviewControls,
) -> impl IntoView {
    let identities = expect_context::<ChangedIdentities>();
    let present = review.identities().iter().map(|it| {
        identities.note(it.clone());
        (it.id, identity_name(&it.display_name, it.id))
    });
    let absent = review.absent().iter().map(|it| (it.id, it.name.clone().map_or(it.id.to_string(), |it| visible(&it))));
    let all: Vec<(ServicePrincipalId, String)> = present.chain(absent).collect();
    // One identity stands with its line above the tables.
    let several = all.len() > 1;
    let table = move |(id, name): (ServicePrincipalId, String)| {
        let rows = review.rows().iter().cloned().enumerate();
        let rows: Vec<(usize, ReviewRow)> = rows.filter(|(_, row)| row.identity == id).collect();
        let caption = text::rows_of(&name);
        let identity = review.identities().iter().find(|it| it.id == id).cloned();
        let line = move || {
            let uniqueness = identity.as_ref().map_or(Uniqueness::Unknown, |identity| identities.check(identity));
            view! { <IdentityLine id identity=identity.clone() uniqueness named=false /> }
        };
        view! {
            <h3 class="group-head">
                <a href=Route::Identity(id).to_string()>
                    <bdi>{caption.clone()}</bdi>
                </a>
            </h3>
            {several.then(|| view! { <p class="whose-line">{dynamic(line)}</p> })}
            <ReviewTable rows caption controls />
        }
    };
    all.into_iter().map(table).collect_view().into_any()
}
