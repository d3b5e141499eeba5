//! The address bar: what it says becomes a [`Route`], and the other way round.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::route::{Page, Route};

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
}

impl Navigation {
    /// Reads the address and follows it from now on.
    pub fn start() -> Self {
        let here = Self { route: RwSignal::new(address()), moved: RwSignal::new(false), typed: StoredValue::new(None) };
        let moved = window_event_listener(ev::hashchange, move |_| {
            here.forget_typed();
            here.show(address());
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
        Memo::new(move |_| route.with(Route::page))
    }

    /// Whether the user has moved since the start: only then a new page takes the focus.
    pub fn has_moved(&self) -> bool {
        self.moved.get_untracked()
    }

    /// Goes to another place, which Back returns from.
    pub fn go(&self, route: &Route) {
        self.write_typed();
        // Setting the fragment to what it is already does nothing, as it should.
        let _ = window().location().set_hash(&route.to_string());
        self.show(route.clone());
    }

    /// Changes the address of the place where the page is.
    pub fn replace(&self, route: &Route) {
        self.forget_typed();
        write(route);
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

    fn show(&self, route: Route) {
        if self.route.with_untracked(|shown| *shown != route) {
            self.moved.set(true);
            self.route.set(route);
        }
    }
}

fn write(route: &Route) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&route.to_string()));
    }
}

fn address() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}
