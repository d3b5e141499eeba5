//! The Activity tab of an identity: audit log and sign-ins.

use leptos::prelude::*;

use super::activity::{Changes, SignIns};
use super::receipts::ReceiptsOf;
use super::regions::Regions;
use super::timeline::Timeline;
use super::usage::UsageOf;
use crate::web::navigation::identity_view::Tab;
use crate::web::reactive::follow;
use domain::identity::ManagedIdentity;

/// The contents of the tab.
#[component]
pub fn ActivityTab(
    /// Whose.
    identity: ManagedIdentity,
    /// What is read.
    regions: Regions,
    /// The tab that is open.
    open: Memo<Tab>,
) -> impl IntoView {
    let Regions { held, activity, .. } = regions;
    let id = identity.id;
    // The logs take seconds and are rationed: they are read for users who open their tab.
    follow(move || {
        if open.get() == Tab::Activity {
            activity.ask();
        }
    });
    view! {
        <Timeline created=identity.created regions />
        <UsageOf identity held />
        <SignIns activity />
        <Changes activity />
        <ReceiptsOf id />
    }
    .into_any()
}
