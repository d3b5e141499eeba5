//! Files that a person opens. They are read in the browser and go nowhere else.

use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// A file that was opened.
pub struct Opened {
    /// Its name.
    pub name: String,
    /// What is in it; nothing, where it is larger than was allowed or the browser could not read it.
    pub contents: Option<Vec<u8>>,
}

/// Reads the file that was chosen in a field, and empties the field, so that the same one can be chosen again. Of a
/// file with more than `most` bytes nothing is read.
pub async fn chosen_in(field: &HtmlInputElement, most: usize) -> Option<Opened> {
    let file = field.files()?.get(0)?;
    let name = file.name();
    #[expect(clippy::cast_precision_loss, reason = "the limits are far below what a number holds exactly")]
    let fits = file.size() <= most as f64;
    let contents = if fits { JsFuture::from(file.array_buffer()).await.ok() } else { None };
    field.set_value("");
    Some(Opened { name, contents: contents.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec()) })
}
