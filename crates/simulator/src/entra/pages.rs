//! The pages that a user sees, plain enough to be used by hand and by a test, and the shapes of every answer.

use std::fmt::Write;

use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION, X_FRAME_OPTIONS};
use http::{HeaderValue, StatusCode};
use serde_json::Value;

use super::refusal::SignInRefusal;
use super::scopes::Resource;
use super::{Account, HomeTenant};
use domain::sorted_set::SortedSet;
use graph::transport::Response;

const STYLE: &str = "body{font:16px system-ui;max-width:28rem;margin:3rem auto;padding:0 1rem}\
    button{font:inherit;margin:.25rem .5rem .25rem 0;padding:.5rem 1rem;text-align:left}";

/// A page of a flow.
pub(super) struct Page<'a> {
    pub tenant: &'a HomeTenant,
    /// The text by which the form finds its flow again.
    pub flow: &'a str,
    /// Whether the page cuts the tie to the window that opened it.
    pub isolated: bool,
}

impl Page<'_> {
    /// Who is signing in? One button for each account.
    pub fn choose_account(&self, accounts: &[&Account]) -> Response {
        let buttons = accounts.iter().fold(String::new(), |mut buttons, account| {
            let (name, shown) = (escaped(&account.user_principal_name), escaped(&account.display_name));
            let _ = write!(buttons, "<div><button name=account value=\"{name}\">{shown}<br>{name}</button></div>");
            buttons
        });
        self.form("Pick an account", "login", &buttons)
    }

    /// More than an account is demanded.
    pub fn prove(&self, account: Option<&Account>, proofs: &SortedSet<String>) -> Response {
        let list: Vec<String> = proofs.iter().map(|proof| escaped(proof)).collect();
        let body = format!(
            "{}<p>Your organization demands more of this sign-in: {}.</p><button name=proof value=approve>Approve\
             </button>",
            who(account),
            list.join(", ")
        );
        self.form("Approve sign in request", "prove", &body)
    }

    /// May the application do this in the user's name?
    pub fn consent(&self, application: &str, account: Option<&Account>, scopes: &[(Resource, String)]) -> Response {
        let list = scopes.iter().fold(String::new(), |mut list, (resource, name)| {
            let _ = write!(list, "<li>{}{}</li>", resource.prefix(), escaped(name));
            list
        });
        let for_all = if account.is_some_and(Account::may_consent_for_all) {
            "<p><label><input type=checkbox name=for_all value=yes> Consent on behalf of your organization</label></p>"
        } else {
            ""
        };
        let body = format!(
            "{}<p>{} would like to:</p><ul>{list}</ul>{for_all}<button name=decision value=accept>Accept</button>\
             <button name=decision value=decline>Cancel</button>",
            who(account),
            escaped(application)
        );
        self.form("Permissions requested", "consent", &body)
    }

    /// The user may not consent; they can only go back.
    pub fn ask_an_administrator(&self, application: &str, account: Option<&Account>) -> Response {
        let body = format!(
            "{}<p>{} needs permission to access resources in your organization that only an admin can grant.</p>\
             <button name=decision value=back>Return to the application without granting consent</button>",
            who(account),
            escaped(application)
        );
        self.form("Need admin approval", "consent", &body)
    }

    fn form(&self, title: &str, step: &str, body: &str) -> Response {
        let form = format!(
            "<form method=post action=\"/{}/{step}\"><input type=hidden name=flow value=\"{}\">{body}</form>",
            self.tenant.id, self.flow
        );
        let mut response = page(StatusCode::OK, title, &form);
        if self.isolated {
            let policy = HeaderName::from_static("cross-origin-opener-policy");
            add_header(&mut response, policy, "same-origin");
        }
        response
    }
}

/// Entra's page for what never goes back to a client.
pub(super) fn refused(refusal: &SignInRefusal) -> Response {
    let text = format!("<p>AADSTS{}: {}</p>", refusal.number, escaped(&refusal.text));
    page(StatusCode::BAD_REQUEST, "Sorry, but we’re having trouble signing you in.", &text)
}

/// A sentence.
pub(super) fn plain(status: StatusCode, text: &str) -> Response {
    page(status, "Sign in", &format!("<p>{}</p>", escaped(text)))
}

/// A JSON document, which pages of other origins may read only where the caller adds that.
pub(super) fn json(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(body.to_string().into_bytes());
    *response.status_mut() = status;
    add_header(&mut response, CONTENT_TYPE, "application/json; charset=utf-8");
    add_header(&mut response, CACHE_CONTROL, "no-store");
    response
}

/// Sends the browser elsewhere, with GET.
pub(super) fn redirect(to: &str) -> Response {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::FOUND;
    add_header(&mut response, LOCATION, to);
    add_header(&mut response, CACHE_CONTROL, "no-store");
    response
}

/// An address with fields behind it.
pub(super) fn with_fields(
    address: &str,
    separator: char,
    fields: impl IntoIterator<Item = (&'static str, String)>,
) -> String {
    let mut written = form_urlencoded::Serializer::new(String::new());
    let fields = written.extend_pairs(fields).finish();
    if fields.is_empty() { address.to_owned() } else { format!("{address}{separator}{fields}") }
}

/// Adds a header; a value that isn't valid in one is left out.
pub(super) fn add_header(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(name, value);
    }
}

fn page(status: StatusCode, title: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{body}</html>"
    );
    let mut response = Response::new(html.into_bytes());
    *response.status_mut() = status;
    add_header(&mut response, CONTENT_TYPE, "text/html; charset=utf-8");
    add_header(&mut response, CACHE_CONTROL, "no-store");
    add_header(&mut response, X_FRAME_OPTIONS, "DENY");
    add_header(&mut response, CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'");
    response
}

fn who(account: Option<&Account>) -> String {
    account.map(|account| format!("<p>{}</p>", escaped(&account.user_principal_name))).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    pairs.iter().fold(text.to_owned(), |text, (raw, safe)| text.replace(raw, safe))
}
