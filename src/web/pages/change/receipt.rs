//! The receipt: what happened, when it takes effect, and what else is needed.

use leptos::prelude::*;

use super::effect::TakesEffectWhen;
use super::outcomes::{directory_roles, outcomes, wish, with_names};
use super::places::PlaceNames;
use super::record::Record;
use super::same_change::SameChange;
use super::second_halves::SecondHalves;
use super::undo::UndoButton;
use crate::domain::change::execution::{Execution, StepState};
use crate::domain::change::lifecycle::Change;
use crate::domain::change::wish::Wanted;
use crate::domain::ids::ServicePrincipalId;
use crate::web::change_desk::ChangeDesk;
use crate::web::components::{Notice, OutcomeTable, StepHeading, Tone};
use crate::web::open_tenant::OpenTenant;
use crate::web::pages::account::read_person;
use crate::web::pages::print_head::PrintHead;
use crate::web::route::Route;
use crate::web::session::SessionControl;
use crate::web::tenant_text::visible;
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
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    let (person, read) = read_person(tenant);
    let places = expect_context::<PlaceNames>();
    let roles = directory_roles(tenant);
    let plan = execution.plan().clone();
    let same_change = move || {
        let steps = with_names(tenant, places, roles, plan.identities(), plan.steps());
        view! { <SameChange tenant=plan.tenant() steps /> }
    };
    let reason = execution.plan().reason().map(|reason| text::reason_given(&visible(reason.as_str())));
    view! {
        <section class="region" aria-label=text::RECEIPT>
            <StepHeading text=text::RECEIPT takes_focus=true />
            <PrintHead person control at=Signal::stored(Some(execution.last_change())) />
            <Summary execution=execution.clone() />
            {reason.map(|reason| view! { <p><bdi>{reason}</bdi></p> })}
            <OutcomeTable outcomes=outcomes(id) caption=text::RECEIPT />
            <div class="actions">
                <a class="button primary" href=Route::Identity(id).to_string()>{text::TO_IDENTITY}</a>
                <UndoButton id execution=execution.clone() />
                {again}
                <button type="button" class="button" on:click=move |_| desk.discard(id)>
                    {text::ANOTHER}
                </button>
            </div>
            <TakesEffectWhen execution=execution.clone() />
            <SecondHalves execution=execution.clone() />
            <Record execution person read />
            {same_change}
        </section>
    }
    .into_any()
}

/// What happened, in one sentence.
#[component]
fn Summary(execution: Execution) -> impl IntoView {
    let tally = outcome::Tally::of(&execution);
    let tone = if tally.open + tally.not_known == 0 { Tone::Good } else { Tone::Warn };
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
