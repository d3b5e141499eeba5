//! What a list is filtered by, each with a button that removes it.

use leptos::prelude::*;

use super::icon::Icon;
use crate::web::reactive::handler;
use crate::web::text::identities as text;

/// The filters that are set, and a button that removes them all where there are several.
#[component]
pub fn FilterPills(
    /// The name and the value of each, safe to show.
    #[prop(into)]
    filters: Signal<Vec<(&'static str, String)>>,
    /// Removes the filter of this name.
    remove: Callback<&'static str>,
    /// Removes all of them.
    clear: Callback<()>,
) -> impl IntoView {
    let pill = move |(name, value): (&'static str, String)| {
        let words = text::filter(name, &value);
        let removes = text::remove_filter(&words);
        view! {
            <li>
                <button
                    type="button"
                    class="pill"
                    aria-label=removes
                    on:click=handler(move || remove.run(name))
                >
                    <bdi>{words}</bdi>
                    {Icon::Close.draw()}
                </button>
            </li>
        }
    };
    let several = move || filters.read().len() > 1;
    view! {
        <Show when=move || !filters.read().is_empty()>
            <ul class="pills" aria-label=text::FILTERS>
                <For each=move || filters.get() key=|filter| filter.clone() children=pill />
                <Show when=several>
                    <li>
                        <button type="button" class="button quiet" on:click=handler(move || clear.run(()))>
                            {text::CLEAR}
                        </button>
                    </li>
                </Show>
            </ul>
        </Show>
    }
    .into_any()
}
