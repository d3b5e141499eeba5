//! The first page, for users who aren't signed in.

use leptos::prelude::*;

use super::sign_in_notice::{AskingNotice, SignInNotice};
use crate::web::components::{Notice, PageHeading, SlowNotice, Tone, Waiting};
use crate::web::config::SignInForm;
use crate::web::navigation::route::Route;
use crate::web::parts::new_release::HostRelease;
use crate::web::reactive::{dynamic, follow, handler, memo};
use crate::web::session::{Session, SessionControl, Setup, SignInError, SigningIn};
use crate::web::text::{frame, problem, sign_in, welcome as text};
use domain::scope::Scope;

/// The welcome.
#[component]
pub fn WelcomePage() -> impl IntoView {
    view! {
        <div class="region">
            <PageHeading text=text::HEADING.to_owned() />
            <p class="lead">{text::LEAD}</p>
            <Doors />
        </div>
        <div class="pair">
            <List heading=text::DOES items=&text::DOES_ITEMS />
            <List heading=text::NEVER items=&text::NEVER_ITEMS />
        </div>
        <Asks />
    }
}

/// The two ways to start: a tenant of one's own, and the sample.
#[component]
pub fn Doors() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let session = control.session();
    let sign_in_label = |session: &Session| {
        let can = session.setup().and_then(Setup::config).is_some();
        can.then_some(text::SIGN_IN)
    };
    let label = memo(move || session.with(sign_in_label));
    let trouble = move || session.with(problem_notice);
    let host = expect_context::<HostRelease>();
    // A missing file may belong to a release that the web host has replaced.
    follow(move || {
        let misses_file =
            |error: &SignInError| matches!(error, SignInError::LibraryMissing | SignInError::SampleMissing);
        if session.with(|session| session.error().is_some_and(misses_file)) {
            host.check();
        }
    });
    let leaving =
        memo(move || session.with(|it| matches!(it, Session::SigningIn(SigningIn { form: SignInForm::Redirect, .. }))));
    let opening = memo(move || session.with(|it| matches!(it, Session::Sample { ready: false, .. })));
    let hinted = "sample-hint";
    view! {
        <div class="actions">
            {dynamic(move || {
                label.get().map(|label| {
                    view! {
                        <button
                            type="button"
                            class="button primary"
                            disabled=move || !control.can_sign_in()
                            on:pointerenter=handler(move || control.prepare_to_sign_in())
                            on:focus=handler(move || control.prepare_to_sign_in())
                            on:click=handler(move || control.sign_in())
                        >
                            {label}
                        </button>
                    }
                })
            })}
            <button
                type="button"
                class=move || if label.get().is_some() { "button" } else { "button primary" }
                aria-describedby=hinted
                on:click=handler(move || control.open_sample())
            >
                {text::OPEN_SAMPLE}
            </button>
            <a class="button quiet" href=Route::Connect.to_string()>{text::CONNECT}</a>
        </div>
        <p class="faint" id=hinted>{text::SAMPLE_HINT}</p>
        <Show when=move || leaving.get() fallback=|| view! { <AskingNotice /> }>
            <Waiting text=sign_in::LEAVING />
            <SlowNotice />
        </Show>
        <Show when=move || opening.get()>
            <Waiting text=text::OPENING_SAMPLE />
            <SlowNotice />
        </Show>
        {dynamic(trouble)}
    }
    .into_any()
}

/// What went wrong with the last sign-in or with the deployment.
fn problem_notice(session: &Session) -> Option<AnyView> {
    let Session::SignedOut(now) = session else { return None };
    if let Some(error) = now.error.clone() {
        return Some(view! { <SignInNotice error /> }.into_any());
    }
    match &now.setup {
        Setup::Broken(error) => {
            let said = sign_in::config(error);
            Some(
                view! { <Notice tone=Tone::Bad what=sign_in::BROKEN next=format!("{} {}", said.what, said.next) /> }
                    .into_any(),
            )
        }
        Setup::None => Some(view! { <p class="soft">{text::NOT_CONNECTED}</p> }.into_any()),
        Setup::Deployed(_) | Setup::Typed(_) => None,
    }
}

#[component]
fn List(heading: &'static str, items: &'static [&'static str]) -> impl IntoView {
    view! {
        <section class="card prose">
            <h2>{heading}</h2>
            <ul>{items.iter().map(|item| view! { <li>{*item}</li> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// What signing in asks for.
#[component]
fn Asks() -> impl IntoView {
    let scopes = Scope::AT_SIGN_IN.iter().map(|&scope| {
        view! {
            <li>
                <code>{scope.value()}</code>
                ", "
                {problem::purpose(scope)}
            </li>
        }
    });
    view! {
        <section class="card prose">
            <h2>{text::ASKS}</h2>
            <p>{text::ASKS_LEAD}</p>
            <ul>{scopes.collect_view()}</ul>
            <p>{text::ASKS_LATER}</p>
        </section>
    }
    .into_any()
}

/// Said while it is not known yet whether someone is signed in.
#[component]
pub fn Restoring() -> impl IntoView {
    view! {
        <Waiting text=frame::RESTORING />
        <SlowNotice />
    }
}
