//! The tick box before something that is assigned.

use leptos::prelude::*;

use crate::web::change::selection::Selection;
use crate::web::text::remove as text;
use domain::change::wish::Wish;

/// A box that ticks a row for removal. What it is called is beside it and is clickable as well. Where nothing can be
/// ticked, only the name is there.
#[component]
pub fn PickBox(
    /// What is ticked.
    selection: Selection,
    /// What a tick asks for.
    wish: Wish,
    /// What the row is called, and whose it is, for screen readers.
    name: String,
    /// What is beside the box.
    children: Children,
) -> impl IntoView {
    if selection.is_forbidden() {
        return children().into_any();
    }
    let (shown, chosen) = (wish.clone(), wish);
    view! {
        <label class="pick">
            <input
                type="checkbox"
                aria-label=text::select(&name)
                prop:checked=move || selection.has(&shown)
                on:change:target=move |event| selection.set(&chosen, event.target().checked())
            />
            <span>{children()}</span>
        </label>
    }
    .into_any()
}
