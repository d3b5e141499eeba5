//! The stand-in of Entra's sign-in: answers what a browser and msal-browser send to `login.microsoftonline.com`.
//!
//! Authorization code with PKCE, refresh tokens with the fixed day of a single-page application, consent that
//! accumulates, conditional access, sign-out and administrator's consent, each refused where and as Entra refuses it.
//! Sources: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow> and
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.
//!
//! Deliberately absent: passwords (a user chooses an account), other grants than the two that a page uses, and a
//! signature worth checking: MSAL does not check it, so the key is fixed and public. Access tokens are opaque, so that
//! no client can come to read them.

mod account;
mod admin_consent;
mod authorization_request;
mod authorize;
mod claims;
mod conditional_access;
mod consent;
mod cookie;
mod discovery;
mod flow;
mod form;
mod home_tenant;
mod id_token;
mod pages;
mod redeem;
mod refusal;
mod registration;
mod reply_address;
mod resource;
mod scopes;
mod seeded;
mod sign_out;
mod state;
mod steps;
mod tokens;

use http::{Method, StatusCode};

pub use account::Account;
pub use conditional_access::{ConditionalAccess, Demand};
pub use home_tenant::{HOST, HomeTenant};
pub use registration::{RedirectUri, Registration};
pub use resource::Resource;
pub use state::Entra;
pub use tokens::{Access, AccessError};

use domain::time::Timestamp;
use graph::transport::{Request, Response};

use form::Fields;

impl Entra {
    /// Answers one request to the sign-in host. Its URI is relative: `/common/oauth2/v2.0/token`.
    pub fn answer(&mut self, now: Timestamp, request: &Request) -> Response {
        let path = request.uri().path().to_ascii_lowercase();
        let mut segments = path.trim_matches('/').split('/');
        let tenant = segments.next().unwrap_or_default().to_owned();
        if !self.knows(&tenant) {
            return refusal::unknown_tenant(&tenant);
        }
        let rest: Vec<&str> = segments.collect();
        let asked = Fields::of_query(request);
        match (request.method(), rest.as_slice()) {
            (&Method::GET, ["v2.0", ".well-known", "openid-configuration"]) => discovery::document(&self.home),
            (&Method::GET, ["discovery", "v2.0", "keys"]) => discovery::keys(),
            (&Method::GET, ["oauth2", "v2.0", "authorize"]) => self.authorize(now, request, &asked),
            (&Method::GET, ["adminconsent"] | ["v2.0", "adminconsent"]) => self.admin_consent(now, request, &asked),
            (&Method::GET, ["oauth2", "v2.0", "logout"]) => self.sign_out(request, &asked),
            (&Method::POST, ["oauth2", "v2.0", "token"]) => self.redeem(now, request),
            (&Method::POST, [step @ ("login" | "prove" | "consent")]) => self.step(now, step, request),
            (method, _) => pages::plain(StatusCode::NOT_FOUND, &format!("{method} {path} is not simulated.")),
        }
    }
}

#[cfg(test)]
mod tests;
