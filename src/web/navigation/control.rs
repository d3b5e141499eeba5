//! The address bar: what it says becomes a [`Route`], and the other way round.

use std::time::Duration;

use js_sys::Reflect;
use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::web::browser::clock;
use crate::web::navigation::page_positions::{PagePosition, PagePositions};
use crate::web::navigation::page_return::{position, restore_position};
use crate::web::navigation::route::{Page, Route};
use crate::web::reactive::memo;

/// How long after the last key the address follows what was typed. Browsers are slow to change it, and refuse to when it
/// changes too often.
const TYPED: Duration = Duration::from_millis(300);

/// Where the page is, and how it gets elsewhere. Links are plain links with a fragment; this listens to them.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    moved: RwSignal<bool>,
    /// What the address bar is about to say.
    typed: StoredValue<Option<(Route, TimeoutHandle)>>,
    /// The entry of the history; nothing while the browser makes a new one.
    entry: StoredValue<Option<u64>>,
    positions: StoredValue<PagePositions>,
    /// Whether the page is one that the user has come back to.
    is_back: StoredValue<bool>,
}

impl Navigation {
    /// Reads the address and follows it from now on.
    pub fn start() -> Self {
        let here = Self {
            route: RwSignal::new(address()),
            moved: RwSignal::new(false),
            typed: StoredValue::new(None),
            entry: StoredValue::new(None),
            positions: StoredValue::new(PagePositions::default()),
            is_back: StoredValue::new(false),
        };
        disable_scroll_restoration();
        here.enter();
        let moved = window_event_listener(ev::hashchange, move |_| {
            here.forget_typed();
            here.leave();
            let back = here.enter();
            here.is_back.set_value(back.is_some());
            here.show(address());
            if let Some(position) = back {
                let entry = here.entry.get_value();
                restore_position(position, move || here.entry.try_get_value() == Some(entry));
            }
        });
        // A user who follows a link or reloads comes back to the typed text.
        let clicked = window_event_listener(ev::click, move |_| here.write_typed());
        let leaving = window_event_listener(ev::pagehide, move |_| here.write_typed());
        on_cleanup(move || {
            moved.remove();
            clicked.remove();
            leaving.remove();
        });
        here
    }

    /// The place that is shown.
    pub fn route(&self) -> Signal<Route> {
        self.route.into()
    }

    /// The page that is shown. It changes only when another one is.
    pub fn page(&self) -> Memo<Page> {
        let route = self.route;
        memo(move || route.with(Route::page))
    }

    /// Whether the user has moved since the start: only then a new page takes the focus.
    pub fn has_moved(&self) -> bool {
        self.moved.get_untracked()
    }

    /// Whether the user has come back to the page: it then scrolls and takes the focus to where they were.
    pub fn is_back(&self) -> bool {
        self.is_back.get_value()
    }

    /// Goes to another place, which Back returns from.
    pub fn go(&self, route: &Route) {
        self.write_typed();
        let before = window().location().hash().ok();
        self.leave();
        // Setting the fragment to what it is already does nothing, as it should.
        let _ = window().location().set_hash(&route.to_string());
        if window().location().hash().ok() != before {
            self.entry.set_value(None);
            self.is_back.set_value(false);
        }
        self.show(route.clone());
    }

    /// Changes the address of the place where the page is.
    pub fn replace(&self, route: &Route) {
        self.forget_typed();
        write(route);
        self.is_back.set_value(false);
        self.show(route.clone());
    }

    /// The same while someone types: the page follows at once, and the address when they pause.
    pub fn replace_while_typing(&self, route: Route) {
        self.forget_typed();
        let here = *self;
        match set_timeout_with_handle(move || here.write_typed(), TYPED) {
            Ok(handle) => self.typed.set_value(Some((route.clone(), handle))),
            Err(_) => write(&route),
        }
        self.show(route);
    }

    fn write_typed(&self) {
        if let Some(route) = self.forget_typed() {
            write(&route);
        }
    }

    fn forget_typed(&self) -> Option<Route> {
        let (route, handle) = self.typed.try_update_value(Option::take).flatten()?;
        handle.clear();
        Some(route)
    }

    /// Notes where the user is on the page that they leave.
    fn leave(&self) {
        if let Some(entry) = self.entry.get_value() {
            self.positions.update_value(|positions| positions.note(entry, position()));
        }
    }

    /// Takes up the entry of the history that the browser is at, and says where the user was on its page.
    fn enter(&self) -> Option<PagePosition> {
        let known = entry_number();
        let entry = known.unwrap_or_else(|| new_entry(self.entry.get_value().unwrap_or(0)));
        self.entry.set_value(Some(entry));
        self.positions.with_value(|positions| positions.of(entry).cloned())
    }

    fn show(&self, route: Route) {
        if self.route.with_untracked(|shown| *shown != route) {
            self.moved.set(true);
            self.route.set(route);
        }
    }
}

/// Changes the address of the entry of the history, and nothing else of it.
fn write(route: &Route) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&route.to_string()));
    }
}

/// Turns off the browser's own scrolling on Back, which comes before the page is drawn.
fn disable_scroll_restoration() {
    if let Ok(history) = window().history() {
        // A browser that scrolls all the same does no harm.
        let _ = Reflect::set(&history, &"scrollRestoration".into(), &"manual".into());
    }
}

/// The number that an entry of the history has; none, where the page has not been there.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a count of milliseconds")]
fn entry_number() -> Option<u64> {
    let number = window().history().ok()?.state().ok()?.as_f64()?;
    (number >= 0.0).then_some(number as u64)
}

/// Numbers an entry of the history. The time makes it another one than those before a reload.
#[expect(clippy::cast_precision_loss, reason = "it is a count of milliseconds")]
fn new_entry(after: u64) -> u64 {
    let entry = clock::now().millis().unsigned_abs().max(after + 1);
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::from_f64(entry as f64), "", None);
    }
    entry
}

fn address() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}
