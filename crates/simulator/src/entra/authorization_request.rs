//! The authorization request: what a client wants.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code>

use super::claims::AskedClaims;
use super::form::Fields;
use super::refusal::SignInRefusal;
use super::reply_address::ReplyAddress;
use super::scopes::AskedScopes;
use domain::ids::AppId;

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

impl AuthorizationRequest {
    /// Reads a request of a registered client. Refuses what Entra does not answer.
    pub fn read(client: AppId, reply: ReplyAddress, fields: &Fields) -> Result<Self, SignInRefusal> {
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
