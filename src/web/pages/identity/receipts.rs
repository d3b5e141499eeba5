//! The changes to an identity that were made in this browser, with their receipts.

use leptos::prelude::*;

use crate::web::navigation::route::Route;
use crate::web::reactive::dynamic;
use crate::web::receipts::{Entry, Origin, Receipts};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{identity_undo, outcome, receipts as text};
use domain::ids::ServicePrincipalId;

/// How many receipts are shown here. The list of all of them has the rest.
const MOST: usize = 5;

/// Links to the latest receipts, and to the list of all of them.
#[component]
pub fn ReceiptsOf(id: ServicePrincipalId) -> impl IntoView {
    let receipts = expect_context::<Receipts>();
    receipts.read_once();
    let list = move || {
        let about = receipts.of_identity(id);
        if about.is_empty() {
            return view! { <p class="soft">{text::NONE_OF_IDENTITY}</p> }.into_any();
        }
        view! { <ul>{about.iter().take(MOST).map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="region" aria-label=text::OF_IDENTITY>
            <h2 tabindex="-1">{text::OF_IDENTITY}</h2>
            {dynamic(list)}
            <p>
                <a href=Route::Activity.to_string()>{text::TO_ACTIVITY}</a>
            </p>
        </section>
    }
    .into_any()
}

fn line(entry: &Entry) -> AnyView {
    let id = entry.receipt.id();
    let result = entry.execution().map(|it| outcome::summary(&outcome::Tally::of(&it)));
    let result = result.or_else(|| host_summary(entry)).unwrap_or_default();
    let mark = (entry.origin == Origin::Unproven).then_some(text::UNPROVEN_BADGE);
    view! {
        <li>
            <a href=Route::Receipt(id).to_string()>{id.started().minute()}</a>
            " "
            {result}
            " "
            {mark}
        </li>
    }
    .into_any()
}

/// What became of a change of a resource's identity.
fn host_summary(entry: &Entry) -> Option<String> {
    let host = entry.receipt.host()?;
    Some(visible(&identity_undo::summary(&host.work()?, &host.outcome())))
}
