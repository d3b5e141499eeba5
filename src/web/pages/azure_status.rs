//! What is said of something that is read from Azure, which takes a token of its own.

use leptos::prelude::*;

use super::fetched_status::FetchedStatus;
use crate::web::components::{Notice, Tone};
use crate::web::config::Mode;
use crate::web::fetched::signal::FetchStatus;
use crate::web::session::SessionControl;
use crate::web::text::azure as text;

/// Shows the state, and offers to connect Azure, or says that the deployment can't connect it.
#[component]
pub fn AzureStatus(
    /// What is read.
    #[prop(into)]
    of: FetchStatus,
    /// What is in progress while it is read.
    reading: &'static str,
    /// Where the Azure portal shows the same to users who can't connect Azure here.
    instead: &'static str,
) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let reads_only = control
        .session()
        .with_untracked(|session| session.signed_in().is_some_and(|now| matches!(now.mode, Mode::ReadOnly { .. })));
    if reads_only {
        return view! {
            <Notice tone=Tone::Info what=text::NOT_OFFERED next=text::NOT_OFFERED_NEXT>
                <p>{instead}</p>
            </Notice>
        }
        .into_any();
    }
    view! { <FetchedStatus of reading azure=true /> }.into_any()
}
