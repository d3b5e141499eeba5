//! Whether the user has selected text on the page.

use wasm_bindgen::prelude::wasm_bindgen;

/// Whether some text is selected.
pub fn is_text_selected() -> bool {
    selection().is_some_and(|selection| !selection.is_collapsed())
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Selection)]
    type TextSelection;

    /// <https://developer.mozilla.org/docs/Web/API/Window/getSelection>
    #[wasm_bindgen(js_name = getSelection)]
    fn selection() -> Option<TextSelection>;

    #[wasm_bindgen(method, getter, js_name = isCollapsed)]
    fn is_collapsed(this: &TextSelection) -> bool;
}
