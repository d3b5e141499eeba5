//! Signing out of Entra.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request>

use http::StatusCode;
use http::header::SET_COOKIE;

use super::form::Fields;
use super::registration::Registration;
use super::state::Entra;
use super::{cookie, pages};
use graph::transport::{Request, Response};

impl Entra {
    /// Ends the browser's session and sends it back where it came from, if that address is registered.
    pub(super) fn sign_out(&mut self, request: &Request, asked: &Fields) -> Response {
        self.sessions.end(request);
        let back = asked.get("post_logout_redirect_uri").filter(|uri| {
            let known = |registration: &Registration| registration.redirect_uri(uri).is_some();
            self.registrations.iter().any(known)
        });
        let mut response = match back {
            Some(uri) => {
                let state = asked.get("state").map(|state| ("state", state.to_owned()));
                pages::redirect(&pages::with_fields(uri, '?', state))
            }
            None => pages::plain(StatusCode::OK, "You signed out of your account."),
        };
        pages::add_header(&mut response, SET_COOKIE, &cookie::forget());
        response
    }
}
