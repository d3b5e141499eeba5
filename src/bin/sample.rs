//! The sample tenant: the simulator as a second WebAssembly file, fetched only when a person opens it.

#[cfg(target_arch = "wasm32")]
mod door {
    //! The one function that the page calls: a request in, a response out, both in plain JavaScript values.

    use wasm_bindgen::prelude::wasm_bindgen;

    /// What the sample tenant answers.
    #[wasm_bindgen(getter_with_clone)]
    pub struct Answer {
        /// The HTTP status.
        pub status: u16,
        /// The headers, as a JSON object.
        pub headers: String,
        /// The body.
        pub body: Vec<u8>,
    }

    /// Answers a request; `headers` is a JSON object.
    #[wasm_bindgen]
    pub fn answer(_method: &str, _path_and_query: &str, _headers: &str, _body: &[u8]) -> Answer {
        Answer { status: 501, headers: "{}".to_owned(), body: Vec::new() }
    }
}

fn main() {}
