//! Answers the authorization request of a client.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code>

use super::authorization_request::{AuthorizationRequest, Prompt};
use super::flow::{Flow, Purpose, SignedInAs};
use super::form::Fields;
use super::refusal::SignInRefusal;
use super::reply_address::ReplyAddress;
use super::state::Entra;
use domain::ids::AppId;
use domain::time::Timestamp;
use graph::transport::{Request, Response};

impl Entra {
    /// Answers `/authorize`: with a page, with a code, or with a refusal that goes back to the client.
    ///
    /// A client or an address that is not registered gets nothing back: only Entra's own page says what is wrong.
    pub(super) fn authorize(&mut self, now: Timestamp, request: &Request, fields: &Fields) -> Response {
        let (client, reply) = match self.reply_address(fields) {
            Ok(known) => known,
            Err(refusal) => return refusal.as_page(),
        };
        let wanted = match AuthorizationRequest::read(client, reply.clone(), fields) {
            Ok(wanted) => wanted,
            Err(refusal) => return reply.refuse(now, &refusal),
        };
        let signed_in = match wanted.prompt {
            Prompt::Account => None,
            Prompt::Unset | Prompt::Silent | Prompt::Consent => self.signed_in(request, wanted.login_hint.as_deref()),
        };
        self.proceed(now, Flow { purpose: Purpose::Code(Box::new(wanted)), signed_in, consented: false })
    }

    /// Who is signed in in this browser, if that is the user the client means.
    pub(super) fn signed_in(&self, request: &Request, hint: Option<&str>) -> Option<SignedInAs> {
        let session = self.sessions.of(request)?;
        let account = self.account(session.user)?;
        let meant = hint.is_none_or(|hint| account.user_principal_name.eq_ignore_ascii_case(hint));
        meant.then(|| SignedInAs { user: session.user, proofs: session.proofs.clone() })
    }

    fn reply_address(&self, fields: &Fields) -> Result<(AppId, ReplyAddress), SignInRefusal> {
        let registration = self.registration(fields.get("client_id"))?;
        let uri = fields.get("redirect_uri").ok_or_else(|| SignInRefusal::missing("redirect_uri"))?;
        if registration.redirect_uri(uri).is_none() {
            return Err(SignInRefusal::redirect_mismatch(registration.client, uri));
        }
        let separator = if fields.get("response_mode") == Some("query") { '?' } else { '#' };
        let state = fields.get("state").map(str::to_owned);
        Ok((registration.client, ReplyAddress { redirect_uri: uri.to_owned(), state, separator }))
    }
}
