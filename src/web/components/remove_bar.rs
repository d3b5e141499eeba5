//! What can be done with the rows that are ticked.

use leptos::prelude::*;

use crate::web::change::deliberate::leads_away;
use crate::web::change::selection::Selection;
use crate::web::reactive::{dynamic, handler};
use crate::web::text::remove as text;
use domain::change::wish::Wish;

/// How many rows are ticked, with the link to the review of their removal. Nothing while none is.
#[component]
pub fn RemoveBar(
    /// What is ticked.
    selection: Selection,
    /// The address of the review of these wishes.
    review: Callback<Vec<Wish>, String>,
    /// Notes these as the user's own choice, before the link is followed: an address could be from anyone.
    choose: Callback<Vec<Wish>>,
) -> impl IntoView {
    let number = move || selection.wishes().len();
    let buttons = move || {
        view! {
            <a
                class="button destructive"
                href=move || review.run(selection.wishes())
                on:click=move |click| {
                    if leads_away(&click) {
                        choose.run(selection.wishes());
                    }
                }
            >
                {text::REMOVE}
            </a>
            <button type="button" class="button" on:click=handler(move || selection.clear())>
                {text::CLEAR}
            </button>
        }
    };
    view! {
        <div class="pick-bar" class:empty=move || number() == 0>
            <span role="status">{dynamic(move || (number() > 0).then(|| text::selected(number())))}</span>
            <Show when=move || { number() > 0 }>{dynamic(buttons)}</Show>
        </div>
    }
    .into_any()
}
