//! Starts the page: the frame around every page, and which page stands in it.

use leptos::prelude::*;

use super::change_desk::ChangeDesk;
use super::chunk::Chunk;
use super::frame::{DraftBar, Side, SkipLink, Top};
use super::journal::Journals;
use super::navigation::Navigation;
use super::open_tenant::{OpenTenant, TenantKey, follow_granted};
use super::pages::{
    ConnectPage, IdentitiesPage, InterruptedChanges, Later, NotFoundPage, Restoring, SettingsPage, SignedOutPage,
    WelcomePage,
};
use super::route::{Page, Route};
use super::session::{Session, SessionControl};

/// Mounts the page.
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let navigation = Navigation::start();
    let control = SessionControl::start();
    let desk = ChangeDesk::new();
    provide_context(navigation);
    provide_context(control);
    provide_context(desk);
    let journals = Journals::new(control);
    provide_context(journals);
    warn_before_leaving(desk);
    let key = Memo::new(move |_| TenantKey::of(control));
    Effect::new(move |before: Option<TenantKey>| {
        let now = key.get();
        if before.is_some_and(|before| before != now) {
            desk.clear();
            journals.let_all_go();
        }
        now
    });
    // Whoever has a tenant open starts with its identities.
    let leave_home = move || {
        if navigation.route().get() == Route::Home {
            navigation.replace(&Route::identities());
        }
    };
    Effect::new(move |_| {
        if key.get().is_open() {
            leave_home();
        }
    });
    let body = move || {
        let tenant = OpenTenant::open(control, key.get());
        if tenant.is_some() {
            // Before anything is drawn, so that what the page and its frame read travels together.
            untrack(leave_home);
        }
        // A closure that is run again still finds what it provided before: the tenant that was closed. What an inner
        // one provides goes with it.
        move || {
            if let Some(tenant) = tenant {
                provide_context(tenant);
                follow_granted(control, tenant);
            }
            view! { <Body open=tenant.is_some() /> }
        }
    };
    view! {
        <SkipLink />
        {body}
    }
}

/// The frame and the page in it. Another tenant draws all of it anew.
#[component]
fn Body(open: bool) -> impl IntoView {
    let page = expect_context::<Navigation>().page();
    let session = expect_context::<SessionControl>().session();
    let restoring = Memo::new(move |_| session.with(|session| matches!(session, Session::Restoring)));
    view! {
        <Top />
        <DraftBar />
        {open.then(|| view! { <InterruptedChanges /> })}
        <div class=if open { "frame" } else { "frame plain" }>
            {open.then(|| view! { <Side /> })}
            <main id="main" class="main" tabindex="-1">
                {move || match restoring.get() {
                    true => view! { <Restoring /> }.into_any(),
                    false => shown(page.get(), open),
                }}
            </main>
        </div>
    }
}

fn shown(page: Page, open: bool) -> AnyView {
    match page {
        Page::Connect => view! { <ConnectPage /> }.into_any(),
        Page::Settings => view! { <SettingsPage /> }.into_any(),
        Page::NotFound => view! { <NotFoundPage /> }.into_any(),
        Page::Home if !open => view! { <WelcomePage /> }.into_any(),
        Page::Identities | Page::Identity(_) | Page::Change(_) | Page::Compare(_) if !open => {
            view! { <SignedOutPage /> }.into_any()
        }
        Page::Home => ().into_any(),
        Page::Identities => view! { <IdentitiesPage /> }.into_any(),
        Page::Identity(_) | Page::Change(_) | Page::Compare(_) => match Chunk::of(page) {
            Some(chunk) => view! { <Later chunk page /> }.into_any(),
            None => ().into_any(),
        },
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
