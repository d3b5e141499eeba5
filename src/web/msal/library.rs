//! The library's file, which is fetched when it is needed.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::bindings;
use crate::web::session::error::SignInError;

/// Loads the library, unless it is loaded. The boot script has its address; the browser checks its content.
pub async fn load() -> Result<(), SignInError> {
    if !bindings::is_loaded() {
        boot_load().await.map_err(|_| SignInError::LibraryMissing)?;
    }
    if bindings::is_loaded() { Ok(()) } else { Err(SignInError::LibraryMissing) }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = bestowLoadSignIn)]
    async fn boot_load() -> Result<JsValue, JsValue>;
}
