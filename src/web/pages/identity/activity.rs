//! What happened to an identity and what it did, with what limits the knowledge.

use futures_util::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::facet::facet;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::fetched::state::Fetched;
use crate::web::navigation::identity_view::Part;
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::activity as text;
use domain::activity::{ActivityLimit, AuditEntry, LogEntries, SignIn};
use domain::identity::ManagedIdentity;
use domain::ids::{AppId, ServicePrincipalId};
use domain::listing::Listing;
use domain::problem::Problem;

/// Entries of a log, and what limits the knowledge.
pub type Log<T> = (Listing<T>, Vec<ActivityLimit>);

/// The logs about one identity, each read on its own. They take seconds and are rationed, so that they are read when a
/// user looks for them, and not by everyone who opens the page.
#[derive(Clone, Copy)]
pub struct ActivityRegions {
    tenant: OpenTenant,
    identity: StoredValue<Option<ManagedIdentity>>,
    principal: StoredValue<Option<(ServicePrincipalId, AppId)>>,
    /// Who changed what.
    pub changes: FetchedSignal<Log<AuditEntry>>,
    /// The last sign-ins.
    pub sign_ins: FetchedSignal<Log<SignIn>>,
}

impl ActivityRegions {
    /// Nothing has been asked for yet.
    pub fn new(tenant: OpenTenant) -> Self {
        let (identity, principal) = (StoredValue::new(None), StoredValue::new(None));
        Self {
            tenant,
            identity,
            principal,
            changes: FetchedSignal::in_steps(move |changes| spawn_local(read_changes(tenant, principal, changes))),
            sign_ins: FetchedSignal::in_steps(move |sign_ins| spawn_local(read_sign_ins(tenant, identity, sign_ins))),
        }
    }

    /// Whose logs these are: they know it by both of its ids.
    pub fn are_of(self, identity: ManagedIdentity) {
        self.are_of_principal(identity.id, identity.app_id);
        self.identity.set_value(Some(identity));
    }

    /// The same of a service principal of another kind, of which the sign-ins aren't read.
    pub fn are_of_principal(self, id: ServicePrincipalId, app_id: AppId) {
        self.principal.set_value(Some((id, app_id)));
    }

    /// Reads both, where no one looked for them before.
    pub fn ask(self) {
        spawn_local(self.read_once());
    }

    /// The same, for callers that wait for it.
    pub async fn read_once(self) {
        if !self.changes.with_untracked(Fetched::is_asked) {
            let changes = read_changes(self.tenant, self.principal, self.changes);
            join(changes, read_sign_ins(self.tenant, self.identity, self.sign_ins)).await;
        }
    }
}

async fn read_changes(
    tenant: OpenTenant,
    principal: StoredValue<Option<(ServicePrincipalId, AppId)>>,
    changes: FetchedSignal<Log<AuditEntry>>,
) {
    let Some((id, app_id)) = principal.get_value() else { return };
    let directory = tenant.directory();
    changes.wait(async { log(directory.audits_of_principal(id, app_id).await) }).await;
}

async fn read_sign_ins(
    tenant: OpenTenant,
    identity: StoredValue<Option<ManagedIdentity>>,
    sign_ins: FetchedSignal<Log<SignIn>>,
) {
    let Some(identity) = identity.get_value() else { return };
    let directory = tenant.directory();
    sign_ins.wait(async { log(directory.sign_ins_of(&identity).await) }).await;
}

/// Before the logs were read. On screen the page reads them as soon as their tab is open.
fn not_asked(part: Part, heading: &'static str) -> AnyView {
    view! {
        <section class="region" id=part.element() aria-label=heading>
            <h2 tabindex="-1">{heading}</h2>
            <p class="soft">{text::NOT_LOADED}</p>
        </section>
    }
    .into_any()
}

/// What it did.
#[component]
pub fn SignIns(
    /// What is read of them.
    activity: ActivityRegions,
) -> impl IntoView {
    let is_asked = memo(move || activity.sign_ins.with(Fetched::is_asked));
    dynamic(move || {
        if !is_asked.get() {
            return not_asked(Part::SignIns, text::SIGN_INS.heading);
        }
        facet(
            Part::SignIns,
            text::SIGN_INS,
            activity.sign_ins,
            |(entries, _)| entries.clone().map(|it| text::sign_in(&it)),
            |(_, limits), _| said(limits),
        )
    })
}

/// What was done to it.
#[component]
pub fn Changes(
    /// What is read of them.
    activity: ActivityRegions,
) -> impl IntoView {
    let is_asked = memo(move || activity.changes.with(Fetched::is_asked));
    dynamic(move || {
        if !is_asked.get() {
            return not_asked(Part::Changes, text::AUDITS.heading);
        }
        facet(
            Part::Changes,
            text::AUDITS,
            activity.changes,
            |(entries, _)| entries.clone().map(|it| text::audit(&it)),
            |(_, limits), _| said(limits),
        )
    })
}

fn log<T>(known: LogEntries<T>) -> Result<Log<T>, Problem> {
    let LogEntries { entries, limits } = known;
    entries.map(|listing| (listing, limits))
}

/// What limits the knowledge.
fn said(limits: &[ActivityLimit]) -> AnyView {
    let line = |limit: &ActivityLimit| text::limit(limit).map(|said| view! { <li>{said}</li> });
    view! { <ul class="faint">{limits.iter().map(line).collect_view()}</ul> }.into_any()
}
