//! What is not needed at first and is drawn by a part of the program that is fetched when a user opens it.
//!
//! Which part draws what is the binary's to say; this is what the pages know of it.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::components::badge::Tone;
use crate::web::components::notice::Notice;
use crate::web::components::waiting::{SlowNotice, Waiting};
use crate::web::navigation::route::Page;
use crate::web::parts::code_reading::{Code, CodeReading};
use crate::web::parts::new_release::{HostRelease, reload};
use crate::web::parts::part::{PageSection, ProgramPart};
use crate::web::parts::usage_reading::{LogToRead, UsageReading};
use crate::web::reactive::handler;
use crate::web::text::region::RETRY;
use crate::web::text::{part as text, release};
use code_permissions::usage::LogError;
use domain::pasted_text::PastedText;

/// Something that a later part draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeferredView {
    /// The frame around the pages of an open tenant, and its list of identities.
    Workplace,
    /// The offer to continue with changes that were interrupted.
    Interrupted,
    /// The command palette.
    Palette,
    /// The list of keyboard shortcuts.
    Shortcuts,
    /// Nothing to be seen: reads the receipts that the browser keeps, and removes those that are kept no longer.
    KeptReceipts,
    /// A page.
    Page(Page),
    /// A section of a page.
    Section(PageSection),
}

impl DeferredView {
    /// The part that draws it, where that is not the first one.
    pub fn part(self) -> Option<ProgramPart> {
        match self {
            Self::Workplace => Some(ProgramPart::Workplace),
            Self::Interrupted | Self::KeptReceipts => Some(ProgramPart::Records),
            Self::Palette | Self::Shortcuts => Some(ProgramPart::Finding),
            Self::Page(page) => ProgramPart::of(page),
            Self::Section(section) => Some(section.part()),
        }
    }
}

/// Draws what is in a part, and nothing of what does not.
pub type DrawFn = fn(DeferredView) -> AnyView;

/// Draws something, now that its part is there.
#[derive(Clone, Copy)]
pub struct LoadedView {
    /// What.
    pub what: DeferredView,
    /// The part's way to draw.
    pub draw: DrawFn,
}

/// A part that is loading. `None` where it didn't load; it can then be asked for again.
pub type LoadingView = Pin<Box<dyn Future<Output = Option<LoadedView>>>>;

/// A pasted text being read by its part. `None` where the part did not come; the text can then be read again.
pub type ReadingText = Pin<Box<dyn Future<Output = Option<PastedText>>>>;

/// Code being read by its part. `None` where the part did not come; the code can then be read again.
pub type ReadingCode = Pin<Box<dyn Future<Output = Option<CodeReading>>>>;

/// A log being read by its part. `None` where the part did not come; the log can then be read again.
pub type ReadingLog = Pin<Box<dyn Future<Output = Option<Result<UsageReading, LogError>>>>>;

/// Where the parts come from.
#[derive(Clone, Copy)]
pub struct Parts {
    /// Fetches what draws something, unless it is there already.
    pub draw: fn(DeferredView) -> LoadingView,
    /// Fetches a part that nothing is drawn of yet.
    pub fetch: fn(ProgramPart) -> Fetching,
    /// Fetches what reads a pasted text, and reads it.
    pub read_text: fn(String) -> ReadingText,
    /// Fetches what reads code, and reads it.
    pub read_code: fn(Code) -> ReadingCode,
    /// Fetches what reads logs, and reads one.
    pub read_log: fn(LogToRead) -> ReadingLog,
}

/// A part that is being fetched ahead.
pub type Fetching = Pin<Box<dyn Future<Output = ()>>>;

/// How far the part is that draws something.
#[derive(Clone, Copy)]
enum State {
    Loading,
    Loaded(LoadedView),
    NotLoaded,
}

/// A part that several things on a page are drawn by: it is loaded once, and the user is told once where it isn't there.
#[derive(Clone, Copy)]
pub struct PartForPage {
    state: RwSignal<State>,
    fetch: Callback<()>,
}

impl PartForPage {
    /// Loads the part that draws this.
    pub fn load(what: DeferredView) -> Self {
        let Parts { draw: come, .. } = expect_context();
        let host = expect_context::<HostRelease>();
        let state = RwSignal::new(State::Loading);
        let fetch = Callback::new(move |()| {
            state.set(State::Loading);
            spawn_local(async move {
                match come(what).await {
                    Some(drawing) => state.try_set(State::Loaded(drawing)),
                    None => {
                        host.check();
                        state.try_set(State::NotLoaded)
                    }
                };
            });
        });
        fetch.run(());
        Self { state, fetch }
    }

    /// Whether the part is there.
    pub fn is_loaded(self) -> bool {
        matches!(self.state.get(), State::Loaded(_))
    }

    /// What the user is told until the part is there. Where it doesn't load, the user can try again, or reload where the
    /// web host has a newer release.
    pub fn status(self) -> AnyView {
        let host = expect_context::<HostRelease>();
        let status = move || match self.state.get() {
            State::Loading => view! {
                <Waiting text=text::LOADING />
                <SlowNotice />
            }
            .into_any(),
            State::Loaded(_) => ().into_any(),
            State::NotLoaded if host.is_newer() => view! {
                <Notice tone=Tone::Info what=text::REPLACED next=text::REPLACED_NEXT>
                    <button type="button" class="button primary" on:click=handler(reload)>
                        {release::RELOAD}
                    </button>
                </Notice>
            }
            .into_any(),
            State::NotLoaded => view! {
                <Notice tone=Tone::Bad what=text::NOT_LOADED next=text::NOT_LOADED_NEXT>
                    <button type="button" class="button" on:click=handler(move || self.fetch.run(()))>
                        {RETRY}
                    </button>
                </Notice>
            }
            .into_any(),
        };
        status.into_any()
    }

    /// This, once the part is there that draws it; nothing before.
    pub fn draw(self, what: DeferredView) -> AnyView {
        let drawn = move || match self.state.get() {
            State::Loaded(LoadedView { draw, .. }) => draw(what),
            _ => ().into_any(),
        };
        drawn.into_any()
    }
}

/// What is wanted, once its part has loaded.
#[component]
pub fn PartView(
    /// What is wanted.
    what: DeferredView,
) -> impl IntoView {
    let part = PartForPage::load(what);
    view! {
        {part.status()}
        {part.draw(what)}
    }
    .into_any()
}
