//! The steps of a change, and which one it is at.

use leptos::prelude::*;

use crate::web::text::change as text;

/// The line of steps; `at` counts from 0.
#[component]
pub fn StepLine(#[prop(into)] at: Signal<usize>) -> impl IntoView {
    let steps = text::STEP_NAMES.iter().enumerate().map(|(place, name)| {
        let current = move || (at.get() == place).then_some("step");
        view! { <li aria-current=current>{*name}</li> }
    });
    view! {
        <ol class="steps" aria-label=text::STEPS>
            {steps.collect_view()}
        </ol>
    }
}
