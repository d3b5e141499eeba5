//! What has still to be done in Exchange and SharePoint.

use leptos::prelude::*;

use super::held::HeldRegions;
use crate::web::components::Checklists;
use crate::web::navigation::identity_view::Part;
use crate::web::reactive::dynamic;
use crate::web::text::elsewhere as text;
use domain::identity::ManagedIdentity;

/// The checklists.
#[component]
pub fn Elsewhere(
    /// Whose.
    identity: ManagedIdentity,
    /// What is assigned.
    held: HeldRegions,
) -> impl IntoView {
    let contents = move || {
        let lists = held.checklists(&identity);
        let all_read = held.completeness() == (true, true);
        match (lists.is_empty(), all_read) {
            (true, true) => view! { <p class="soft">{text::NOTHING}</p> }.into_any(),
            (true, false) => view! { <p class="soft">{text::NOT_KNOWN}</p> }.into_any(),
            (false, _) => view! {
                <p class="soft">{text::WHAT}</p>
                <Checklists lists />
            }
            .into_any(),
        }
    };
    view! {
        <section class="region" id=Part::Elsewhere.element() aria-label=text::HEADING>
            <h2 tabindex="-1">{text::HEADING}</h2>
            {dynamic(contents)}
        </section>
    }
    .into_any()
}
