//! What is said of something while it is read, when it could not be read, and when it is old.

use std::time::Duration;

use leptos::prelude::*;

use super::ask_button::{AskButton, RetryButton};
use crate::web::browser::clock;
use crate::web::components::{Notice, ProblemNotice, Tone, Waiting};
use crate::web::fetched::signal::{FetchStatus, reread_when_renewed};
use crate::web::fetched::state::{Failure, FetchedState};
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{azure as text_azure, region as text, standstill};
use domain::change::execution::WaitingFor;
use domain::problem::Problem;
use domain::time::Timestamp;

/// Says until when the service wants to be left alone, while it does.
#[component]
fn AskedToWait() -> impl IntoView {
    let until = RwSignal::new(None::<Timestamp>);
    if let Some(tenant) = use_context::<OpenTenant>() {
        let look = move || {
            until.try_set(tenant.directory().throttled_until());
        };
        if let Ok(handle) = set_interval_with_handle(look, Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
    }
    let until = memo(move || until.get());
    dynamic(move || {
        let said = standstill::explain(WaitingFor::Service, &clock::local_second(until.get()?));
        Some(view! { <Notice tone=Tone::Info what=said.what next=said.next /> })
    })
}

/// Says that something is being read or couldn't be. The content itself is drawn elsewhere. What failed for lack of a
/// token, consent or a role is read again by itself once there is a new token.
#[component]
pub fn FetchedStatus(
    /// What is read.
    #[prop(into)]
    of: FetchStatus,
    /// What is in progress while it is read.
    reading: &'static str,
    /// Whether it is read from Azure, with a token of its own.
    #[prop(optional)]
    azure: bool,
) -> impl IntoView {
    let FetchStatus { state, read: retry } = of;
    reread_when_renewed(move || state.get().failure, retry);
    dynamic(move || {
        let FetchedState { failure, is_loading, read_at } = state.get();
        let waiting = is_loading.then(|| view! { <Waiting text=reading /> <AskedToWait /> });
        let failed = failure.map(|Failure { problem, .. }| {
            if azure && problem == Problem::SignInNeeded {
                return view! {
                    <Notice tone=Tone::Info what=text_azure::NOT_CONNECTED next=text_azure::NOT_CONNECTED_NEXT>
                        <div class="actions">
                            <AskButton problem retry azure />
                        </div>
                    </Notice>
                }
                .into_any();
            }
            // Where a policy blocks the sign-in, trying again can't help.
            let again =
                (problem != Problem::SignInBlocked).then(|| view! { <RetryButton problem=problem.clone() retry /> });
            view! {
                <ProblemNotice problem=problem.clone()>
                    <AskButton problem retry azure />
                    {again}
                </ProblemNotice>
                {read_at.map(|_| view! { <Notice tone=Tone::Warn what=text::STALE /> })}
            }
            .into_any()
        });
        view! {
            {waiting}
            {failed}
        }
    })
}
