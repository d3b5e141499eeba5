//! The offer to continue with what is left of a change that was interrupted.
//!
//! The saved state itself is never resumed. Where this browser can prove that the plan was approved here, what is left
//! becomes the selection of an ordinary change, which is reviewed and approved again. Where it can't, the change is a
//! request like one from anyone else.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{Notice, Tone, Waiting};
use crate::web::journal::{Interrupted, Journals, ResumeOutcome, host};
use crate::web::navigation::control::Navigation;
use crate::web::navigation::new_identity_query::NewIdentityQuery;
use crate::web::navigation::route::{ChangeStep, Page, Route};
use crate::web::reactive::{dynamic, memo};
use crate::web::session::SessionControl;
use crate::web::tenant::open_tenant::TenantKey;
use crate::web::text::interrupted as text;
use domain::draft::Draft;

/// The interrupted changes of the user in the tenant that was just opened. Nothing, where there is none.
#[component]
pub fn InterruptedChanges() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let journals = expect_context::<Journals>();
    let offered = RwSignal::new(Vec::<Interrupted>::new());
    if let TenantKey::Live(tenant, person) = untrack(|| TenantKey::of(control)) {
        spawn_local(async move {
            let found = journals.interrupted(tenant, person).await;
            offered.try_set(found);
        });
    }
    let gone = Callback::new(move |change: Interrupted| offered.update(|all| all.retain(|other| *other != change)));
    view! {
        <PendingIdentities />
        {dynamic(move || offered.get().into_iter().map(|change| view! { <Offer change gone /> }).collect_view())}
    }
}

/// Leads to the changes of resources whose result isn't known. Nothing, where there is none, and on their own page.
#[component]
fn PendingIdentities() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let page = expect_context::<Navigation>().page();
    let key = untrack(|| TenantKey::of(control));
    // Looked up again with each page, because the page of new identities finds results.
    let number = memo(move || if page.get() == Page::NewIdentity { 0 } else { host::pending(key).len() });
    let bar = move |number: usize| {
        view! {
            <aside class="draft-bar" aria-label=text::PENDING>
                <div>{text::pending_identities(number)}</div>
                <span class="actions">
                    <a class="button" href=Route::NewIdentity(NewIdentityQuery::default()).to_string()>
                        {text::TO_PENDING}
                    </a>
                </span>
            </aside>
        }
    };
    dynamic(move || Some(number.get()).filter(|number| *number > 0).map(bar))
}

/// One of them.
#[component]
fn Offer(change: Interrupted, gone: Callback<Interrupted>) -> impl IntoView {
    let (ended, all) = change.journal.progress();
    let what = text::offer(&change.journal.started().minute(), ended, all, &change.journal.expires().minute());
    let is_proven = change.is_proven;
    let is_checking = RwSignal::new(false);
    let refused = RwSignal::new(None::<ResumeError>);
    let handing_over = InterruptedChangeOpener::new();
    let forgotten = change.clone();
    let go_on = move |_| {
        is_checking.set(true);
        let change = change.clone();
        spawn_local(async move {
            let came = handing_over.resume(&change).await;
            is_checking.try_set(false);
            if came.is_ok() {
                gone.run(change);
            }
            refused.try_set(came.err());
        });
    };
    let forget = move |_| {
        handing_over.journals.forget(&forgotten.journal);
        gone.run(forgotten.clone());
    };
    view! {
        <aside class="draft-bar" aria-label=text::HEADING>
            <div>
                {what} {(!is_proven).then(|| view! { <p>{text::UNPROVEN}</p> })}
                <Show when=move || is_checking.get()>
                    <Waiting text=text::CHECKING />
                </Show> {dynamic(move || refused.get().map(notice))}
            </div>
            <span class="actions">
                <button type="button" class="button" disabled=move || is_checking.get() on:click=go_on>
                    {if is_proven { text::REVIEW } else { text::OPEN }}
                </button>
                <button type="button" class="button quiet" disabled=move || is_checking.get() on:click=forget>
                    {text::FORGET}
                </button>
            </span>
        </aside>
    }
    .into_any()
}

/// Why what is left of an interrupted change is not shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ResumeError {
    /// This tab has a selection for the same identity.
    Busy,
    /// Another tab has it.
    Elsewhere,
    /// It is too old.
    Expired,
}

fn notice(refusal: ResumeError) -> AnyView {
    let what = match refusal {
        ResumeError::Busy => text::BUSY,
        ResumeError::Elsewhere => text::ELSEWHERE,
        ResumeError::Expired => text::EXPIRED,
    };
    view! { <Notice tone=Tone::Warn what /> }.into_any()
}

/// What it takes to hand what is left over to the pages of a change.
#[derive(Clone, Copy)]
struct InterruptedChangeOpener {
    journals: Journals,
    desk: ChangeDesk,
    navigation: Navigation,
}

impl InterruptedChangeOpener {
    fn new() -> Self {
        Self { journals: expect_context(), desk: expect_context(), navigation: expect_context() }
    }

    async fn resume(self, change: &Interrupted) -> Result<(), ResumeError> {
        let journal = &change.journal;
        let left = journal.left();
        // Where every identity is the first one's, so is the page of the change.
        let Some(id) = left.first().map(|wanted| wanted.identity) else { return Err(ResumeError::Elsewhere) };
        if change.is_proven && self.desk.with_untracked(id, OpenChange::has_unsent_work) {
            return Err(ResumeError::Busy);
        }
        match self.journals.resume(journal).await {
            ResumeOutcome::Ready => {}
            ResumeOutcome::Elsewhere => return Err(ResumeError::Elsewhere),
            ResumeOutcome::Expired => return Err(ResumeError::Expired),
        }
        let route = if change.is_proven {
            self.desk.send(id, ChangeEvent::Chosen(left));
            self.desk.address(id, ChangeStep::Review)
        } else {
            let request = Draft::new(journal.tenant(), journal.started(), text::UNPROVEN_CLAIM, left);
            Route::Draft(Some(request.to_link_part()))
        };
        self.navigation.go(&route);
        Ok(())
    }
}
