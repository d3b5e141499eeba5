//! The frame around every page: the header that always says which tenant is open, the navigation, and the reminder of
//! changes that were not sent.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::change::OpenChange;
use super::change::desk::ChangeDesk;
use super::change::event::ChangeEvent;
use super::pages::account::read_person;
use super::session::{Session, SessionControl};
use super::text::{PRODUCT, frame as text, receipts, rights, sets, sign_in};
use crate::web::navigation::control::Navigation;
use crate::web::navigation::leave::LeaveButton;
use crate::web::navigation::route::{ChangeStep, Page, Route};
use crate::web::reactive::{dynamic, handler};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;

/// The first element that the keyboard reaches. It moves the focus itself, because the fragment is the page's address.
#[component]
pub fn SkipLink() -> impl IntoView {
    let skip = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        let main = document().get_element_by_id("main").and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(main) = main {
            let _ = main.focus();
        }
    };
    view! {
        <a class="skip button" href="#main" on:click=skip>
            {text::SKIP}
        </a>
    }
}

/// The header.
#[component]
pub fn Top(
    /// What is at its end.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="top">
            <a class="brand" href=Route::Home.to_string()>
                {PRODUCT}
            </a>
            {children()}
        </header>
    }
    .into_any()
}

/// Who is signed in, where. The sample tenant says that it is one.
#[component]
pub fn Who(tenant: OpenTenant) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let person = read_person(tenant);
    let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
    let names = move || {
        let read = person.value();
        // Before the directory has answered, and if it does not, the sign-in itself says who and where.
        let account = control.session().with(|session| session.account().cloned());
        let where_ = read.as_ref().map(|it| it.tenant.display_name.clone());
        let who = read.map(|it| it.user_principal_name);
        let where_ = where_.or_else(|| account.as_ref().map(|it| it.tenant.to_string())).unwrap_or_default();
        let who = who.or_else(|| account.map(|it| it.username)).unwrap_or_default();
        view! {
            <bdi>{visible(&where_)}</bdi>
            <bdi class="person">{visible(&who)}</bdi>
        }
    };
    let mode = control.session().with_untracked(|session| session.signed_in().map(|now| now.mode));
    let badge = match mode {
        Some(mode) => Some(("mode-badge", sign_in::mode(mode).join(" "), sign_in::mode_name(mode))),
        None => is_sample.then(|| ("sample-badge", text::SAMPLE_HINT.to_owned(), text::SAMPLE)),
    };
    view! {
        <div class="who" role="group" aria-label=text::ACCOUNT>
            {badge.map(|(class, title, name)| view! { <span class=class title=title>{name}</span> })}
            <div class="who-names">{dynamic(names)}</div>
            <LeaveButton />
        </div>
    }
    .into_any()
}

/// The navigation.
#[component]
pub fn Side() -> impl IntoView {
    let page = expect_context::<Navigation>().page();
    let link = move |route: Route, name: &'static str, is_here: fn(Page) -> bool| {
        let current = move || is_here(page.get()).then_some("page");
        view! {
            <li>
                <a href=route.to_string() aria-current=current>
                    {name}
                </a>
            </li>
        }
    };
    view! {
        <nav class="side" aria-label=text::NAVIGATION>
            <ul>
                {link(Route::identities(), text::IDENTITIES, |page| {
                    matches!(
                        page,
                        Page::Identities | Page::NewIdentity | Page::Identity(_) | Page::Change(_) | Page::Compare(_)
                    )
                })}
                {link(Route::Review(String::new()), text::REVIEW, |page| page == Page::Review)}
                {link(Route::Sets, sets::HEADING, |page| matches!(page, Page::Sets | Page::Set(_) | Page::NewSet))}
                {link(Route::Draft(None), text::DRAFTS, |page| page == Page::Draft)}
                {link(Route::Activity, receipts::ACTIVITY, |page| matches!(page, Page::Activity | Page::Receipt(_)))}
                {link(Route::Rights, rights::LINK, |page| page == Page::Rights)}
                {link(Route::Settings, text::SETTINGS, |page| page == Page::Settings)}
            </ul>
        </nav>
    }
    .into_any()
}

/// Reminds of changes to other identities than the one that is looked at.
#[component]
pub fn DraftBar() -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let page = expect_context::<Navigation>().page();
    let here = move || match page.get() {
        Page::Change(id) => Some(id),
        _ => None,
    };
    let bar = move |open: OpenChange| {
        let id = open.id();
        let wishes = open.wishes();
        let what = match open.execution() {
            Some(_) => text::draft_applying(open.name()),
            None => text::draft(open.name(), wishes.iter().map(|wanted| &wanted.wish)),
        };
        let may_discard = open.execution().is_none();
        let back = open.address(ChangeStep::Choose);
        view! {
            <aside class="draft-bar" aria-label=text::draft_of(open.name())>
                <bdi>{what}</bdi>
                <span class="actions">
                    <a class="button" href=back.to_string()>
                        {text::DRAFT_CONTINUE}
                    </a>
                    {may_discard
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button quiet"
                                    on:click=handler(move || {
                                        desk.send(id, ChangeEvent::Discarded);
                                    })
                                >
                                    {text::DRAFT_DISCARD}
                                </button>
                            }
                        })}
                </span>
            </aside>
        }
    };
    dynamic(move || desk.unsent(here()).into_iter().map(bar).collect_view())
}
