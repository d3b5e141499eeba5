//! Fetches parts of the program before they are asked for: while the browser is idle, and when the pointer or the focus
//! reaches a link that leads there.

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event};

use crate::web::navigation::route::Route;
use crate::web::parts::idle::idle;
use crate::web::parts::later::Parts;
use crate::web::parts::part::{ProgramPart, may_fetch_ahead};

/// Where this browser keeps that the user has turned it off.
const KEY: &str = "bestow.fetch-ahead";
const OFF: &str = "off";

/// Begins to fetch ahead, until the tenant is closed.
pub fn start(parts: Parts) {
    let is_open = StoredValue::new(true);
    on_cleanup(move || is_open.set_value(false));
    spawn_local(async move {
        for part in ProgramPart::AHEAD {
            idle().await;
            // The tenant may have been closed, or the setting changed.
            if is_open.try_get_value() != Some(true) || !is_allowed() {
                return;
            }
            // What didn't come is fetched again when it is asked for.
            (parts.fetch)(part).await;
        }
    });
    for event in ["pointerover", "focusin"] {
        follow(event, parts);
    }
}

/// Fetches what a link leads to when this event reaches the link.
fn follow(event: &'static str, parts: Parts) {
    let fetch = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if let Some(part) = linked(&event).filter(|_| is_allowed()) {
            spawn_local(async move {
                (parts.fetch)(part).await;
            });
        }
    });
    let document = document();
    // Without the listener the part is fetched when it is asked for.
    let _ = document.add_event_listener_with_callback(event, fetch.as_ref().unchecked_ref());
    let fetch = StoredValue::new_local(fetch);
    on_cleanup(move || {
        fetch.with_value(|fetch| {
            let _ = document.remove_event_listener_with_callback(event, fetch.as_ref().unchecked_ref());
        });
    });
}

/// The part that the link under an event leads to.
fn linked(event: &Event) -> Option<ProgramPart> {
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href^='#']").ok()??;
    ProgramPart::of(Route::parse(&link.get_attribute("href")?).page())
}

/// Whether parts may be fetched ahead in this browser now.
fn is_allowed() -> bool {
    may_fetch_ahead(is_turned_off(), saves_data())
}

/// Whether the user has turned it off.
pub fn is_turned_off() -> bool {
    storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).as_deref() == Some(OFF)
}

/// Keeps what the user wants. Where the browser keeps nothing, this page continues as it was.
pub fn turn_off(off: bool) {
    if let Some(storage) = storage() {
        let _ = if off { storage.set_item(KEY, OFF) } else { storage.remove_item(KEY) };
    }
}

/// Whether the browser is to save data, which only Chromium says.
/// <https://developer.mozilla.org/docs/Web/API/NetworkInformation/saveData>
fn saves_data() -> bool {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let connection = get(&window().navigator(), "connection");
    connection.is_object() && get(&connection, "saveData").is_truthy()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}
