//! The offer to go on with a change that was interrupted.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::change::journal::Journal;
use crate::domain::change::lifecycle::Change;
use crate::web::change_desk::ChangeDesk;
use crate::web::components::{Notice, ProblemNotice, Tone, Waiting};
use crate::web::journal::{Journals, Reopened};
use crate::web::navigation::Navigation;
use crate::web::open_tenant::{OpenTenant, TenantKey};
use crate::web::route::{ChangeStep, Route};
use crate::web::session::SessionControl;
use crate::web::text::interrupted as text;

/// The interrupted changes of the person in the tenant that was just opened. Nothing, where there is none.
#[component]
pub fn InterruptedChanges() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let journals = expect_context::<Journals>();
    let offered = RwSignal::new(Vec::<Journal>::new());
    if let TenantKey::Live(tenant, person) = untrack(|| TenantKey::of(control)) {
        spawn_local(async move {
            let found = journals.interrupted(tenant, person).await;
            offered.try_set(found);
        });
    }
    let gone = Callback::new(move |journal: Journal| offered.update(|all| all.retain(|other| *other != journal)));
    move || offered.get().into_iter().map(|journal| view! { <Offer journal gone /> }).collect_view()
}

/// One of them.
#[component]
fn Offer(journal: Journal, gone: Callback<Journal>) -> impl IntoView {
    let (ended, all) = journal.progress();
    let what = text::offer(&journal.started().minute(), ended, all, &journal.expires().minute());
    let is_reading = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let reopening = Reopening::new();
    let forgotten = journal.clone();
    let show = move |_| {
        is_reading.set(true);
        let journal = journal.clone();
        spawn_local(async move {
            let came = reopening.reopen(&journal).await;
            is_reading.try_set(false);
            trouble.try_set(came.err());
            if trouble.try_with_untracked(Option::is_none) == Some(true) {
                gone.run(journal);
            }
        });
    };
    let forget = move |_| {
        reopening.journals.forget(&forgotten);
        gone.run(forgotten.clone());
    };
    view! {
        <aside class="draft-bar" aria-label=text::HEADING>
            <div>
                {what} <Show when=move || is_reading.get()>
                    <Waiting text=text::READING />
                </Show> {move || trouble.get().map(notice)}
            </div>
            <span class="actions">
                <button type="button" class="button" disabled=move || is_reading.get() on:click=show>
                    {text::SHOW}
                </button>
                <button type="button" class="button quiet" disabled=move || is_reading.get() on:click=forget>
                    {text::FORGET}
                </button>
            </span>
        </aside>
    }
    .into_any()
}

/// Why an interrupted change could not be shown.
#[derive(Clone)]
enum Trouble {
    Busy,
    Not(Box<Reopened>),
}

fn notice(trouble: Trouble) -> AnyView {
    let warn = |what: &'static str| view! { <Notice tone=Tone::Warn what /> }.into_any();
    match trouble {
        Trouble::Busy => warn(text::BUSY),
        Trouble::Not(reopened) => match *reopened {
            Reopened::NotRead(problem) => view! { <ProblemNotice problem /> }.into_any(),
            Reopened::IdentityGone => warn(text::IDENTITY_GONE),
            Reopened::Expired => warn(text::EXPIRED),
            Reopened::Elsewhere | Reopened::Ready(_) => warn(text::ELSEWHERE),
        },
    }
}

/// What it takes to put an interrupted change back on the desk.
#[derive(Clone, Copy)]
struct Reopening {
    journals: Journals,
    tenant: OpenTenant,
    desk: ChangeDesk,
    navigation: Navigation,
}

impl Reopening {
    fn new() -> Self {
        Self {
            journals: expect_context(),
            tenant: expect_context(),
            desk: expect_context(),
            navigation: expect_context(),
        }
    }

    async fn reopen(self, journal: &Journal) -> Result<(), Trouble> {
        let Some(id) = journal.identities().next() else { return Err(Trouble::Not(Box::new(Reopened::IdentityGone))) };
        if self.desk.snapshot(id).would_be_lost() {
            return Err(Trouble::Busy);
        }
        match self.journals.reopen(journal, &self.tenant.directory()).await {
            Reopened::Ready(execution) => {
                self.desk.update(id, |_| Change::Applying(execution));
                self.navigation.go(&Route::Change(id, ChangeStep::Choose, Vec::new()));
                Ok(())
            }
            other => Err(Trouble::Not(Box::new(other))),
        }
    }
}
