//! The only file that calls `fetch`: requests to Microsoft Graph and Azure, and files beside the page.

use gloo_net::http::{Headers, Method, RequestBuilder};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use crate::web::config::TenantName;
use crate::web::msal::Token;
use domain::cloud::Cloud;
use graph::headers::read_header;
use graph::transport::{Authority, Request, Response, TransportError};

/// How long an answer may take, in milliseconds. Microsoft Graph itself gives up earlier.
const PATIENCE: u32 = 100_000;

/// How long the metadata of a tenant may take: a window has to open while a click still counts.
const FEW_SECONDS: u32 = 3_000;

/// The longest file of the page's own that is read, in bytes.
const LONGEST_FILE: usize = 65_536;

/// Sends a request to Microsoft Graph or Azure Resource Manager of the build's cloud, and to no other host: the request
/// names a path, its token says which of the two, and a redirect is an error.
pub async fn send(authority: Authority, token: &Token, request: Request) -> Result<Response, TransportError> {
    if is_offline() {
        return Err(TransportError::Offline);
    }
    let (parts, body) = request.into_parts();
    let address = crate::web::tenant::service_address::of(Cloud::OF_THIS_BUILD, authority, &parts.uri)
        .ok_or(TransportError::Lost)?;
    let headers = web_sys::Headers::new().map_err(|_| TransportError::Lost)?;
    for (name, value) in &parts.headers {
        // A header that is no text cannot be sent; none of ours is.
        let Ok(value) = value.to_str() else { continue };
        headers.set(name.as_str(), value).map_err(|_| TransportError::Lost)?;
    }
    token.authorise(&headers);
    let builder = plain(&address)
        .method(method(&parts.method))
        .cache(caching(&parts.method))
        .headers(Headers::from_raw(headers))
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let request = if body.is_empty() { builder.build() } else { builder.body(js_sys::Uint8Array::from(&body[..])) };
    let answer = request.map_err(|_| TransportError::Lost)?.send().await.map_err(|_| TransportError::Lost)?;
    let mut response = http::Response::builder().status(answer.status());
    for (name, value) in answer.headers().entries() {
        if let Some(name) = read_header(&name) {
            response = response.header(name, value);
        }
    }
    let body = answer.binary().await.map_err(|_| TransportError::Lost)?;
    response.body(body).map_err(|_| TransportError::Lost)
}

/// The text of `config.json`, which the boot script has asked for already; empty where there is none.
pub async fn config() -> Result<String, TransportError> {
    let text = boot_config().await.ok().and_then(|text| text.as_string()).ok_or(TransportError::Lost)?;
    Ok(if text.len() <= LONGEST_FILE { text } else { String::new() })
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = bestowConfig)]
    async fn boot_config() -> Result<JsValue, JsValue>;
}

/// The page's own document, as the web host sends it now; empty where it sends none.
pub async fn document() -> Result<String, TransportError> {
    let address = page_file_url("").ok_or(TransportError::Lost)?;
    let request = plain(&address).build().map_err(|_| TransportError::Lost)?;
    let answer = request.send().await.map_err(|_| TransportError::Lost)?;
    if !answer.ok() {
        return Ok(String::new());
    }
    let text = answer.text().await.map_err(|_| TransportError::Lost)?;
    Ok(if text.len() <= LONGEST_FILE { text } else { String::new() })
}

/// What the sign-in service says about a tenant, with the status: its metadata, or an error. Nothing else is asked of that
/// service here, and it gets no token.
pub async fn tenant_metadata(tenant: &TenantName) -> Result<(u16, String), TransportError> {
    let root = Cloud::OF_THIS_BUILD.sign_in_root();
    let address = format!("{root}/{tenant}/v2.0/.well-known/openid-configuration");
    let request = plain(&address).redirect(RequestRedirect::Error);
    let request = request.abort_signal(Some(&AbortSignal::timeout_with_u32(FEW_SECONDS)));
    let answer = request.build().map_err(|_| TransportError::Lost)?.send().await.map_err(|_| TransportError::Lost)?;
    let text = answer.text().await.map_err(|_| TransportError::Lost)?;
    Ok((answer.status(), if text.len() <= LONGEST_FILE { text } else { String::new() }))
}

/// The whole address of a file beside the page.
pub fn page_file_url(name: &str) -> Option<String> {
    let page = web_sys::window()?.location().href().ok()?;
    Some(web_sys::Url::new_with_base(name, &page).ok()?.href())
}

/// A request that says nothing about the user or the page, and leaves nothing in the browser's cache.
fn plain(address: &str) -> RequestBuilder {
    RequestBuilder::new(address)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
}

/// Browsers keep no answer to what is not read by GET. To forbid it all the same would make them forget, too, that the
/// service allows such requests, and ask for its leave again before each one.
fn caching(method: &http::Method) -> RequestCache {
    if method == http::Method::GET { RequestCache::NoStore } else { RequestCache::Default }
}

fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

fn method(method: &http::Method) -> Method {
    match method.as_str() {
        "POST" => Method::POST,
        "PATCH" => Method::PATCH,
        "PUT" => Method::PUT,
        "DELETE" => Method::DELETE,
        _ => Method::GET,
    }
}
