//! Files that the page hands to the user. They are made in the browser and go nowhere else.

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

/// Saves a text that comes in pieces, without keeping all of it in one string. For files of megabytes, which don't fit
/// in an address.
pub fn download_pieces(name: &str, media_type: &str, pieces: Vec<String>) {
    let parts: js_sys::Array = pieces.iter().map(|piece| wasm_bindgen::JsValue::from_str(piece)).collect();
    drop(pieces);
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options);
    let address = blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    let (Ok(address), Ok(link)) = (address, document().create_element("a")) else { return };
    let written = link.set_attribute("href", &address).and_then(|()| link.set_attribute("download", name));
    if let (Ok(()), Some(link)) = (written, link.dyn_ref::<web_sys::HtmlElement>()) {
        link.click();
    }
    // The browser has taken what it needs long before.
    leptos::prelude::set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
}
