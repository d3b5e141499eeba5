//! When a change takes effect: a clock that runs.

use std::time::Duration;

use leptos::prelude::*;

use crate::web::browser::clock;
use crate::web::reactive::dynamic;
use crate::web::text::effect as text;
use domain::change::execution::{Execution, StepState};
use domain::effect::{Effect as TakesEffect, effect};
use domain::time::Timestamp;

/// How often the clock moves.
const TICK: Duration = Duration::from_secs(1);

/// When what was done is certainly in effect.
#[component]
pub fn TakesEffectWhen(
    /// The change, ended.
    execution: Execution,
) -> impl IntoView {
    // Azure looks at its role assignments itself: no token has to be renewed.
    let in_azure = execution.steps().any(|(step, state)| step.is_azure() && may_be_done(state));
    let in_azure = in_azure.then(|| view! { <p>{text::IN_AZURE}</p> });
    let Some(changed) = last_change(&execution) else {
        return in_azure.map(|said| view! { <section class="card region" aria-label=text::HEADING><h2>{text::HEADING}</h2>{said}</section> }).into_any();
    };
    let now = RwSignal::new(clock::now());
    let tick = move || {
        now.try_set(clock::now());
    };
    if let Ok(ticking) = set_interval_with_handle(tick, TICK) {
        on_cleanup(move || ticking.clear());
    }
    let clock = move || match effect(changed, now.get()) {
        TakesEffect::PerhapsNotYet { by, left } => text::old_token_until(&by.minute(), left),
        TakesEffect::Certain => text::CERTAIN.to_owned(),
    };
    let is_certain = execution.steps().any(|(step, state)| !step.is_azure() && matches!(state, StepState::Done { .. }));
    let (gave, took) = (did(&execution, false), did(&execution, true));
    view! {
        <section class="card region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            <p class="strong" role="timer">
                {dynamic(clock)}
            </p>
            {(!is_certain).then(|| view! { <p>{text::IF_CHANGED}</p> })}
            {gave.then(|| view! { <p>{text::AFTER_GRANT}</p> })}
            {took.then(|| view! { <p>{text::AFTER_REVOKE}</p> })}
            <p class="soft">{text::WHY}</p>
            {in_azure}
        </section>
    }
    .into_any()
}

/// When something was last done that shows in a token, or may have been.
fn last_change(execution: &Execution) -> Option<Timestamp> {
    let in_tokens = execution.steps().filter(|(step, _)| !step.is_azure());
    let at = in_tokens.filter_map(|(_, state)| match state {
        StepState::Done { at, .. } => Some(*at),
        StepState::Unknown(_) => Some(execution.last_change()),
        _ => None,
    });
    at.max()
}

fn did(execution: &Execution, takes: bool) -> bool {
    let mut in_tokens = execution.steps().filter(|(step, _)| !step.is_azure());
    in_tokens.any(|(step, state)| step.takes() == takes && may_be_done(state))
}

fn may_be_done(state: &StepState) -> bool {
    matches!(state, StepState::Done { .. } | StepState::Unknown(_))
}
