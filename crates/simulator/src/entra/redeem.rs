//! The token endpoint.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token>

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::claims::AskedClaims;
use super::conditional_access::MULTI_FACTOR;
use super::form::Fields;
use super::id_token::{client_info, id_token};
use super::refusal::SignInRefusal;
use super::registration::RedirectUri;
use super::scopes::{AskedScopes, Resource};
use super::tokens::{ACCESS_LIFETIME, Access, REFRESH_LIFETIME, SignedIn};
use super::{Entra, pages};
use domain::ids::AppId;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;
use graph::transport::{Request, Response};

/// Tokens that are about to be given.
struct Grant {
    signed_in: SignedIn,
    asked: AskedScopes,
    claims: AskedClaims,
    nonce: Option<String>,
}

impl Entra {
    /// Answers `/token`: pages of other origins may read the answer, whatever it is.
    pub(super) fn redeem(&mut self, now: Timestamp, request: &Request) -> Response {
        let origin = request.headers().get(ORIGIN).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let mut response = match self.grant(now, origin.as_deref(), &Fields::of_body(request)) {
            Ok(response) => response,
            Err(refusal) => refusal.as_json(now),
        };
        pages::add_header(&mut response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        response
    }

    fn grant(&mut self, now: Timestamp, origin: Option<&str>, fields: &Fields) -> Result<Response, SignInRefusal> {
        let registration = self.registration(fields.get("client_id"))?;
        let client = registration.client;
        let origin = origin.ok_or_else(SignInRefusal::origin_missing)?;
        if !registration.is_spa_of(origin) {
            return Err(SignInRefusal::not_a_spa(origin));
        }
        let claims = AskedClaims::read(fields.get("claims"))?;
        let grant = match fields.get("grant_type") {
            Some("authorization_code") => self.redeem_code(now, client, origin, fields, claims)?,
            Some("refresh_token") => self.redeem_refresh_token(now, client, fields, claims)?,
            other => return Err(SignInRefusal::unsupported_grant(other.unwrap_or_default())),
        };
        self.give(now, grant)
    }

    fn redeem_code(
        &mut self,
        now: Timestamp,
        client: AppId,
        origin: &str,
        fields: &Fields,
        claims: AskedClaims,
    ) -> Result<Grant, SignInRefusal> {
        let text = fields.get("code").ok_or_else(|| SignInRefusal::missing("code"))?;
        let code = self.tokens.take_code(now, text)?;
        if code.signed_in.client != client {
            return Err(SignInRefusal::grant_unknown());
        }
        if fields.get("redirect_uri") != Some(&code.redirect_uri) {
            return Err(SignInRefusal::redirect_changed());
        }
        let registration = self.registration(fields.get("client_id"))?;
        if !matches!(registration.redirect_uri(&code.redirect_uri), Some(RedirectUri::Spa(_))) {
            return Err(SignInRefusal::not_a_spa(origin));
        }
        let verifier = fields.get("code_verifier").ok_or_else(|| SignInRefusal::missing("code_verifier"))?;
        if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != code.challenge {
            return Err(SignInRefusal::pkce_wrong());
        }
        let asked = match fields.get("scope") {
            Some(scope) => AskedScopes::read(Some(scope))?,
            None => code.asked,
        };
        Ok(Grant { signed_in: code.signed_in, asked, claims, nonce: code.nonce })
    }

    fn redeem_refresh_token(
        &self,
        now: Timestamp,
        client: AppId,
        fields: &Fields,
        claims: AskedClaims,
    ) -> Result<Grant, SignInRefusal> {
        let text = fields.get("refresh_token").ok_or_else(|| SignInRefusal::missing("refresh_token"))?;
        let signed_in = self.tokens.refresh(now, text)?;
        if signed_in.client != client {
            return Err(SignInRefusal::grant_unknown());
        }
        if self.conditional_access.is_revoked(signed_in.user, signed_in.at) || self.account(signed_in.user).is_none() {
            return Err(SignInRefusal::sessions_revoked());
        }
        let asked = AskedScopes::read(fields.get("scope"))?;
        let resource = asked.resource()?;
        if !self.consents.missing(client, signed_in.user, &asked.scopes).is_empty() {
            return Err(SignInRefusal::grant_not_consented(client));
        }
        let proofs = self.conditional_access.proofs(&claims);
        let missing: SortedSet<String> = proofs.difference(&signed_in.proofs).cloned().collect();
        if !missing.is_empty() {
            return Err(SignInRefusal::proof_needed(resource, self.conditional_access.claims_for(&missing)));
        }
        Ok(Grant { signed_in, asked, claims, nonce: None })
    }

    fn give(&mut self, now: Timestamp, grant: Grant) -> Result<Response, SignInRefusal> {
        let Grant { signed_in, asked, claims, nonce } = grant;
        if self.conditional_access.token_protection {
            return Err(SignInRefusal::token_not_protected());
        }
        let resource = asked.resource()?;
        let client = signed_in.client;
        let registration = self.registration(Some(&client.to_string()))?;
        let account = self.account(signed_in.user).ok_or_else(SignInRefusal::sessions_revoked)?;
        let info = client_info(&self.home, account);
        let about = asked.openid.then(|| id_token(now, &self.home, registration, account, nonce.as_deref()));
        let scopes = self.consents.carried(client, resource, signed_in.user);
        let mut body = json!({
            "token_type": "Bearer",
            "scope": asked.answered(resource, scopes.iter().cloned()),
            "expires_in": ACCESS_LIFETIME.as_secs(),
            "ext_expires_in": ACCESS_LIFETIME.as_secs(),
            "client_info": info,
        });
        if let Some(about) = about {
            body["id_token"] = about.into();
        }
        if asked.offline_access {
            let text = self.seeded.draw("1.rt-");
            let left = REFRESH_LIFETIME.saturating_sub(now.since(signed_in.at));
            body["refresh_token"] = text.clone().into();
            body["refresh_token_expires_in"] = left.as_secs().into();
            self.tokens.keep_refresh(text, signed_in.clone());
        }
        // An authentication context is in a token that was asked for with it, the method of the sign-in is in every
        // token.
        let is_told = |proof: &&String| claims.contexts.contains(*proof) || *proof == MULTI_FACTOR;
        let contexts = signed_in.proofs.iter().filter(is_told).cloned().collect();
        let access = Access { user: signed_in.user, client, resource, scopes, contexts, issued: now };
        body["access_token"] = self.keep(resource, access).into();
        Ok(pages::json(StatusCode::OK, &body))
    }

    fn keep(&mut self, resource: Resource, access: Access) -> String {
        let prefix = match resource {
            Resource::Graph => "EwGraph",
            Resource::Arm => "EwArm",
        };
        let text = self.seeded.draw(prefix);
        self.tokens.keep_access(text.clone(), access);
        text
    }
}
