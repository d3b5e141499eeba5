//! What something is called, and below it whose it is.

use leptos::prelude::*;

use super::breakable::Breakable;

/// The two lines. The caller has made both safe to show.
#[component]
pub fn NameCell(
    /// What it is called.
    name: String,
    /// Whose it is; it may come later than the name.
    of: impl IntoView + 'static,
) -> impl IntoView {
    view! {
        <span class="strong">
            <bdi>
                <Breakable name />
            </bdi>
        </span>
        <br />
        <span class="faint">
            <bdi>{of.into_any()}</bdi>
        </span>
    }
}
