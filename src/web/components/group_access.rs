//! What the members of a group get: a line for each kind.

use leptos::prelude::*;

use crate::web::tenant::tenant_text::visible;
use crate::web::text::add_group as text;
use domain::group::GroupAccess;

/// What the members of a group get.
#[component]
pub fn GroupAccessList(
    /// What was read.
    access: GroupAccess,
) -> impl IntoView {
    let line = |said: String| view! { <li><bdi>{visible(&said)}</bdi></li> };
    view! {
        <ul class="soft" aria-label=text::ACCESS>
            {text::access(&access).map(line).into_iter().collect_view()}
        </ul>
    }
    .into_any()
}
