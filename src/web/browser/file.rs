//! Files that a user opens. They are read in the browser and go nowhere else.

use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use domain::file_text::{FileTextError, text_of};

/// A file that was opened.
#[derive(Clone)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: Result<String, FileTextError>,
}

/// Reads the file that was chosen in a field, and empties the field, so that the same one can be chosen again. Of a
/// file with more than `largest` bytes nothing is read.
pub async fn chosen_in(field: &HtmlInputElement, largest: usize) -> Option<Opened> {
    let file = field.files()?.get(0)?;
    let name = file.name();
    #[expect(clippy::cast_precision_loss, reason = "the limits are far below what a number holds exactly")]
    let fits = file.size() <= largest as f64;
    let text = if fits {
        let read = JsFuture::from(file.array_buffer()).await.map_err(|_| FileTextError::NotText);
        read.and_then(|buffer| text_of(js_sys::Uint8Array::new(&buffer).to_vec(), largest))
    } else {
        Err(FileTextError::TooLarge)
    };
    field.set_value("");
    Some(Opened { name, text })
}
