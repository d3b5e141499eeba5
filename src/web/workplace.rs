//! The page while a tenant is open: what belongs to this tenant and no one else, the frame, and the pages in it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::change::desk::ChangeDesk;
use super::frame::{DraftBar, Side, Top, Who};
use super::journal::Journals;
use super::pages::{IdentitiesPage, NotFoundPage};
use super::receipts::Receipts;
use super::session::SessionControl;
use super::toasts::Toasts;
use crate::web::change::change_sign_in::ChangeSignIn;
use crate::web::change::running_changes::RunningChanges;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{Page, Route};
use crate::web::parts::fetch_ahead;
use crate::web::parts::idle::idle;
use crate::web::parts::later::{DeferredView, PartForPage, PartView, Parts};
use crate::web::reactive::{dynamic, follow};
use crate::web::search::command_palette::{CommandPalette, PaletteButton, PaletteDialog};
use crate::web::tenant::open_tenant::{OpenTenant, TenantKey, follow_granted};
use crate::web::tenant::recent_identities::RecentlyOpened;

/// Owns what has to outlive the workplace: what a change is sending while its tenant is closed is waited for, and the
/// answer is still saved. Nothing more is sent.
#[derive(Clone)]
pub struct Lasting(pub Owner);

/// The open tenant. Another tenant, or another user in it, gets another workplace: nothing of one is shown in the
/// other.
#[component]
pub fn Workplace() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let control = expect_context::<SessionControl>();
    let key = untrack(|| TenantKey::of(control));
    // Between the request for this part and its arrival the tenant may have been closed.
    let Some(tenant) = OpenTenant::open(control, key) else { return ().into_any() };
    let Lasting(owner) = expect_context();
    let (desk, journals, receipts) = owner.with(|| (ChangeDesk::new(key), Journals::new(key), Receipts::open(key)));
    let running = owner.with(RunningChanges::new);
    let sign_in = owner.with(|| ChangeSignIn::new(control, running, desk));
    provide_context(tenant);
    provide_context(desk);
    provide_context(journals);
    provide_context(receipts);
    provide_context(running);
    provide_context(sign_in);
    let recent = RecentlyOpened::open(key);
    provide_context(recent);
    provide_context(CommandPalette::new());
    let toasts = expect_context::<Toasts>();
    follow_granted(control, tenant);
    warn_before_leaving(desk);
    let closing = tenant.closing();
    on_cleanup(move || {
        running.close();
        closing.close();
        desk.clear();
        journals.release_all();
        toasts.clear();
        recent.forget();
    });
    fetch_ahead::start(expect_context::<Parts>());
    // A user who has a tenant open starts with its identities: at once, so that the reads of the page and its frame
    // share a batch.
    let leave_home = move || {
        if navigation.route().get() == Route::Home {
            navigation.replace(&Route::identities());
        }
    };
    untrack(leave_home);
    follow(leave_home);
    let interrupted = journals.exist_for(key).then(|| view! { <PartView what=DeferredView::Interrupted /> });
    let has_kept = RwSignal::new(false);
    spawn_local(async move {
        // What is kept no longer goes even if no one looks. That can wait until the page is shown.
        idle().await;
        if receipts.may_be_kept().await {
            has_kept.try_set(true);
        }
    });
    let kept =
        move || has_kept.get().then(|| PartForPage::load(DeferredView::KeptReceipts).draw(DeferredView::KeptReceipts));
    let page = navigation.page();
    view! {
        <Top>
            <PaletteButton />
            <Who tenant />
        </Top>
        <PaletteDialog />
        <DraftBar />
        {interrupted}
        {kept}
        <div class="frame">
            <Side />
            <main id="main" class="main" tabindex="-1">
                {dynamic(move || shown(page.get()))}
            </main>
        </div>
    }
    .into_any()
}

fn shown(page: Page) -> AnyView {
    match page {
        Page::Home => ().into_any(),
        Page::Identities => view! { <IdentitiesPage /> }.into_any(),
        Page::NotFound => view! { <NotFoundPage /> }.into_any(),
        page => view! { <PartView what=DeferredView::Page(page) /> }.into_any(),
    }
}

/// The browser asks before the tab is closed while something is chosen and not sent, or is being sent.
fn warn_before_leaving(desk: ChangeDesk) {
    let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
        if untrack(|| !desk.unsent(None).is_empty()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
