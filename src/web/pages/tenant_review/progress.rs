//! How far the reading is, and what is missing of it.

use leptos::prelude::*;

use super::desk::{ReviewDesk, ReviewStage};
use crate::web::browser::clock;
use crate::web::components::{Badge, Counted, FetchedHead, Notice, ProblemNotice, Tone};
use crate::web::fetched::signal::{FetchStatus, reread_when_renewed};
use crate::web::fetched::state::{Failure, FetchedState};
use crate::web::pages::ask_button::AskButton;
use crate::web::pages::azure_status::AzureStatus;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::text::{azure, tenant_review as text, tier};
use domain::problem::Problem;
use domain::tenant_review::MissingData;
use domain::tiers::TierGap;
use graph::operations::tenant_review::ReadingState;

/// The head of the review: its counts, whether it is complete, and the buttons of a reading that continues.
#[component]
pub fn ReadingBar(desk: ReviewDesk) -> impl IntoView {
    let state = Signal::derive(move || {
        let rests = desk.stage().get() == ReviewStage::Rested;
        let read_at = desk.review().filter(|_| rests).map(|review| review.at);
        FetchedState { failure: None, is_loading: !rests, read_at }
    });
    let review = FetchStatus { state, read: Callback::new(move |()| desk.read_anew()) };
    let counts =
        move || desk.review().map(|review| text::counts(review.len(), review.assignment_count(), review.is_complete()));
    let going = memo(move || matches!(desk.stage().get(), ReviewStage::New | ReviewStage::Going | ReviewStage::Paused));
    view! {
        <section class="region" aria-label=text::HEADING>
            <FetchedHead heading=counts what=text::REGION of=review />
            <Show when=move || going.get() fallback=move || view! { <Completeness desk /> }>
                <Going desk />
            </Show>
        </section>
    }
    .into_any()
}

/// The progress, with what can be done about it.
#[component]
fn Going(desk: ReviewDesk) -> impl IntoView {
    let done = Signal::derive(move || desk.progress().0.done);
    let all = Signal::derive(move || {
        let progress = desk.progress().0;
        progress.all_known.then_some(progress.all)
    });
    let words = Signal::derive(move || {
        let (progress, left) = desk.progress();
        text::progress(progress, left)
    });
    let is_paused = memo(move || desk.stage().get() == ReviewStage::Paused);
    let pause = move || match is_paused.get() {
        true => view! {
            <button type="button" class="button primary" on:click=handler(move || desk.set(ReadingState::Going))>
                {text::RESUME}
            </button>
        }
        .into_any(),
        false => view! {
            <button type="button" class="button" on:click=handler(move || desk.set(ReadingState::Paused))>
                {text::PAUSE}
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="reading-bar" role="group" aria-label=text::READING>
            <Counted done all text=words />
            <div class="actions">
                {dynamic(pause)}
                <button type="button" class="button" on:click=handler(move || desk.set(ReadingState::Stopped))>
                    {text::STOP}
                </button>
                {dynamic(move || is_paused.get().then(|| view! { <span class="soft">{text::PAUSED}</span> }))}
            </div>
        </div>
    }
    .into_any()
}

/// Whether the review is complete, and what is missing where it is not.
#[component]
fn Completeness(desk: ReviewDesk) -> impl IntoView {
    let missing = move || desk.review().map(|review| review.missing.clone()).unwrap_or_default();
    let lacking = move || {
        let review = desk.review()?;
        let problem = review.missing.iter().filter_map(problem_of).find(|problem| problem.ends_with_new_token())?;
        Some(Failure { problem: problem.clone(), began: desk.began() })
    };
    reread_when_renewed(lacking, Callback::new(move |()| desk.read()));
    dynamic(move || {
        let missing = missing();
        let retry = Callback::new(move |()| desk.read());
        let without_azure = desk.review().is_some_and(|review| !review.is_azure_connected());
        if missing.is_empty() {
            let words = if without_azure { text::COMPLETE_WITHOUT_AZURE } else { text::COMPLETE };
            return view! {
                <p class="row"><Badge tone=Tone::Good text=words /></p>
                {without_azure.then(|| connect_azure(retry))}
            }
            .into_any();
        }
        // What the user can allow comes first: the rest may be only a matter of trying again.
        // What was only stopped is listed, and the button loads it.
        let is_failure = |it: &&Problem| !matches!(it, Problem::Stopped);
        let problems = || missing.iter().filter_map(problem_of).filter(is_failure);
        let can_be_allowed = |it: &&Problem| matches!(it, Problem::ScopeMissing(_));
        let problem = problems().find(can_be_allowed).or_else(|| problems().next()).cloned();
        let lines = missing.iter().map(|it| view! { <li><bdi>{text::missing(it)}</bdi></li> }).collect_view();
        view! {
            <Notice tone=Tone::Warn what=text::INCOMPLETE_MEANS next=text::INCOMPLETE_NEXT>
                <ul class="stack">{lines}</ul>
                <div class="actions">
                    <button type="button" class="button primary" on:click=handler(move || retry.run(()))>
                        {text::READ_MISSING}
                    </button>
                </div>
            </Notice>
            {problem.map(|problem| view! {
                <ProblemNotice problem=problem.clone()>
                    <AskButton problem retry />
                </ProblemNotice>
            })}
        }
        .into_any()
    })
}

/// Offers to connect Azure, so that tiers include Azure roles.
fn connect_azure(retry: Callback<()>) -> AnyView {
    let failure = Failure { problem: Problem::SignInNeeded, began: clock::now() };
    let state = FetchedState { failure: Some(failure), is_loading: false, read_at: None };
    let of = FetchStatus { state: Signal::stored(state), read: retry };
    view! {
        <p class="soft">{tier::gap(TierGap::AzureNotConnected)}</p>
        <AzureStatus of reading=text::READING instead=azure::ROLES_INSTEAD />
    }
    .into_any()
}

fn problem_of(missing: &MissingData) -> Option<&Problem> {
    match missing {
        MissingData::Identities(problem)
        | MissingData::Grants { problem, .. }
        | MissingData::DirectoryRoles(problem)
        | MissingData::AzureRoles(problem)
        | MissingData::Members { problem, .. }
        | MissingData::RoleNames(problem)
        | MissingData::Endings(problem)
        | MissingData::Apis(problem) => Some(problem),
        MissingData::NotReadYet(_) | MissingData::Unreadable(_) => None,
    }
}
