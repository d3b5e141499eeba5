//! Proofs that this browser wrote something: a message authentication code (HMAC with SHA-256) under a key that no
//! script can read.
//!
//! The key is made when a change is approved for the first time. It is in the browser's database as a handle that can't
//! be exported, so that an attacker who can only write texts into the browser's storage, or sends a file, can't make a
//! proof. Script that runs in this origin can use the key like the page itself: a proof says "this browser", and not
//! "this user". That is why what is proven is still reviewed and approved before anything of it is sent.
//!
//! <https://www.w3.org/TR/WebCryptoAPI/#hmac>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::web::storage::database::{self, Store};

const KEY: &str = "approval";
const ALGORITHM: &str = "HMAC";

/// Proves that this browser wrote the text. Makes the key where there is none. Nothing, where the browser keeps no
/// database for this page or does not encrypt.
pub async fn prove(text: &str) -> Option<String> {
    let key = match key().await {
        Some(key) => key,
        None => new_key().await?,
    };
    let code = settled(sign(ALGORITHM, &key, &bytes(text))).await?;
    Some(STANDARD.encode(Uint8Array::new(&code).to_vec()))
}

/// Whether the proof is about the text and was made in this browser.
pub async fn is_proven(text: &str, proof: &str) -> bool {
    let Ok(code) = STANDARD.decode(proof) else { return false };
    let Some(key) = key().await else { return false };
    let code = Uint8Array::from(code.as_slice());
    settled(verify(ALGORITHM, &key, &code, &bytes(text))).await.is_some_and(|it| it.is_truthy())
}

async fn key() -> Option<JsValue> {
    // A value that is no key is refused where it is used.
    database::get(Store::Keys, KEY).await.ok().flatten()
}

async fn new_key() -> Option<JsValue> {
    let algorithm = Object::new();
    for (name, value) in [("name", ALGORITHM.into()), ("hash", "SHA-256".into()), ("length", JsValue::from(256))] {
        Reflect::set(&algorithm, &name.into(), &value).ok()?;
    }
    let uses = Array::of2(&"sign".into(), &"verify".into());
    let made = settled(generate_key(&algorithm, false, &uses)).await?;
    // Another tab may have made one meanwhile: then that one counts.
    let _ = database::add(Store::Keys, KEY, &made).await;
    key().await
}

async fn settled(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}

fn bytes(text: &str) -> Uint8Array {
    Uint8Array::from(text.as_bytes())
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = generateKey)]
    fn generate_key(algorithm: &JsValue, extractable: bool, uses: &Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"])]
    fn sign(algorithm: &str, key: &JsValue, data: &Uint8Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"])]
    fn verify(algorithm: &str, key: &JsValue, code: &Uint8Array, data: &Uint8Array) -> Result<Promise, JsValue>;
}
