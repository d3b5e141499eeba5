//! When a change takes effect: a clock that runs, and how to look at the identity's token.

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::change::execution::{Execution, StepState};
use crate::domain::change::plan::Step;
use crate::domain::effect::{Effect as TakesEffect, Place, effect, look_at_token};
use crate::domain::ids::AppId;
use crate::domain::time::Timestamp;
use crate::web::clock;
use crate::web::cloud::Cloud;
use crate::web::components::CopyButton;
use crate::web::text::effect as text;

/// How often the clock moves.
const TICK: Duration = Duration::from_secs(1);

/// When what was done is certainly in effect, and how to see it sooner.
#[component]
pub fn TakesEffectWhen(
    /// The change, ended.
    execution: Execution,
) -> impl IntoView {
    let Some(changed) = last_change(&execution) else { return ().into_any() };
    let now = RwSignal::new(clock::now());
    let tick = move || {
        now.try_set(clock::now());
    };
    if let Ok(ticking) = set_interval_with_handle(tick, TICK) {
        on_cleanup(move || ticking.clear());
    }
    let clock = move || match effect(changed, now.get()) {
        TakesEffect::PerhapsNotYet { by, left } => text::perhaps_not_yet(&by.minute(), left),
        TakesEffect::Certain => text::CERTAIN.to_owned(),
    };
    let is_certain = execution.steps().any(|(_, state)| matches!(state, StepState::Done { .. }));
    let (gave, took) = (did(&execution, false), did(&execution, true));
    let test = apis(&execution).into_iter().map(|(api, name)| view! { <Test api name /> }).collect_view();
    view! {
        <section class="card region" aria-label=text::HEADING>
            <h3>{text::HEADING}</h3>
            <p class="strong" role="timer">
                {clock}
            </p>
            {(!is_certain).then(|| view! { <p>{text::IF_AT_ALL}</p> })}
            {gave.then(|| view! { <p>{text::AFTER_GRANT}</p> })}
            {took.then(|| view! { <p>{text::AFTER_REVOKE}</p> })}
            <p class="soft">{text::WHY}</p>
            {test}
        </section>
    }
    .into_any()
}

/// Commands that show the roles in the token of one API.
#[component]
fn Test(api: AppId, name: String) -> impl IntoView {
    let command = |&(place, what): &(Place, &'static str)| {
        let command = look_at_token(place, Cloud::OF_THIS_BUILD, api);
        view! {
            <p>{what}</p>
            <pre class="code" tabindex="0">{command.clone()}</pre>
            <div class="actions">
                <CopyButton value=command what />
            </div>
        }
    };
    view! {
        <details class="part">
            <summary>
                <bdi>{text::test(&crate::web::tenant_text::visible(&name))}</bdi>
            </summary>
            <div class="region part-body">{text::PLACES.iter().map(command).collect_view()}</div>
        </details>
    }
}

/// When something was last done, or may have been.
fn last_change(execution: &Execution) -> Option<Timestamp> {
    let at = execution.steps().filter_map(|(_, state)| match state {
        StepState::Done { at, .. } => Some(*at),
        StepState::Unknown(_) => Some(execution.last_change()),
        _ => None,
    });
    at.max()
}

fn did(execution: &Execution, takes: bool) -> bool {
    let may_be_done = |state: &StepState| matches!(state, StepState::Done { .. } | StepState::Unknown(_));
    execution.steps().any(|(step, state)| step.takes() == takes && may_be_done(state))
}

/// The APIs of which app roles were changed, with their names.
fn apis(execution: &Execution) -> Vec<(AppId, String)> {
    let known = expect_context::<crate::web::open_tenant::OpenTenant>().directory().apis();
    let mut apis: Vec<AppId> = execution
        .steps()
        .filter_map(|(step, _)| match step {
            Step::Grant(missing) => Some(missing.api()),
            Step::Revoke(held) => held.api(),
            Step::Assign(_) | Step::Remove(_) => None,
        })
        .collect();
    apis.sort_unstable();
    apis.dedup();
    let name = |api: AppId| known.by_app_id(api).map_or_else(|| api.to_string(), |it| it.display_name.clone());
    apis.into_iter().map(|api| (api, name(api))).collect()
}
