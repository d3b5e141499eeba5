//! The step of applying: the progress, and what the user has to do when it is paused.

use leptos::prelude::*;

use super::applying::Applying;
use super::outcomes::outcomes;
use super::standstill::{Pause, WaitingNotice};
use crate::web::change::desk::ChangeDesk;
use crate::web::components::{Counted, Notice, OutcomeTable, StepHeading, Tone};
use crate::web::pages::sign_in_notice::AskingNotice;
use crate::web::reactive::{dynamic, memo};
use crate::web::text::{change as text, kept};
use domain::change::execution::Execution;
use domain::ids::ServicePrincipalId;

/// The step of applying.
#[component]
pub fn ApplyStep(id: ServicePrincipalId) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let applying = Applying::new(id);
    let execution = memo(move || desk.with(id, |open| open.execution().filter(|_| open.is_applied()).cloned()));
    let table = outcomes(execution.into(), true);
    let settled = move |execution: &Execution| execution.steps().filter(|(_, state)| state.is_settled()).count();
    let done = Signal::derive(move || execution.read().as_ref().map_or(0, settled));
    let all = Signal::derive(move || execution.read().as_ref().map(|execution| execution.plan().steps().len()));
    let words = Signal::derive(move || text::progress(done.get(), all.get().unwrap_or(0)));
    let pause = move || {
        let execution = execution.get()?;
        let problem = execution.pause()?.clone();
        Some(view! { <Pause execution problem applying /> })
    };
    let goes_on = memo(move || execution.read().as_ref().is_some_and(|execution| execution.pause().is_none()));
    let stop = move || goes_on.get().then(|| view! { <StopWhileRunning applying /> });
    view! {
        <section class="region" aria-label=text::APPLYING>
            <StepHeading text=text::APPLYING takes_focus=true />
            <Counted done all text=words />
            <WaitingNotice execution />
            {dynamic(pause)}
            <Show when=move || applying.is_progress_lost()>
                <Notice tone=Tone::Warn what=kept::PROGRESS_LOST next=kept::PROGRESS_LOST_NEXT />
            </Show>
            {dynamic(stop)}
            <AskingNotice />
            {dynamic(move || applying.error_notice())}
            <OutcomeTable outcomes=table caption=text::APPLYING />
        </section>
    }
    .into_any()
}

/// Stops a change while it is applied. What is being sent is waited for, so the button says that it was pressed.
#[component]
fn StopWhileRunning(applying: Applying) -> impl IntoView {
    let pressed = RwSignal::new(false);
    let stop = move |_| {
        pressed.set(true);
        applying.stop();
    };
    view! {
        <div class="actions">
            <button type="button" class="button" disabled=move || pressed.get() on:click=stop>
                {dynamic(move || if pressed.get() { text::STOPPING } else { text::STOP })}
            </button>
        </div>
    }
}
