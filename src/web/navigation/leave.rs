//! Leaving a tenant: signing out, or closing the sample. Where something was chosen and not sent, the page asks first.

use leptos::html;
use leptos::prelude::*;

use crate::web::change::desk::ChangeDesk;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, handler};
use crate::web::session::{Session, SessionControl};
use crate::web::text::{frame, leave as text};

/// The button at the end of the header.
#[component]
pub fn LeaveButton() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let navigation = expect_context::<Navigation>();
    let desk = expect_context::<ChangeDesk>();
    let question = NodeRef::<html::Dialog>::new();
    let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
    let leave = move || {
        if is_sample {
            control.close_sample();
        } else {
            control.sign_out();
        }
        navigation.go(&Route::Home);
    };
    let is_applying = RwSignal::new(false);
    let ask = move |_| {
        let unsent = untrack(|| desk.unsent(None));
        is_applying.set(unsent.iter().any(|open| open.execution().is_some()));
        match question.get_untracked().filter(|_| !unsent.is_empty()) {
            // A browser without dialogs leaves without asking.
            Some(question) if question.show_modal().is_ok() => {}
            _ => leave(),
        }
    };
    let close = move || {
        if let Some(question) = question.get_untracked() {
            question.close();
        }
    };
    view! {
        <button type="button" class="button quiet" on:click=ask>
            {if is_sample { frame::LEAVE_SAMPLE } else { frame::SIGN_OUT }}
        </button>
        <dialog node_ref=question class="card question" aria-labelledby="leave-question">
            <h2 id="leave-question">{text::UNSENT}</h2>
            <p>{dynamic(move || if is_applying.get() { text::LOST_APPLYING } else { text::LOST })}</p>
            <div class="actions">
                <button type="button" class="button primary" autofocus=true on:click=handler(close)>
                    {text::STAY}
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=handler(move || {
                        close();
                        leave();
                    })
                >
                    {text::LEAVE}
                </button>
            </div>
        </dialog>
    }
    .into_any()
}
