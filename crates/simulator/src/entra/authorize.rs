//! The authorization request: what a client wants, and whether it may want it.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code>

use super::Entra;
use super::claims::AskedClaims;
use super::flow::{Flow, Purpose, SignedInAs};
use super::form::Fields;
use super::pages;
use super::refusal::SignInRefusal;
use super::scopes::AskedScopes;
use domain::ids::AppId;
use domain::time::Timestamp;
use graph::transport::{Request, Response};

/// A request that Entra is willing to work on.
#[derive(Clone, Debug)]
pub(super) struct AuthorizationRequest {
    pub client: AppId,
    pub reply: ReplyAddress,
    pub asked: AskedScopes,
    pub claims: AskedClaims,
    /// The S256 challenge.
    pub challenge: String,
    pub nonce: Option<String>,
    pub prompt: Prompt,
    pub login_hint: Option<String>,
    /// `pocd=1`: the page that asks has no opener of another origin, so the answer needs no isolation from it.
    pub same_origin_opener: bool,
}

/// Where the answer goes, and what goes back with it untouched.
#[derive(Clone, Debug)]
pub(super) struct ReplyAddress {
    pub redirect_uri: String,
    pub state: Option<String>,
    /// What separates the answer from the address: `#` or `?`.
    pub separator: char,
}

/// How much a user is to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    /// As much as is needed.
    Unset,
    /// Nothing: answer at once or refuse.
    Silent,
    /// Who they are, even if they are signed in: `login` and `select_account`.
    Account,
    /// What they consent to, even if they did before.
    Consent,
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

impl AuthorizationRequest {
    fn read(client: AppId, reply: ReplyAddress, fields: &Fields) -> Result<Self, SignInRefusal> {
        let kind = fields.get("response_type").unwrap_or_default();
        if kind != "code" {
            return Err(SignInRefusal::unsupported_response_type(kind));
        }
        let challenge = fields.get("code_challenge").ok_or_else(SignInRefusal::pkce_required)?;
        if fields.get("code_challenge_method") != Some("S256") {
            return Err(SignInRefusal::pkce_required());
        }
        let prompt = match fields.get("prompt") {
            Some("none") => Prompt::Silent,
            Some("login" | "select_account") => Prompt::Account,
            Some("consent") => Prompt::Consent,
            _ => Prompt::Unset,
        };
        Ok(Self {
            client,
            reply,
            asked: AskedScopes::read(fields.get("scope"))?,
            claims: AskedClaims::read(fields.get("claims"))?,
            challenge: challenge.to_owned(),
            nonce: fields.get("nonce").map(str::to_owned),
            prompt,
            login_hint: fields.get("login_hint").map(str::to_owned),
            same_origin_opener: fields.get("pocd") == Some("1"),
        })
    }
}
