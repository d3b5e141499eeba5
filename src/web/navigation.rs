//! The address bar: what it says becomes a [`Route`], and the other way round.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::route::{Page, Route};

/// Where the page is, and how it gets elsewhere. Links are plain links with a fragment; this listens to them.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    moved: RwSignal<bool>,
}

impl Navigation {
    /// Reads the address and follows it from now on.
    pub fn start() -> Self {
        let here = Self { route: RwSignal::new(address()), moved: RwSignal::new(false) };
        let handle = window_event_listener(leptos::ev::hashchange, move |_| here.show(address()));
        on_cleanup(move || handle.remove());
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

    /// Whether the person has moved since the start: only then a new page takes the focus.
    pub fn has_moved(&self) -> bool {
        self.moved.get_untracked()
    }

    /// Goes to another place, which Back returns from.
    pub fn go(&self, route: &Route) {
        // Setting the fragment to what it is already does nothing, as it should.
        let _ = window().location().set_hash(&route.to_string());
        self.show(route.clone());
    }

    /// Changes the address of the place where the page is, as while typing into a search.
    pub fn replace(&self, route: &Route) {
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&route.to_string()));
        }
        self.show(route.clone());
    }

    fn show(&self, route: Route) {
        if self.route.with_untracked(|shown| *shown != route) {
            self.moved.set(true);
            self.route.set(route);
        }
    }
}

fn address() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}
