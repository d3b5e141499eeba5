//! When a change takes effect: a clock that runs, and how to look at the identity's token.

use std::time::Duration;

use leptos::prelude::*;

use crate::web::clock;
use crate::web::cloud::Cloud;
use crate::web::components::CopyButton;
use crate::web::tenant_text::visible;
use crate::web::text::effect as text;
use domain::change::execution::{Execution, StepState};
use domain::change::plan::{Addition, Removal, Step};
use domain::clipboard::ClipboardText;
use domain::effect::{Effect as TakesEffect, Place, account, effect, look_at_token};
use domain::ids::AppId;
use domain::sort;
use domain::time::Timestamp;

/// How often the clock moves.
const TICK: Duration = Duration::from_secs(1);

/// When what was done is certainly in effect, and how to see it sooner.
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
        TakesEffect::PerhapsNotYet { by, left } => text::perhaps_not_yet(&by.minute(), left),
        TakesEffect::Certain => text::CERTAIN.to_owned(),
    };
    let is_certain = execution.steps().any(|(step, state)| !step.is_azure() && matches!(state, StepState::Done { .. }));
    let (gave, took) = (did(&execution, false), did(&execution, true));
    let test = tokens(&execution).into_iter().map(|token| view! { <Look token /> }).collect_view();
    view! {
        <section class="card region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            <p class="strong" role="timer">
                {clock}
            </p>
            {(!is_certain).then(|| view! { <p>{text::IF_AT_ALL}</p> })}
            {gave.then(|| view! { <p>{text::AFTER_GRANT}</p> })}
            {took.then(|| view! { <p>{text::AFTER_REVOKE}</p> })}
            <p class="soft">{text::WHY}</p>
            {in_azure}
            {test}
        </section>
    }
    .into_any()
}

/// A token that the change shows in.
struct Token {
    api: AppId,
    /// Its name, or its id where it has none.
    api_name: String,
    account: Option<AppId>,
    /// The name of the identity, where the change is for several.
    identity: Option<String>,
}

/// Commands that show the roles in a token.
#[component]
fn Look(token: Token) -> impl IntoView {
    let Token { api, api_name, account, identity } = token;
    let command = |&(place, what): &(Place, &'static str)| {
        let command = look_at_token(place, Cloud::OF_THIS_BUILD, api, account);
        view! {
            <p>{what}</p>
            <pre class="code" tabindex="0">{command.clone()}</pre>
            <div class="actions">
                <CopyButton value=ClipboardText::document(command) what />
            </div>
        }
    };
    view! {
        <details class="part">
            <summary>
                <bdi>{text::test(&visible(&api_name), identity.as_deref().map(visible).as_deref())}</bdi>
            </summary>
            <div class="region part-body">{text::PLACES.iter().map(command).collect_view()}</div>
        </details>
    }
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

/// The tokens that app roles were changed in. System-assigned identities share one, for each is asked for on a resource
/// of its own and in the same words.
fn tokens(execution: &Execution) -> Vec<Token> {
    let known = expect_context::<crate::web::open_tenant::OpenTenant>().directory().apis();
    let identities = execution.plan().identities();
    let identity_of = |step: &Step| identities.iter().find(|identity| identity.id == step.principal());
    let changed = execution.steps().filter_map(|(step, _)| match step {
        Step::Add(Addition::AppRole(missing)) => Some((missing.api(), identity_of(step))),
        Step::Remove(Removal::AppRole(held)) => Some((held.api()?, identity_of(step))),
        Step::Add(_) | Step::Remove(_) => None,
    });
    let mut tokens: Vec<Token> = changed
        .map(|(api, identity)| {
            let account = identity.and_then(account);
            let named = identity.filter(|_| account.is_some() && identities.len() > 1);
            Token {
                api,
                api_name: known.by_app_id(api).map_or_else(|| api.to_string(), |it| it.display_name.clone()),
                account,
                identity: named.map(|identity| identity.display_name.clone()),
            }
        })
        .collect();
    sort::sort_by_key(&mut tokens, |token| (token.api, token.account));
    tokens.dedup_by_key(|token| (token.api, token.account));
    tokens
}
