//! A paused change: what it waits for, and what the user has to do.

use leptos::prelude::*;

use super::applying::Applying;
use super::request_details::{Fields, RequestDetailsForm};
use super::send_button::{PauseButtons, TooSoon};
use crate::web::browser::clock;
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{ActivationLink, Notice, ProblemNotice, Tone};
use crate::web::reactive::{dynamic, memo};
use crate::web::text::{change as text, refusal, standstill};
use domain::change::execution::Execution;
use domain::problem::Problem;

/// For what the apply waits, and until when. Nothing while it does not.
#[component]
pub fn WaitingNotice(execution: Memo<Option<Execution>>) -> impl IntoView {
    let waiting = memo(move || execution.read().as_ref().and_then(Execution::waiting));
    dynamic(move || {
        let waiting = waiting.get()?;
        let said = standstill::explain(waiting.what, &clock::local_second(waiting.until));
        Some(view! { <Notice tone=Tone::Info what=said.what next=said.next /> })
    })
}

/// Why a change is paused, and what the user can do.
#[component]
pub fn Pause(execution: Execution, problem: Problem, applying: Applying) -> impl IntoView {
    let label = match problem {
        Problem::StepUp(_) | Problem::SignInNeeded | Problem::ScopeMissing(_) => text::CONFIRM_SIGN_IN,
        _ => text::RESUME,
    };
    let asked = problem.clone();
    let fields = match &problem {
        Problem::DetailsRequired(said) => Some(Fields::new(said, execution.details())),
        _ => None,
    };
    let go_on = move || applying.resume(execution.clone(), asked.clone(), fields.map(Fields::details));
    if problem == Problem::Offline {
        let go_on = go_on.clone();
        let online = window_event_listener(leptos::ev::online, move |_| go_on());
        on_cleanup(move || online.remove());
    }
    let attention = ClickGuard::here();
    let buttons = view! {
        <PauseButtons
            label
            disabled=Signal::derive(move || applying.is_waiting() || fields.is_some_and(Fields::is_incomplete))
            attention
            resume=Callback::new(move |()| go_on())
            stop_label=text::STOP
            stop=Callback::new(move |()| applying.stop())
        />
    };
    let form = fields.map(|fields| view! { <RequestDetailsForm fields /> });
    let why = match problem {
        Problem::Offline => view! {
            <Notice tone=Tone::Info what=standstill::OFFLINE next=standstill::OFFLINE_NEXT>
                <div class="actions">{buttons}</div>
            </Notice>
        }
        .into_any(),
        problem => {
            let activate = matches!(problem, Problem::RightLost(_));
            view! {
                <ProblemNotice problem>
                    {activate.then(|| view! { <ActivationLink text=refusal::ACTIVATE /> })}
                    {buttons}
                </ProblemNotice>
            }
            .into_any()
        }
    };
    view! {
        <Notice tone=Tone::Warn what=text::PAUSED />
        <TooSoon attention />
        {form}
        {why}
    }
}
