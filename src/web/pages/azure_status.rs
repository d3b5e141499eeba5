//! What is in a region that is read from Azure, which takes a token of its own.

use leptos::prelude::*;

use super::region_status::RegionStatus;
use crate::web::components::{Notice, Tone};
use crate::web::config::Mode;
use crate::web::region::RegionState;
use crate::web::session::SessionControl;
use crate::web::text::azure as text;

/// Says where the region stands, and offers to connect Azure; where the deployment may not connect it, that.
#[component]
pub fn AzureStatus(
    /// Where it stands.
    state: Memo<RegionState>,
    /// What is in progress while it is read.
    reading: &'static str,
    /// Reads it again.
    retry: Callback<()>,
    /// Where Azure shows the same to those who may not connect it here.
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
