//! What happened to an identity and what it did, with what limits the knowledge.

use leptos::prelude::*;

use super::facet::facet;
use crate::domain::activity::{AuditEntry, Known, Limit, SignIn};
use crate::domain::identity::ManagedIdentity;
use crate::domain::listing::Listing;
use crate::domain::problem::Problem;
use crate::web::identity_view::Part;
use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, new_region, read_into};
use crate::web::text::facet as text;

/// Entries of a log, and what limits the knowledge.
pub type Log<T> = (Listing<T>, Vec<Limit>);

/// The logs about one identity, each a region.
#[derive(Clone, Copy)]
pub struct ActivityRegions {
    tenant: OpenTenant,
    identity: StoredValue<Option<ManagedIdentity>>,
    /// Who changed what.
    pub changes: RegionSignal<Log<AuditEntry>>,
    /// The last sign-ins.
    pub sign_ins: RegionSignal<Log<SignIn>>,
}

impl ActivityRegions {
    /// Regions of which nothing has been read yet.
    pub fn new(tenant: OpenTenant) -> Self {
        Self { tenant, identity: StoredValue::new(None), changes: new_region(), sign_ins: new_region() }
    }

    /// Reads both of this identity: the log knows it by both of its ids.
    pub fn read(self, identity: ManagedIdentity) {
        self.identity.set_value(Some(identity));
        self.read_changes();
        self.read_sign_ins();
    }

    fn read_changes(self) {
        let Some(identity) = self.identity.get_value() else { return };
        let directory = self.tenant.directory();
        read_into(self.changes, async move { log(directory.audits_of(&identity).await) });
    }

    fn read_sign_ins(self) {
        let Some(identity) = self.identity.get_value() else { return };
        let directory = self.tenant.directory();
        read_into(self.sign_ins, async move { log(directory.sign_ins_of(&identity).await) });
    }
}

/// What it did.
#[component]
pub fn SignIns(
    /// The regions.
    activity: ActivityRegions,
) -> impl IntoView {
    facet(
        Part::SignIns,
        text::SIGN_INS,
        activity.sign_ins,
        Callback::new(move |()| activity.read_sign_ins()),
        |(entries, _)| entries.clone().map(|it| text::sign_in(&it)),
        |(_, limits), _| said(limits),
    )
}

/// What was done to it.
#[component]
pub fn Changes(
    /// The regions.
    activity: ActivityRegions,
) -> impl IntoView {
    facet(
        Part::Changes,
        text::AUDITS,
        activity.changes,
        Callback::new(move |()| activity.read_changes()),
        |(entries, _)| entries.clone().map(|it| text::audit(&it)),
        |(_, limits), _| said(limits),
    )
}

fn log<T>(known: Known<T>) -> Result<Log<T>, Problem> {
    let Known { entries, limits } = known;
    entries.map(|listing| (listing, limits))
}

/// What limits the knowledge.
fn said(limits: &[Limit]) -> AnyView {
    let line = |limit: &Limit| text::limit(limit).map(|said| view! { <li>{said}</li> });
    view! { <ul class="faint">{limits.iter().map(line).collect_view()}</ul> }.into_any()
}
