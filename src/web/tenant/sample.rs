//! The sample tenant: a separate WebAssembly file, downloaded when the user opens it.
//!
//! Once it is there, nothing of it touches the network: a request is a call of a function.

use js_sys::{JsString, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use domain::problem::Claims;
use graph::headers::read_header;
use graph::transport::{Authority, Request, Response, Transport, TransportError};

/// The sample tenant, open.
pub struct SampleTenant(Module);

impl SampleTenant {
    /// Fetches the sample tenant. `None` where that fails.
    pub async fn open() -> Option<Self> {
        Some(Self(open_sample().await.ok()?.unchecked_into()))
    }

    /// From now on another user of the sample asks. One that it does not know changes nothing.
    pub fn set_user(&self, persona: &str) {
        // A sample of an older release may not know the function; it then continues with its first user.
        let _ = self.0.set_persona(persona);
    }
}

impl Transport for SampleTenant {
    async fn send(&self, _authority: Authority, request: Request) -> Result<Response, TransportError> {
        let (parts, body) = request.into_parts();
        let headers: serde_json::Map<String, serde_json::Value> = parts
            .headers
            .iter()
            .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.into())))
            .collect();
        let path = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        let headers = serde_json::Value::Object(headers).to_string();
        let answer = self.0.answer(parts.method.as_str(), path, &headers, &body).map_err(|_| TransportError::Lost)?;
        // The answer is there at once, or promised where the sample tenant takes its time.
        let answer = JsFuture::from(Promise::resolve(&answer)).await.map_err(|_| TransportError::Lost)?;
        let answer: Answer = answer.unchecked_into();
        let headers: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&String::from(answer.headers())).map_err(|_| TransportError::Lost)?;
        let mut response = http::Response::builder().status(answer.status());
        for (name, value) in &headers {
            if let (Some(name), Some(value)) = (read_header(name), value.as_str()) {
                response = response.header(name, value);
            }
        }
        response.body(answer.body().to_vec()).map_err(|_| TransportError::Lost)
    }

    /// There is no token that could be renewed.
    async fn renew(&self, _authority: Authority, _claims: Option<&Claims>) -> Result<(), TransportError> {
        Ok(())
    }
}

#[wasm_bindgen]
extern "C" {
    /// The page's start script knows the file and its hash.
    #[wasm_bindgen(catch, js_name = bestowOpenSample)]
    async fn open_sample() -> Result<JsValue, JsValue>;

    type Module;

    #[wasm_bindgen(method, catch)]
    fn set_persona(this: &Module, name: &str) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn answer(
        this: &Module,
        method: &str,
        path_and_query: &str,
        headers: &str,
        body: &[u8],
    ) -> Result<JsValue, JsValue>;

    type Answer;

    #[wasm_bindgen(method, getter)]
    fn status(this: &Answer) -> u16;

    /// The headers, as a JSON object of texts.
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Answer) -> JsString;

    #[wasm_bindgen(method, getter)]
    fn body(this: &Answer) -> Uint8Array;
}
