//! An access token that cannot be read.

use js_sys::JsString;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// An access token. It has no `Debug`, no `Display` and no `Serialize`, and its text never enters WebAssembly's memory:
/// it can only authorize a request.
pub struct Token(JsString);

impl Token {
    /// The token of an answer of the library.
    pub(super) fn new(text: JsString) -> Self {
        Self(text)
    }

    /// Puts the token into the headers of a request.
    pub fn authorise(&self, headers: &web_sys::Headers) {
        let bearer = JsString::from("Bearer ").concat(&self.0);
        headers.unchecked_ref::<HeadersOfValues>().set("Authorization", &bearer);
    }
}

#[wasm_bindgen]
extern "C" {
    /// The browser's headers, with a setter that takes a value instead of copying a text.
    type HeadersOfValues;

    #[wasm_bindgen(method)]
    fn set(this: &HeadersOfValues, name: &str, value: &JsValue);
}
