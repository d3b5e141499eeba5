//! Waiting. The first half second of it is silent; the style sheet sees to that.

use leptos::prelude::*;

use crate::web::reactive::dynamic;
use crate::web::text::part;

/// Something is being read or done, and it is not known how much there is of it.
#[component]
pub fn Waiting(
    /// What is in progress.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <p class="waiting" role="status">
            <span class="spinner" aria-hidden={"true"}></span>
            <span>{text}</span>
        </p>
    }
}

/// What to do when a wait takes long. It is hidden for the first seconds; the style sheet sees to that.
#[component]
pub fn SlowNotice() -> impl IntoView {
    view! {
        <p class="slow soft" role="status">
            {part::SLOW}
        </p>
    }
}

/// Something is in progress that can be counted.
#[component]
pub fn Counted(
    /// How much is done.
    #[prop(into)]
    done: Signal<usize>,
    /// How much there is; nothing while that is not known.
    #[prop(into)]
    all: Signal<Option<usize>>,
    /// The same in words.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let max = move || all.get().map(|all| all.max(1).to_string());
    let value = move || all.get().map(|_| done.get().to_string());
    view! {
        <div class="progress">
            <progress max=max value=value aria-label=move || text.get()></progress>
            <span role="status">{dynamic(move || text.get())}</span>
        </div>
    }
}
