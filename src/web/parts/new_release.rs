//! Says in an old tab that the web host has a newer version of the page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::browser::clock;
use crate::web::parts::release::is_newer;
use crate::web::reactive::handler;
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::fetch;
use crate::web::text::release as text;
use domain::time::Timestamp;

/// How often the host is asked at most when the user comes back to the tab.
const AT_MOST_EVERY: std::time::Duration = std::time::Duration::from_secs(60);

/// What this tab knows of the release on the web host.
#[derive(Clone, Copy)]
pub struct HostRelease {
    is_newer: RwSignal<bool>,
    asked: RwSignal<Option<Timestamp>>,
}

impl HostRelease {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self { is_newer: RwSignal::new(false), asked: RwSignal::new(None) }
    }

    /// Whether the host has a newer release than this tab runs.
    pub fn is_newer(self) -> bool {
        self.is_newer.get()
    }

    /// Asks the host. A file that this tab misses may be one that a new release has replaced.
    pub fn check(self) {
        self.asked.set(Some(clock::now()));
        spawn_local(async move {
            let running = document().head().and_then(|head| head.text_content()).unwrap_or_default();
            // A host that can't be reached says nothing.
            let Ok(sent) = fetch::document().await else { return };
            self.is_newer.set(is_newer(&running, &sent));
        });
    }

    /// Asks the host, unless it was asked a moment ago.
    fn check_now_and_then(self) {
        let now = clock::now();
        let is_soon = self.asked.get_untracked().is_some_and(|asked| now.since(asked) < AT_MOST_EVERY);
        if !is_soon && !self.is_newer.get_untracked() {
            self.check();
        }
    }
}

/// Loads the page again, at its address.
pub fn reload() {
    // A browser that doesn't reload leaves the tab as it is.
    let _ = window().location().reload();
}

/// Says that there is a newer release. The web host is asked whenever the user comes back to the tab, but not while the
/// sample tenant is open, because nothing is sent then.
#[component]
pub fn NewRelease() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let host = expect_context::<HostRelease>();
    let handle = window_event_listener_untyped("visibilitychange", move |_| {
        let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
        if !document().hidden() && !is_sample {
            host.check_now_and_then();
        }
    });
    on_cleanup(move || handle.remove());
    view! {
        <Show when=move || host.is_newer()>
            <aside class="draft-bar" aria-label=text::HEADING role="status">
                <span>{text::NEWER}</span>
                <span class="actions">
                    <button type="button" class="button" on:click=handler(reload)>
                        {text::RELOAD}
                    </button>
                    <button type="button" class="button quiet" on:click=handler(move || host.is_newer.set(false))>
                        {text::LATER}
                    </button>
                </span>
            </aside>
        </Show>
    }
    .into_any()
}
