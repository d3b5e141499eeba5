//! A request for a role while it is carried out, and how it ended.

use leptos::prelude::*;

use super::super::account::{UserAccount, name_of_role};
use super::super::sign_in_notice::{AskingNotice, SignInNotice};
use super::own_roles::local_time;
use crate::web::activation_desk::ActivationDesk;
use crate::web::activation_wish::ActivationWish;
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{Notice, ProblemNotice, ServiceWords, StepHeading, Tone, Waiting};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::pages::change::{PauseButtons, PlaceNames, TooSoon};
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{activation as text, places};
use domain::activation::{RequestAction, RoleOutcome, RoleStage};
use domain::problem::Problem;

/// The request, once it has begun.
#[component]
pub(super) fn RequestProgress(account: FetchedSignal<UserAccount>) -> impl IntoView {
    let names = expect_context::<PlaceNames>();
    let desk = ActivationDesk::here();
    let execution = desk.execution();
    let has_begun = memo(move || execution.read().is_some());
    let what = move || {
        let read = execution.read();
        let request = read.as_ref()?.request();
        let own = request.own();
        let role = account.with(|fetched| name_of_role(fetched.value().map_or(&[][..], |(_, roles)| roles), own.role));
        let scope = places::place(&own.scope, names.name(&own.scope).as_deref());
        Some(visible(&text::request(request.action() == RequestAction::Activate, &role, &scope)))
    };
    let stage = memo(move || execution.read().as_ref().map(|it| it.stage()));
    let pause = memo(move || execution.read().as_ref().and_then(|it| it.pause().cloned()));
    let outcome = memo(move || execution.read().as_ref().and_then(|it| it.outcome().cloned()));
    let is_at_work = move |stage: &RoleStage| !matches!(stage, RoleStage::Paused | RoleStage::Ended);
    let at_work = move || {
        let stage = stage.get().filter(is_at_work)?;
        Some(view! {
            <Waiting text=text::stage(stage) />
            <p class="soft">{text::CAN_LEAVE}</p>
        })
    };
    let section = move || {
        view! {
            <section class="card region" aria-label=text::PROGRESS>
                <StepHeading text=text::PROGRESS takes_focus=true />
                <p class="strong">{dynamic(what)}</p>
                {dynamic(at_work)}
                {dynamic(move || pause.get().map(|problem| view! { <PausedRequest problem /> }))}
                {dynamic(move || outcome.get().map(|outcome| view! { <EndedRequest outcome /> }))}
            </section>
        }
    };
    view! {
        <Show when=move || desk.is_changed()>
            <Notice tone=Tone::Warn what=text::CHANGED next=text::CHANGED_NEXT />
        </Show>
        {dynamic(move || has_begun.get().then(section))}
    }
    .into_any()
}

#[component]
fn PausedRequest(problem: Problem) -> impl IntoView {
    let desk = ActivationDesk::here();
    let attention = ClickGuard::here();
    let label = match problem {
        Problem::StepUp(_) | Problem::SignInNeeded | Problem::ScopeMissing(_) => text::CONTINUE_SIGN_IN,
        _ => text::CONTINUE,
    };
    view! {
            <TooSoon attention />
            <ProblemNotice problem>
                <PauseButtons
                    label
                    disabled=Signal::derive(move || desk.is_waiting())
                    attention
                    resume=Callback::new(move |()| desk.resume())
                    stop_label=text::STOP
                    stop=Callback::new(move |()| desk.stop())
    />
            </ProblemNotice>
            <AskingNotice />
            {dynamic(move || desk.error().map(|error| view! { <SignInNotice error /> }))}
        }
    .into_any()
}

#[component]
fn EndedRequest(outcome: RoleOutcome) -> impl IntoView {
    let (desk, wish) = (ActivationDesk::here(), ActivationWish::here());
    let navigation = expect_context::<Navigation>();
    let tone = match &outcome {
        RoleOutcome::Active(_) | RoleOutcome::Inactive => Tone::Good,
        RoleOutcome::WaitingForApproval | RoleOutcome::StillPending(_) | RoleOutcome::Stopped => Tone::Info,
        RoleOutcome::Unclear => Tone::Warn,
        RoleOutcome::Failed(_) => Tone::Bad,
    };
    let until = match &outcome {
        RoleOutcome::Active(until) => until.map(local_time),
        _ => None,
    };
    let said = text::outcome(&outcome, until.as_deref());
    let words = match &outcome {
        RoleOutcome::Failed(failed) => Some(failed.said.clone()),
        _ => None,
    };
    let back = move || {
        let from = wish.from.get()?;
        let go = move |_| {
            desk.clear();
            wish.from.set(None);
            navigation.go(&from);
        };
        Some(view! {
            <button type="button" class="button primary" on:click=go>
                {text::BACK_TO_REVIEW}
            </button>
        })
    };
    view! {
        <Notice tone what=visible(&said.what) next=said.next>
            {words.map(|said| view! { <ServiceWords said /> })}
        </Notice>
        <div class="actions">
            {dynamic(back)}
            <button type="button" class="button" on:click=handler(move || desk.clear())>
                {text::CLOSE}
            </button>
        </div>
    }
    .into_any()
}
