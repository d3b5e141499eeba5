//! The receipt: what happened, when it takes effect, and what else is needed.

use leptos::prelude::*;

use super::outcomes::{outcomes, wish};
use super::undo::UndoButton;
use crate::domain::change::execution::{Execution, StepState};
use crate::domain::change::lifecycle::Change;
use crate::domain::change::plan::Step;
use crate::domain::change::wish::Wanted;
use crate::domain::ids::{AppId, ServicePrincipalId};
use crate::domain::well_known::{EXCHANGE_ONLINE, SHAREPOINT_ONLINE};
use crate::web::change_desk::ChangeDesk;
use crate::web::components::{Notice, OutcomeTable, StepHeading, Tone};
use crate::web::route::Route;
use crate::web::text::{change as text, outcome};

/// The step of the receipt. Once it has been seen and left, the change is off the desk.
#[component]
pub fn ReceiptStep(id: ServicePrincipalId) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    on_cleanup(move || {
        if matches!(desk.snapshot(id), Change::Done(_)) {
            desk.discard(id);
        }
    });
    let Change::Done(execution) = desk.snapshot(id) else { return ().into_any() };
    let left = not_added(&execution);
    let again = (!left.is_empty()).then(|| {
        let again = move |_| desk.update(id, |_| Change::Choosing(left.clone()));
        view! {
            <button type="button" class="button" on:click=again>
                {text::AGAIN}
            </button>
        }
    });
    let halves = [(EXCHANGE_ONLINE, outcome::EXCHANGE), (SHAREPOINT_ONLINE, outcome::SHAREPOINT)];
    let halves: Vec<_> = halves.into_iter().filter(|(api, _)| concerns(&execution, *api)).collect();
    let second_half = (!halves.is_empty()).then(|| {
        view! {
            <h3>{outcome::SECOND_HALF}</h3>
            <ul>{halves.into_iter().map(|(_, what)| view! { <li>{what}</li> }).collect_view()}</ul>
        }
    });
    view! {
        <section class="region" aria-label=text::RECEIPT>
            <StepHeading text=text::RECEIPT takes_focus=true />
            <Summary execution=execution.clone() />
            <OutcomeTable outcomes=outcomes(id) caption=text::RECEIPT />
            <div class="actions">
                <a class="button primary" href=Route::Identity(id).to_string()>{text::TO_IDENTITY}</a>
                <UndoButton id execution=execution.clone() />
                {again}
                <button type="button" class="button" on:click=move |_| desk.discard(id)>
                    {text::ANOTHER}
                </button>
            </div>
            <div class="card prose">
                <h3>{outcome::EFFECT}</h3>
                <p>{outcome::EFFECT_TOKEN}</p>
                {second_half}
            </div>
        </section>
    }
    .into_any()
}

/// What happened, in one sentence.
#[component]
fn Summary(execution: Execution) -> impl IntoView {
    let tally = outcome::Tally::of(&execution);
    let tone = if tally.open == 0 { Tone::Good } else { Tone::Warn };
    let from_to = outcome::from_to(&execution.started().minute(), &execution.last_change().minute());
    view! { <Notice tone what=outcome::summary(&tally) next=from_to /> }
}

/// What can be chosen again, because it was not added.
fn not_added(execution: &Execution) -> Vec<Wanted> {
    let open = |state: &StepState| !matches!(state, StepState::Done { .. } | StepState::AlreadySo);
    execution
        .steps()
        .filter(|(_, state)| open(state))
        .map(|(step, _)| Wanted { identity: step.principal(), wish: wish(step) })
        .collect()
}

fn concerns(execution: &Execution, api: AppId) -> bool {
    execution.steps().any(|(step, _)| matches!(step, Step::Grant(missing) if missing.api() == api))
}
