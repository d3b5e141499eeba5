//! What is in a region that is read from Azure, which takes a token of its own.

use leptos::prelude::*;

use super::region_status::RegionStatus;
use crate::web::components::{Notice, Tone};
use crate::web::config::Mode;
use crate::web::region::RegionState;
use crate::web::session::SessionControl;
use crate::web::text::azure as text;

/// Shows the state of the region, and offers to connect Azure, or says that the deployment can't connect it.
#[component]
pub fn AzureStatus(
    /// Its state.
    state: Memo<RegionState>,
    /// What is in progress while it is read.
    reading: &'static str,
    /// Reads it again.
    retry: Callback<()>,
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
    view! { <RegionStatus state reading retry azure=true /> }.into_any()
}
