//! Looks at how the page is hosted. Two of the checks try what the policy forbids, which the browser notes in its
//! console: so they are made only where the answer counts, in the settings and before a change.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::checks::{Hosting, Markup};

/// What every report about these two attempts carries, so that readers of the reports can distinguish them from an
/// attack.
const ATTEMPT: &str = "'Bestow asks whether its policy is in force'";

/// Looks at everything.
pub async fn observe() -> Hosting {
    let page: JsValue = js_sys::global().into();
    Hosting {
        framed: !Object::is(&field(&page, "top"), &field(&page, "self")),
        secure: is_true(&page, "isSecureContext"),
        refuses_scripts: js_sys::eval(ATTEMPT).is_err(),
        markup: markup(&page),
        isolated: is_true(&page, "crossOriginIsolated"),
        service_worker: service_worker(&page).await,
    }
}

fn markup(page: &JsValue) -> Markup {
    if field(page, "trustedTypes").is_undefined() {
        return Markup::NotKnown;
    }
    let element = web_sys::window().and_then(|window| window.document()?.create_element("template").ok());
    let Some(element) = element else { return Markup::Made };
    match Reflect::set(&element, &"innerHTML".into(), &ATTEMPT.into()) {
        Err(_) => Markup::Refused,
        Ok(_) => Markup::Made,
    }
}

/// Whether any page of this origin has registered a service worker. A browser that knows none has none.
async fn service_worker(page: &JsValue) -> bool {
    let container = field(&field(page, "navigator"), "serviceWorker");
    let Ok(list) = field(&container, "getRegistrations").dyn_into::<Function>() else { return false };
    let Ok(promise) = list.call0(&container) else { return false };
    match JsFuture::from(promise.unchecked_into::<Promise>()).await {
        Ok(registrations) => Array::from(&registrations).length() > 0,
        // Where storage is blocked nothing can be registered.
        Err(_) => false,
    }
}

fn is_true(of: &JsValue, name: &str) -> bool {
    field(of, name).is_truthy()
}

fn field(of: &JsValue, name: &str) -> JsValue {
    if !of.is_object() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(of.unchecked_ref(), &name.into()).unwrap_or(JsValue::UNDEFINED)
}
