//! The button that does what a problem asks of the sign-in. Other problems have none.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sign_in_notice::SignInNotice;
use crate::web::change::permission;
use crate::web::reactive::dynamic;
use crate::web::session::{SessionControl, SignInError};
use crate::web::text::{azure as text, change, frame, region};
use domain::problem::Problem;

/// Asks for scopes, for a stronger sign-in, or for a new one. A new token lets every part of the page that lacked it be read
/// again by itself, this one included: see [`reread_when_renewed`](crate::web::fetched::signal::reread_when_renewed).
#[component]
pub fn AskButton(
    /// The problem.
    problem: Problem,
    /// Repeats what failed, where no new token was needed.
    retry: Callback<()>,
    /// Whether Azure was asked, which has a token of its own.
    #[prop(optional)]
    azure: bool,
) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let error = RwSignal::new(None::<SignInError>);
    let label = match &problem {
        Problem::ScopeMissing(_) => region::ALLOW,
        Problem::StepUp(_) => change::CONFIRM_SIGN_IN,
        Problem::SignInNeeded if azure => text::CONNECT,
        Problem::SignInNeeded => frame::SIGN_IN,
        _ => return ().into_any(),
    };
    let ask = move |_| {
        let problem = problem.clone();
        spawn_local(async move {
            let before = control.renewals();
            let asked = match azure {
                true => permission::resolve_azure_problem(control, problem).await,
                false => permission::resolve_read_problem(control, problem).await,
            };
            match asked {
                Ok(()) if control.renewals() != before => {}
                Ok(()) => retry.run(()),
                Err(ended) => {
                    error.try_set(Some(ended));
                }
            }
        });
    };
    view! {
        <button type="button" class="button primary" on:click=ask>
            {label}
        </button>
        {dynamic(move || error.get().map(|error| view! { <SignInNotice error /> }))}
    }
    .into_any()
}

/// The button that reads again what failed. Where the user was denied, it gets a new token first: a role that was
/// activated meanwhile shows in no older one.
#[component]
pub fn RetryButton(
    /// The problem.
    problem: Problem,
    /// Repeats what failed.
    retry: Callback<()>,
) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let again = move |_| {
        let problem = problem.clone();
        spawn_local(async move {
            let before = control.renewals();
            permission::before_retry(control, &problem).await;
            if control.renewals() == before {
                retry.run(());
            }
        });
    };
    view! {
        <button type="button" class="button" on:click=again>
            {region::RETRY}
        </button>
    }
    .into_any()
}
