//! A link that leaves the page.

use leptos::prelude::*;

use crate::web::text::identity::NEW_TAB;

/// A link to one of Microsoft's portals, in a tab of its own that learns nothing about this one.
#[component]
pub fn OutLink(
    /// The address, built from ids only.
    href: String,
    /// What it leads to.
    text: &'static str,
) -> impl IntoView {
    view! {
        <a href=href target="_blank" rel="noopener noreferrer">
            {text}
            <span class="unseen">" "{NEW_TAB}</span>
        </a>
    }
}
