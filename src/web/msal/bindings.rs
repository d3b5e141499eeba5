//! The library as JavaScript offers it: its functions, and the objects it takes and gives.
//!
//! <https://learn.microsoft.com/entra/msal/javascript/browser/about-msal-browser>

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::error::LibraryError;
use crate::web::session::error::SignInError;

#[wasm_bindgen]
extern "C" {
    /// An instance of the library for one registration.
    #[derive(Clone)]
    pub type Application;

    #[wasm_bindgen(catch, js_namespace = msal, js_name = createStandardPublicClientApplication)]
    pub async fn create(config: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = handleRedirectPromise)]
    pub async fn handle_redirect(this: &Application) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = loginRedirect)]
    pub async fn login_redirect(this: &Application, request: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = loginPopup)]
    pub async fn login_popup(this: &Application, request: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = acquireTokenSilent)]
    pub async fn acquire_silent(this: &Application, request: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = acquireTokenPopup)]
    pub async fn acquire_popup(this: &Application, request: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = logoutPopup)]
    pub async fn logout_popup(this: &Application, request: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = clearCache)]
    pub async fn clear_cache(this: &Application, request: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = getAllAccounts)]
    pub fn all_accounts(this: &Application) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getActiveAccount)]
    pub fn active_account(this: &Application) -> Result<Option<KnownAccount>, JsValue>;

    #[wasm_bindgen(method, js_name = setActiveAccount)]
    pub fn set_active_account(this: &Application, account: &JsValue);

    /// The answer to a sign-in or a request for a token.
    pub type Answer;

    #[wasm_bindgen(method, getter, js_name = accessToken)]
    pub fn access_token(this: &Answer) -> JsString;

    #[wasm_bindgen(method, getter)]
    pub fn account(this: &Answer) -> KnownAccount;

    #[wasm_bindgen(method, getter)]
    pub fn scopes(this: &Answer) -> Array;

    /// An account as the library keeps it.
    #[derive(Clone)]
    pub type KnownAccount;

    #[wasm_bindgen(method, getter, js_name = localAccountId)]
    pub fn user(this: &KnownAccount) -> String;

    #[wasm_bindgen(method, getter, js_name = tenantId)]
    pub fn tenant(this: &KnownAccount) -> String;

    #[wasm_bindgen(method, getter)]
    pub fn username(this: &KnownAccount) -> String;

    #[wasm_bindgen(method, getter)]
    pub fn name(this: &KnownAccount) -> Option<String>;
}

/// Whether the library has been loaded.
pub fn is_loaded() -> bool {
    let global = js_sys::global();
    let library = Reflect::get(&global, &"msal".into()).unwrap_or(JsValue::UNDEFINED);
    field(&library, "createStandardPublicClientApplication").is_function()
}

/// An object of these fields.
pub fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, &value);
    }
    object.into()
}

/// Sets a field of an object of our own.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Setting a field of a plain object cannot fail.
    let _ = Reflect::set(object, &name.into(), value);
}

/// A list of texts.
pub fn list(texts: &[String]) -> JsValue {
    texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>().into()
}

/// What a rejected promise means.
pub fn sign_in_error(error: &JsValue) -> SignInError {
    raised(error).into_sign_in_error()
}

/// The error of a rejected promise.
pub fn raised(error: &JsValue) -> LibraryError {
    LibraryError {
        name: text(error, "name"),
        code: text(error, "errorCode"),
        number: text(error, "errorNo"),
        message: match text(error, "errorMessage") {
            empty if empty.is_empty() => text(error, "message"),
            message => message,
        },
        claims: text(error, "claims"),
    }
}

/// A field as text: the library gives the same number now as a text, now as a number. Numbers of errors are whole ones.
fn text(object: &JsValue, name: &str) -> String {
    let value = field(object, name);
    value.as_string().or_else(|| value.as_f64().map(|number| (number as i64).to_string())).unwrap_or_default()
}

fn field(object: &JsValue, name: &str) -> JsValue {
    if !object.is_object() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(object.unchecked_ref(), &name.into()).unwrap_or(JsValue::UNDEFINED)
}
