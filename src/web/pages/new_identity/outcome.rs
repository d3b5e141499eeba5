//! A change of a resource's identity while it is carried out, and how it ended; and changes of earlier visits whose result
//! isn't known.

use leptos::prelude::*;

use super::review::name_list;
use crate::web::browser::clock;
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{Fact, Notice, ProblemNotice, ServiceWords, StepHeading, Tone, Waiting};
use crate::web::host_desk::HostDesk;
use crate::web::journal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::new_identity_query::{IdentityJob, NewIdentityQuery};
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::pages::change::{PauseButtons, TooSoon};
use crate::web::pages::sign_in_notice::{AskingNotice, SignInNotice};
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{change, identity_undo, new_identity, new_identity_outcome as text};
use domain::azure_resource::AzureResource;
use domain::host_change::{HostExecution, HostJournal, HostOutcome, HostPause, HostResult, HostStage, HostWish};
use domain::ids::ServicePrincipalId;
use domain::problem::{Problem, ServiceMessage};
use domain::receipt::StoredReceipt;

/// The change that is open: how far it is, what the user has to do, how it ended.
#[component]
pub(super) fn ChangeInProgress() -> impl IntoView {
    let desk = expect_context::<HostDesk>();
    let execution = desk.execution();
    let has_ended = memo(move || execution.read().as_ref().is_some_and(|it| it.outcome().is_some()));
    dynamic(move || match has_ended.get() {
        false => view! { <Progress /> }.into_any(),
        true => match execution.get_untracked() {
            Some(execution) => view! { <Ended execution /> }.into_any(),
            None => ().into_any(),
        },
    })
}

#[component]
fn Progress() -> impl IntoView {
    let desk = expect_context::<HostDesk>();
    let execution = desk.execution();
    let what = memo(move || execution.read().as_ref().map(|it| describe(it.plan().wish())));
    let stage =
        memo(move || execution.read().as_ref().map(HostExecution::stage).filter(|stage| *stage != HostStage::Paused));
    // Beside what is announced, because it changes every few seconds.
    let next = move || {
        let waits = matches!(stage.get()?, HostStage::Settling | HostStage::Finding);
        let at = execution.read().as_ref().map(HostExecution::next_at)?;
        waits.then(|| view! { <p class="soft">{text::next_check(&clock::local_second(at))}</p> })
    };
    let pause = memo(move || execution.read().as_ref().and_then(|it| it.pause().cloned()));
    view! {
        <section class="card region" aria-label=text::PROGRESS>
            <StepHeading text=text::PROGRESS takes_focus=true />
            <p class="strong">{dynamic(move || what.get().map(|what| visible(&what)))}</p>
            {dynamic(move || stage.get().map(|stage| view! { <Waiting text=text::stage(stage) /> }))}
            {dynamic(next)}
            {dynamic(move || pause.get().map(|pause| view! { <Paused pause /> }))}
            <Show when=move || desk.is_lost()>
                <Notice tone=Tone::Warn what=text::NOT_KEPT />
            </Show>
            <AskingNotice />
            {dynamic(move || desk.error().map(|error| view! { <SignInNotice error /> }))}
            <p class="soft">{text::CAN_LEAVE}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Paused(pause: HostPause) -> impl IntoView {
    let desk = expect_context::<HostDesk>();
    let attention = ClickGuard::here();
    let label = match &pause {
        HostPause::Problem(Problem::StepUp(_) | Problem::SignInNeeded) => change::CONFIRM_SIGN_IN,
        _ => text::LOOK_AGAIN,
    };
    let buttons = view! {
            <PauseButtons
                label
                disabled=Signal::derive(move || desk.is_waiting())
                attention
                resume=Callback::new(move |()| desk.resume())
                stop_label=text::STOP
                stop=Callback::new(move |()| desk.stop())
    />
        };
    let notice = match pause {
        HostPause::Problem(problem) => view! { <ProblemNotice problem>{buttons}</ProblemNotice> }.into_any(),
        other => {
            let said = text::pause(&other);
            view! {
                <Notice tone=Tone::Warn what=said.what next=said.next>
                    <div class="actions">{buttons}</div>
                </Notice>
            }
            .into_any()
        }
    };
    view! {
        <TooSoon attention />
        {notice}
    }
    .into_any()
}

#[component]
fn Ended(execution: HostExecution) -> impl IntoView {
    let desk = expect_context::<HostDesk>();
    let navigation = expect_context::<Navigation>();
    let wish = execution.plan().wish().clone();
    desk.note_seen();
    let Some(outcome) = execution.outcome().cloned() else { return ().into_any() };
    let undo = wish.undo().cloned();
    let said = match &undo {
        Some(undo) => text::undo_outcome(undo, &outcome),
        None => text::outcome(&outcome),
    };
    let tone = match &outcome {
        HostOutcome::Done(result) if result.created == Some(false) => Tone::Warn,
        HostOutcome::Done(_) => Tone::Good,
        HostOutcome::AlreadyThere(_) => Tone::Info,
        HostOutcome::NotSent(_) | HostOutcome::Unclear(_) => Tone::Warn,
        HostOutcome::Failed { .. } | HostOutcome::Refused(_) => Tone::Bad,
    };
    let message = message(&outcome).cloned();
    let result = match &outcome {
        HostOutcome::Done(result) | HostOutcome::AlreadyThere(result) | HostOutcome::Failed { result, .. } => {
            Some(result.clone())
        }
        _ => None,
    };
    let is_there = matches!(outcome, HostOutcome::Done(_) | HostOutcome::AlreadyThere(_));
    // An identity that was disabled or deleted leads nowhere.
    let leads = is_there && undo.as_ref().is_none_or(|undo| undo.deleted().is_none());
    let principal = result.as_ref().filter(|_| leads).and_then(|result| result.principal);
    // What a tab that was closed wrote down is offered for no next change: others may have written in the browser's storage.
    let is_own = !execution.is_resumed();
    let leads_on = is_own && undo.is_none();
    let receipt = StoredReceipt::of_host(&execution, clock::now()).map(|receipt| receipt.id());
    let receipt = receipt.map(|id| {
        view! {
            <a class="button" href=Route::Receipt(id).to_string()>
                {identity_undo::RECEIPT}
            </a>
        }
    });
    let created = match (&wish, is_there && is_own) {
        (HostWish::Create(new), true) => new.resource(),
        _ => None,
    };
    let attach = move |identities: Vec<AzureResource>, host: Option<AzureResource>| {
        desk.clear();
        desk.to_attach().set(identities);
        navigation.go(&Route::NewIdentity(NewIdentityQuery { job: Some(IdentityJob::Attach), host }));
    };
    let attach_created = created.map(|identity| {
        view! {
            <button type="button" class="button" on:click=handler(move || attach(vec![identity.clone()], None))>
                {text::ATTACH}
            </button>
        }
    });
    let lost = result.as_ref().and_then(|result| {
        let said = text::lost(result)?;
        let (gone, host) = (result.comparison.lost.clone(), wish.host().cloned());
        let again = (is_own && !gone.is_empty()).then(|| {
            view! {
                <div class="actions">
                    <button type="button" class="button" on:click=handler(move || attach(gone.clone(), host.clone()))>
                        {text::ATTACH_AGAIN}
                    </button>
                </div>
            }
        });
        Some(view! { <Notice tone=Tone::Bad what=visible(&said.what) next=said.next>{again}</Notice> })
    });
    let again = (!is_there).then(|| {
        view! {
            <button type="button" class="button primary" on:click=handler(move || desk.clear())>
                {text::REVIEW_AGAIN}
            </button>
        }
    });
    let another = move |_| {
        desk.to_attach().set(Vec::new());
        desk.clear();
        navigation.replace(&Route::NewIdentity(NewIdentityQuery::default()));
    };
    view! {
        <section class="card region" aria-label=text::RESULT>
            <StepHeading text=text::RESULT takes_focus=true />
            <p class="strong">{visible(&describe(&wish))}</p>
            <Notice tone what=visible(&said.what) next=said.next>
                {message.map(|said| view! { <ServiceWords said /> })}
            </Notice>
            {lost}
            {result.as_ref().map(|result| read_back(result, &wish))}
            <div class="actions">
                {principal.map(|id| links(id, leads_on))}
                {again}
                {attach_created}
                {receipt}
                <button type="button" class="button quiet" on:click=another>
                    {text::ANOTHER}
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// What was read back.
fn read_back(result: &HostResult, wish: &HostWish) -> AnyView {
    let of = &result.comparison;
    let kept = wish.host().map(|_| name_list(of.kept.iter()));
    let appeared = (!of.appeared.is_empty()).then(|| name_list(of.appeared.iter()));
    view! {
        <dl class="facts">
            {result.principal.map(|id| view! { <Fact name=text::OBJECT_ID>{id.to_string()}</Fact> })}
            {kept.map(|kept| view! { <Fact name=text::ATTACHED_NOW>{kept}</Fact> })}
            {appeared.map(|appeared| view! { <Fact name=text::APPEARED>{appeared}</Fact> })}
        </dl>
    }
    .into_any()
}

fn links(principal: ServicePrincipalId, leads_on: bool) -> AnyView {
    let add = leads_on.then(|| {
        view! {
            <a class="button primary" href=Route::change(principal, ChangeStep::Choose, []).to_string()>
                {text::ADD_PERMISSIONS}
            </a>
        }
    });
    view! {
        {add}
        <a class="button" href=Route::Identity(principal).to_string()>
            {text::OPEN}
        </a>
    }
    .into_any()
}

fn message(outcome: &HostOutcome) -> Option<&ServiceMessage> {
    match outcome {
        HostOutcome::Failed { refusal: Some(refusal), .. } | HostOutcome::Refused(refusal) => Some(refusal.said()),
        HostOutcome::Unclear(said) => said.as_ref(),
        _ => None,
    }
}

/// A change in a few words.
fn describe(wish: &HostWish) -> String {
    let (job, name) = match wish {
        HostWish::Undo(undo) => return format!("{}: {}", identity_undo::undo(undo), undo.name()),
        HostWish::Enable(host) => (IdentityJob::Enable, host.name().to_owned()),
        HostWish::Attach { host, .. } => (IdentityJob::Attach, host.name().to_owned()),
        HostWish::Create(new) => (IdentityJob::Create, new.name.to_string()),
    };
    format!("{}: {name}", new_identity::job(job))
}

/// The changes of earlier visits whose result isn't known.
#[component]
pub(super) fn PendingChanges() -> impl IntoView {
    let desk = expect_context::<HostDesk>();
    let all = RwSignal::new(desk.pending());
    let offer = move |pending: HostJournal| {
        let wish = pending.resume(clock::now()).map(|execution| describe(execution.plan().wish()));
        let what = text::pending(&visible(&wish.unwrap_or_default()), &pending.started().minute());
        let (looked, forgotten) = (pending.clone(), pending);
        let forget = move |_| {
            journal::host::forget(&forgotten);
            all.set(desk.pending());
        };
        view! {
            <Notice tone=Tone::Warn what=text::PENDING next=what>
                <div class="actions">
                    <button type="button" class="button primary" on:click=handler(move || desk.resume_pending(&looked))>
                        {text::LOOK}
                    </button>
                    <button type="button" class="button quiet" on:click=forget>
                        {text::FORGET}
                    </button>
                </div>
            </Notice>
        }
    };
    dynamic(move || all.get().into_iter().map(offer).collect_view())
}
