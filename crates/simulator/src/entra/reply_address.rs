//! The address of a client that an answer is sent back to.

use super::pages;
use super::refusal::SignInRefusal;
use domain::time::Timestamp;
use graph::transport::Response;

/// Where the answer goes, and what goes back with it untouched.
#[derive(Clone, Debug)]
pub(super) struct ReplyAddress {
    pub redirect_uri: String,
    pub state: Option<String>,
    /// What separates the answer from the address: `#` or `?`.
    pub separator: char,
}

impl ReplyAddress {
    /// Sends the browser back with an answer.
    pub fn answer(&self, fields: impl IntoIterator<Item = (&'static str, String)>) -> Response {
        let state = self.state.clone().map(|state| ("state", state));
        pages::redirect(&pages::with_fields(&self.redirect_uri, self.separator, fields.into_iter().chain(state)))
    }

    /// Sends the browser back with a refusal.
    pub fn refuse(&self, now: Timestamp, refusal: &SignInRefusal) -> Response {
        let optional = [("suberror", refusal.suberror.map(str::to_owned)), ("claims", refusal.claims.clone())];
        let fields = [
            ("error", refusal.error.to_owned()),
            ("error_description", refusal.description(now)),
            ("error_uri", refusal.uri()),
        ];
        self.answer(fields.into_iter().chain(optional.into_iter().filter_map(|(name, value)| Some((name, value?)))))
    }
}
