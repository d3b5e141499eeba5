//! An apply that stands still: what it waits for by itself, and what a person has to do.

use leptos::prelude::*;

use super::apply::Applying;
use crate::domain::change::execution::Execution;
use crate::domain::problem::Problem;
use crate::web::clock;
use crate::web::cloud::Cloud;
use crate::web::components::{Notice, OutLink, ProblemNotice, Tone};
use crate::web::portal;
use crate::web::text::{change as text, refusal, standstill};

/// For what the apply waits, and until when. Nothing while it does not.
#[component]
pub fn WaitingNotice(execution: Memo<Option<Execution>>) -> impl IntoView {
    let waiting = Memo::new(move |_| execution.read().as_ref().and_then(Execution::waiting));
    move || {
        let waiting = waiting.get()?;
        let said = standstill::explain(waiting.what, &clock::local_second(waiting.until));
        Some(view! { <Notice tone=Tone::Info what=said.what next=said.next /> })
    }
}

/// Why an apply stands still, and what a person can do.
#[component]
pub fn Pause(execution: Execution, problem: Problem, applying: Applying) -> impl IntoView {
    let label = match problem {
        Problem::StepUp(_) | Problem::SignInNeeded | Problem::ScopeMissing(_) => text::CONFIRM_SIGN_IN,
        _ => text::RESUME,
    };
    let asked = problem.clone();
    let go_on = move || applying.go_on(execution.clone(), asked.clone());
    if problem == Problem::Offline {
        let go_on = go_on.clone();
        let online = window_event_listener(leptos::ev::online, move |_| go_on());
        on_cleanup(move || online.remove());
    }
    let aside = match problem {
        Problem::Offline => Some(view! { <p>{standstill::OFFLINE_GOES_ON}</p> }.into_any()),
        Problem::RightLost(_) => {
            let href = portal::my_roles(Cloud::OF_THIS_BUILD);
            Some(view! { <OutLink href text=refusal::ACTIVATE /> }.into_any())
        }
        _ => None,
    };
    view! {
        <Notice tone=Tone::Warn what=text::PAUSED />
        <ProblemNotice problem>
            {aside}
            <button
                type="button"
                class="button primary"
                disabled=move || applying.is_waiting()
                on:click=move |_| go_on()
            >
                {label}
            </button>
            <button type="button" class="button" on:click=move |_| applying.stop()>
                {text::STOP}
            </button>
        </ProblemNotice>
    }
}
