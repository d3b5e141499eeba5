//! Undoing: the reverse of a change as a change of its own, reviewed like any other.

use leptos::prelude::*;

use crate::domain::change::execution::Execution;
use crate::domain::change::lifecycle::Change;
use crate::domain::ids::ServicePrincipalId;
use crate::web::change_desk::ChangeDesk;
use crate::web::clock;
use crate::web::navigation::Navigation;
use crate::web::route::{ChangeStep, Route};
use crate::web::text::remove as text;

/// Leads to the review of what would reverse an execution. Nothing where it did nothing that can be reversed.
#[component]
pub fn UndoButton(id: ServicePrincipalId, execution: Execution) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let now = clock::now();
    let left = text::not_undone(execution.cannot_be_undone(now));
    let reverse = execution.reverse(now);
    // What is left of a limited time is counted when it is undone.
    let undo = move |_| {
        let wishes = execution.reverse(clock::now());
        desk.update(id, |_| Change::Choosing(wishes.clone()));
        navigation.go(&Route::Change(id, ChangeStep::Review, wishes));
    };
    let button = (!reverse.is_empty()).then(|| {
        view! {
            <button type="button" class="button" on:click=undo>
                {text::UNDO}
            </button>
        }
    });
    view! {
        {button}
        {left.map(|left| view! { <p class="soft">{left}</p> })}
    }
}
