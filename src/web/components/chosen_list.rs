//! What has been chosen so far.

use leptos::prelude::*;

use super::name_cell::NameCell;
use crate::domain::change::wish::Wish;
use crate::web::tenant_text::visible;
use crate::web::text::change as text;

/// A wish with the names that could be found for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenWish {
    /// The wish.
    pub wish: Wish,
    /// What it is called.
    pub label: String,
    /// Who offers it.
    pub of: String,
}

/// The selection, with a way out for each part of it.
#[component]
pub fn ChosenList(
    /// What is chosen.
    wishes: Signal<Vec<ChosenWish>>,
    /// Takes one out.
    remove: Callback<Wish>,
) -> impl IntoView {
    let row = move |chosen: ChosenWish| {
        let ChosenWish { wish, label, of } = chosen;
        let label = visible(&label);
        view! {
            <li>
                <span>
                    <NameCell name=label.clone() of=visible(&of) />
                </span>
                <button
                    type="button"
                    class="button quiet"
                    aria-label=text::remove(&label)
                    on:click=move |_| remove.run(wish.clone())
                >
                    {text::REMOVE}
                </button>
            </li>
        }
    };
    view! {
        <ul>
            <For each=move || wishes.get() key=|chosen| format!("{:?}{}{}", chosen.wish, chosen.label, chosen.of) children=row />
        </ul>
    }
}
