//! What has been chosen so far.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::name_cell::NameCell;
use crate::web::reactive::handler;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{change as text, review as text_of_rows};
use domain::change::origin::Origin;
use domain::change::wish::Wish;

/// A wish with the names that could be found for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenWish {
    /// The wish.
    pub wish: Wish,
    /// What it is called.
    pub label: String,
    /// The API, or the scope.
    pub of: String,
    /// What chose it, where the user has neither chosen nor ticked it.
    pub filled_in: Option<Origin>,
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
        let ChosenWish { wish, label, of, filled_in } = chosen;
        let mark = filled_in.map(|origin| view! { " " <Badge tone=Tone::Warn text=text_of_rows::filled_in(origin) /> });
        let label = visible(&label);
        view! {
            <li>
                <span>
                    <NameCell name=label.clone() of=visible(&of) />
                    {mark}
                </span>
                <button
                    type="button"
                    class="button quiet"
                    aria-label=text::remove(&label)
                    on:click=handler(move || remove.run(wish.clone()))
                >
                    {text::REMOVE}
                </button>
            </li>
        }
    };
    view! {
        <ul>
            <For each=move || wishes.get() key=|chosen| format!("{chosen:?}") children=row />
        </ul>
    }
}
