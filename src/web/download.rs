//! Files that the page hands to the person. They are made in the browser and go nowhere else.

use leptos::prelude::document;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use wasm_bindgen::JsCast;

/// Saves a text under this name. The policy lets no page be opened from text, but a link that is saved opens none.
pub fn download(name: &str, media_type: &str, contents: &str) {
    let Ok(link) = document().create_element("a") else { return };
    let address = format!("data:{media_type},{}", utf8_percent_encode(contents, NON_ALPHANUMERIC));
    let written = link.set_attribute("href", &address).and_then(|()| link.set_attribute("download", name));
    if let (Ok(()), Some(link)) = (written, link.dyn_ref::<web_sys::HtmlElement>()) {
        link.click();
    }
}
