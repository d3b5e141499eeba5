//! What happened to an identity and what it did, with what limits the knowledge.

use leptos::prelude::*;

use super::facet;
use crate::domain::activity::{AuditEntry, Known, Limit, SignIn};
use crate::domain::identity::ManagedIdentity;
use crate::domain::listing::Listing;
use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, new_region, read_into};
use crate::web::text::facet as text;

/// Entries of a log, and what limits the knowledge.
type Log<T> = (Listing<T>, Vec<Limit>);

/// The logs about one identity, each a region.
#[derive(Clone, Copy)]
pub struct ActivityRegions {
    tenant: OpenTenant,
    identity: StoredValue<ManagedIdentity>,
    audits: RegionSignal<Log<AuditEntry>>,
    sign_ins: RegionSignal<Log<SignIn>>,
}

impl ActivityRegions {
    /// Regions of which nothing has been read yet.
    pub fn new(identity: ManagedIdentity) -> Self {
        let identity = StoredValue::new(identity);
        Self { tenant: expect_context(), identity, audits: new_region(), sign_ins: new_region() }
    }

    /// Reads both.
    pub fn read(self) {
        self.read_audits();
        self.read_sign_ins();
    }

    fn read_audits(self) {
        let (directory, identity) = (self.tenant.directory(), self.identity.get_value());
        read_into(self.audits, async move { log(directory.audits_of(&identity).await) });
    }

    fn read_sign_ins(self) {
        let (directory, identity) = (self.tenant.directory(), self.identity.get_value());
        read_into(self.sign_ins, async move { log(directory.sign_ins_of(&identity).await) });
    }
}

/// The logs.
#[component]
pub fn Activity(activity: ActivityRegions) -> impl IntoView {
    let again = |read: fn(ActivityRegions)| Callback::new(move |()| read(activity));
    view! {
        {facet(
            text::SIGN_INS,
            activity.sign_ins,
            again(ActivityRegions::read_sign_ins),
            |(entries, _)| entries.clone().map(|it| text::sign_in(&it)),
            |(_, limits)| said(limits),
        )}
        {facet(
            text::AUDITS,
            activity.audits,
            again(ActivityRegions::read_audits),
            |(entries, _)| entries.clone().map(|it| text::audit(&it)),
            |(_, limits)| said(limits),
        )}
    }
    .into_any()
}

fn log<T>(known: Known<T>) -> Result<Log<T>, crate::domain::problem::Problem> {
    let Known { entries, limits } = known;
    entries.map(|listing| (listing, limits))
}

/// What limits the knowledge.
fn said(limits: &[Limit]) -> AnyView {
    let line = |limit: &Limit| text::limit(limit).map(|said| view! { <li>{said}</li> });
    view! { <ul class="faint">{limits.iter().map(line).collect_view()}</ul> }.into_any()
}
