//! Says in an old tab that the web host has a newer version of the page.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::clock;
use super::fetch;
use super::release::is_newer;
use super::session::{Session, SessionControl};
use super::text::release as text;
use crate::domain::time::Timestamp;

/// How often the host is asked at most.
const AT_MOST_EVERY: std::time::Duration = std::time::Duration::from_secs(60);

/// Asks the web host whenever the person comes back to the tab, and says so where there is a newer version. While the
/// sample tenant is open nobody is asked, for then nothing is sent.
#[component]
pub fn NewRelease() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let is_newer_there = RwSignal::new(false);
    let asked = Rc::new(Cell::new(None::<Timestamp>));
    let handle = window_event_listener_untyped("visibilitychange", move |_| {
        let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
        let now = clock::now();
        let is_soon = asked.get().is_some_and(|asked| now.since(asked) < AT_MOST_EVERY);
        if document().hidden() || is_sample || is_soon || is_newer_there.try_get_untracked() != Some(false) {
            return;
        }
        asked.set(Some(now));
        spawn_local(async move {
            let running = document().head().and_then(|head| head.text_content()).unwrap_or_default();
            // A host that cannot be reached tells nothing.
            let Ok(sent) = fetch::document().await else { return };
            is_newer_there.try_set(is_newer(&running, &sent));
        });
    });
    on_cleanup(move || handle.remove());
    let reload = |_| {
        // A browser that does not reload leaves the tab as it is.
        let _ = window().location().reload();
    };
    view! {
        <Show when=move || is_newer_there.get()>
            <aside class="draft-bar" aria-label=text::HEADING role="status">
                <span>{text::NEWER}</span>
                <span class="actions">
                    <button type="button" class="button" on:click=reload>
                        {text::RELOAD}
                    </button>
                    <button type="button" class="button quiet" on:click=move |_| is_newer_there.set(false)>
                        {text::LATER}
                    </button>
                </span>
            </aside>
        </Show>
    }
    .into_any()
}
