//! Starts the page: the session, the address, and what someone sees who has no tenant open.

use leptos::prelude::*;

use super::frame::{SkipLink, Top};
use super::pages::{NotFoundPage, Restoring, SignedOutPage, WelcomePage};
use super::session::{Session, SessionControl};
use super::text::frame as text;
use super::toasts::{ToastRegion, Toasts};
use super::workplace::Lasting;
use crate::web::browser::stopped;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{Page, Route};
use crate::web::parts::later::{DeferredView, PartView, Parts};
use crate::web::parts::new_release::{HostRelease, NewRelease};
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::TenantKey;

/// Mounts the page. What is not needed at first comes from `parts`.
pub fn start(parts: Parts) {
    stopped::stop_on_panic();
    leptos::mount::mount_to_body(move || view! { <App parts /> });
}

#[component]
fn App(parts: Parts) -> impl IntoView {
    provide_context(parts);
    let control = SessionControl::start();
    provide_context(Navigation::start());
    provide_context(control);
    provide_context(HostRelease::new());
    provide_context(Toasts::new());
    if let Some(owner) = Owner::current() {
        provide_context(Lasting(owner));
    }
    let key = memo(move || TenantKey::of(control));
    view! {
        <SkipLink />
        <NewRelease />
        {dynamic(move || match key.get().is_open() {
            true => view! { <PartView what=DeferredView::Workplace /> }.into_any(),
            false => view! { <Reception /> }.into_any(),
        })}
        <ToastRegion />
    }
}

/// The frame and the page in it while no tenant is open.
#[component]
fn Reception() -> impl IntoView {
    let page = expect_context::<Navigation>().page();
    let session = expect_context::<SessionControl>().session();
    let restoring = memo(move || session.with(|session| matches!(session, Session::Restoring)));
    view! {
        <Top>
            <a href=Route::Settings.to_string()>{text::SETTINGS}</a>
        </Top>
        <div class="frame plain">
            <main id="main" class="main" tabindex="-1">
                {dynamic(move || match restoring.get() {
                    true => view! { <Restoring /> }.into_any(),
                    false => shown(page.get()),
                })}
            </main>
        </div>
    }
    .into_any()
}

fn shown(page: Page) -> AnyView {
    match page {
        Page::Home => view! { <WelcomePage /> }.into_any(),
        Page::Connect | Page::Settings => view! { <PartView what=DeferredView::Page(page) /> }.into_any(),
        Page::NotFound => view! { <NotFoundPage /> }.into_any(),
        _ => view! { <SignedOutPage /> }.into_any(),
    }
}
