//! What a user has to know of a sign-in: how one ended, and that a window is open.

use leptos::prelude::*;

use crate::web::components::{CopyButton, Notice, OutLink, Tone};
use crate::web::reactive::{dynamic, follow, handler, memo};
use crate::web::session::{Session, SessionControl, SignInError};
use crate::web::tenant::portal;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::sign_in as text;
use domain::clipboard::ClipboardText;
use domain::cloud::Cloud;

/// How a sign-in ended, and what to do next.
#[component]
pub fn SignInNotice(
    /// How it ended.
    error: SignInError,
) -> impl IntoView {
    let said = text::explain(&error);
    let control = expect_context::<SessionControl>();
    let consent = control.session().with_untracked(|session| session.to_consent(&error)).map(|registration| {
        let href = portal::consent(Cloud::OF_THIS_BUILD, registration);
        view! {
            <p>
                <OutLink href=href.clone() text=text::CONSENT_PAGE />
                <CopyButton value=ClipboardText::value(&href) what=text::CONSENT_ADDRESS />
            </p>
        }
    });
    // What a user decided, and what they have to allow first, has not failed.
    let tone = match error {
        SignInError::Cancelled | SignInError::ConsentRefused => Tone::Info,
        SignInError::PopupBlocked | SignInError::TimedOut | SignInError::Offline | SignInError::HttpsNeeded => {
            Tone::Warn
        }
        _ => Tone::Bad,
    };
    let code = text::code(&error);
    view! {
        <Notice tone what=visible(&said.what) next=said.next>
            {consent}
            {code.map(|code| view! { <p class="faint">{text::CODE} ": " <bdi>{visible(&code)}</bdi></p> })}
        </Notice>
    }
    .into_any()
}

/// Says that a window of Microsoft's is open, and offers to give up or to open it again. Nothing while none is.
///
/// That the window was closed can't be seen: for a page that is isolated from other origins, as this one is, `closed`
/// is true of a window that is still open, and the library notices only after a minute that no answer came. What can be
/// seen is that the user has come back to this page, and then it asks.
#[component]
pub fn AskingNotice() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let awaited = memo(move || control.session().with(Session::awaited));
    let came_back = RwSignal::new(false);
    follow(move || {
        // Each window is asked about again.
        awaited.track();
        came_back.set(false);
    });
    let back = window_event_listener(leptos::ev::focus, move |_| {
        if awaited.try_get_untracked().flatten().is_some() {
            came_back.try_set(true);
        }
    });
    on_cleanup(move || back.remove());
    let again = move |_| match control.session().with_untracked(|session| session.signed_in().is_some()) {
        true => control.try_again(),
        false => control.sign_in(),
    };
    let is_open = memo(move || awaited.get().is_some());
    view! {
        <Show when=move || is_open.get()>
            <Notice tone=Tone::Info what=text::WAITING next=text::WAITING_NEXT>
                <div class="actions">
                    <button type="button" class="button" on:click=handler(move || control.cancel())>
                        {text::CANCEL}
                    </button>
                    <button type="button" class="button" on:click=again>
                        {text::AGAIN}
                    </button>
                </div>
                // Below the buttons: the click that brings this page to the front must not miss the one it is meant for.
                {dynamic(move || came_back.get().then(|| view! { <p class="caution">{text::WINDOW_CLOSED}</p> }))}
            </Notice>
        </Show>
    }
    .into_any()
}
