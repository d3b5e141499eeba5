//! What a person has to know of a sign-in: how one ended, and that a window is open.

use leptos::prelude::*;

use crate::domain::clipboard::ClipboardText;
use crate::web::cloud::Cloud;
use crate::web::components::{CopyButton, Notice, OutLink, Tone};
use crate::web::portal;
use crate::web::session::{Asking, Session, SessionControl, SignInError};
use crate::web::tenant_text::visible;
use crate::web::text::sign_in as text;

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
    // What a person decided, and what they have to allow first, has not failed.
    let tone = match error {
        SignInError::Cancelled | SignInError::ConsentRefused => Tone::Info,
        SignInError::PopupBlocked | SignInError::TimedOut | SignInError::Offline => Tone::Warn,
        _ => Tone::Bad,
    };
    let code = match error {
        SignInError::Other { code, .. } if !code.is_empty() => Some(code),
        _ => None,
    };
    view! {
        <Notice tone what=visible(&said.what) next=said.next>
            {consent}
            {code.map(|code| view! { <p class="faint">{text::CODE} ": " <bdi>{visible(&code)}</bdi></p> })}
        </Notice>
    }
    .into_any()
}

/// Says that a window of Microsoft's is open, and offers to give up or to open it again. Nothing while none is.
#[component]
pub fn AskingNotice() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let is_open = Memo::new(move |_| match &*control.session().read() {
        Session::SigningIn(_) => true,
        Session::SignedIn(now) => matches!(now.asking, Asking::Waiting { .. }),
        _ => false,
    });
    let again = move |_| match control.session().with_untracked(|session| session.signed_in().is_some()) {
        true => control.try_again(),
        false => control.sign_in(),
    };
    view! {
        <Show when=move || is_open.get()>
            <Notice tone=Tone::Info what=text::WAITING next=text::WAITING_NEXT>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| control.cancel()>
                        {text::CANCEL}
                    </button>
                    <button type="button" class="button" on:click=again>
                        {text::AGAIN}
                    </button>
                </div>
            </Notice>
        </Show>
    }
    .into_any()
}
