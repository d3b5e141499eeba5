//! What Entra says when it refuses, with its code and its words.
//!
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use http::StatusCode;
use serde_json::json;

use super::scopes::Resource;
use super::{HomeTenant, pages};
use domain::ids::AppId;
use domain::time::Timestamp;
use graph::transport::Response;

/// A refusal: `AADSTS` and its number, with the OAuth error that a client branches on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SignInRefusal {
    /// The number after `AADSTS`.
    pub number: u32,
    /// The OAuth error: `invalid_grant`.
    pub error: &'static str,
    /// The sentence.
    pub text: String,
    /// What a user can do about it, as Entra classifies it.
    pub suberror: Option<&'static str>,
    /// The claims to ask for next time.
    pub claims: Option<String>,
}

impl SignInRefusal {
    fn new(number: u32, error: &'static str, text: impl Into<String>) -> Self {
        Self { number, error, text: text.into(), suberror: None, claims: None }
    }

    pub fn missing(parameter: &str) -> Self {
        let text = format!("The request body must contain the following parameter: '{parameter}'.");
        Self::new(900_144, "invalid_request", text)
    }

    pub fn unknown_client(client: &str, tenant: &HomeTenant) -> Self {
        let text = format!(
            "Application with identifier '{client}' was not found in the directory '{}'. This can happen if the \
             application has not been installed by the administrator of the tenant or consented to by any user in \
             the tenant. You may have sent your authentication request to the wrong tenant.",
            tenant.domain
        );
        Self::new(700_016, "unauthorized_client", text)
    }

    pub fn redirect_mismatch(client: AppId, uri: &str) -> Self {
        let text = format!(
            "The redirect URI '{uri}' specified in the request does not match the redirect URIs configured for the \
             application '{client}'. Make sure the redirect URI sent in the request matches one added to your \
             application in the Azure portal."
        );
        Self::new(50_011, "invalid_request", text)
    }

    pub fn redirect_changed() -> Self {
        let text = "The reply address in the token request does not match the one of the authorization request.";
        Self::new(500_112, "invalid_client", text)
    }

    pub fn unsupported_response_type(asked: &str) -> Self {
        let text = format!("'response_type={asked}' is not enabled for the application.");
        Self::new(700_054, "unsupported_response_type", text)
    }

    pub fn pkce_required() -> Self {
        let text = "Proof Key for Code Exchange is required for cross-origin authorization code redemption.";
        Self::new(9_002_325, "invalid_request", text)
    }

    pub fn pkce_wrong() -> Self {
        let text = "The Code_Verifier does not match the code_challenge supplied in the authorization request.";
        Self::new(501_481, "invalid_grant", text)
    }

    pub fn unknown_scope(scope: &str) -> Self {
        let text = format!("The application asked for scope '{scope}' that doesn't exist on the resource.");
        Self::new(650_053, "invalid_scope", text)
    }

    pub fn several_resources() -> Self {
        let text = "Provided value for the input parameter scope is not valid because it contains more than one \
                    resource.";
        Self::new(28_000, "invalid_request", text)
    }

    pub fn malformed_claims() -> Self {
        Self::new(90_014, "invalid_request", "The 'claims' parameter of the request is not a JSON object.")
    }

    pub fn nobody_signed_in() -> Self {
        let text = "A silent sign-in request was sent but no user is signed in.";
        Self::new(50_058, "login_required", text)
    }

    pub fn account_unknown(name: &str) -> Self {
        let text = format!("The user account '{name}' does not exist in the directory.");
        Self::new(50_034, "invalid_request", text)
    }

    pub fn not_consented(client: AppId) -> Self {
        let text = format!(
            "The user or administrator has not consented to use the application with ID '{client}'. Send an \
             interactive authorization request for this user and resource."
        );
        Self { suberror: Some("consent_required"), ..Self::new(65_001, "consent_required", text) }
    }

    /// The same where a refresh token was sent: the OAuth error is then `invalid_grant`.
    pub fn grant_not_consented(client: AppId) -> Self {
        Self { error: "invalid_grant", ..Self::not_consented(client) }
    }

    pub fn declined() -> Self {
        Self::new(65_004, "access_denied", "User declined to consent to access the app.")
    }

    pub fn administrator_needed() -> Self {
        let text = "An administrator of the tenant has set a policy that prevents you from granting the application \
                    the permissions it is requesting.";
        Self::new(90_094, "access_denied", text)
    }

    pub fn proof_needed(resource: Resource, claims: String) -> Self {
        let text = format!(
            "Due to a configuration change made by your administrator, or because you moved to a new location, you \
             must use multi-factor authentication to access '{}'.",
            resource.prefix()
        );
        Self { suberror: Some("basic_action"), claims: Some(claims), ..Self::new(50_076, "interaction_required", text) }
    }

    pub fn token_not_protected() -> Self {
        let text = "Access has been blocked by conditional access token protection policy.";
        Self { suberror: Some("message_only"), ..Self::new(530_084, "invalid_grant", text) }
    }

    pub fn origin_missing() -> Self {
        let text = "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via \
                    cross-origin requests.";
        Self::new(9_002_327, "invalid_request", text)
    }

    pub fn not_a_spa(origin: &str) -> Self {
        let text = format!(
            "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request \
             origin: '{origin}'."
        );
        Self::new(9_002_326, "invalid_request", text)
    }

    pub fn unsupported_grant(grant: &str) -> Self {
        let text = format!("The app requested an unsupported grant type '{grant}'.");
        Self::new(70_003, "unsupported_grant_type", text)
    }

    pub fn grant_unknown() -> Self {
        Self::new(9_002_313, "invalid_grant", "Invalid request. Request is malformed or invalid.")
    }

    pub fn code_redeemed() -> Self {
        let text = "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an \
                    existing refresh token.";
        Self::new(54_005, "invalid_grant", text)
    }

    pub fn code_expired() -> Self {
        let text = "The provided authorization code or refresh token has expired due to inactivity. Send a new \
                    interactive authorization request for this user and resource.";
        Self::new(70_008, "invalid_grant", text)
    }

    pub fn refresh_token_expired() -> Self {
        let text = "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited \
                    lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request \
                    must be sent by the SPA to the sign in page.";
        Self::new(700_084, "invalid_grant", text)
    }

    pub fn sessions_revoked() -> Self {
        let text = "The provided grant has expired due to it being revoked, a fresh auth token is needed.";
        Self::new(50_173, "invalid_grant", text)
    }

    /// The sentence as a client receives it.
    pub fn description(&self, now: Timestamp) -> String {
        format!("AADSTS{}: {} Timestamp: {now}", self.number, self.text)
    }

    /// Where the code is explained; a client takes the number from its `code`.
    pub fn uri(&self) -> String {
        format!("https://{}/error?code={}", super::HOST, self.number)
    }

    /// The refusal as the token endpoint gives it.
    pub fn as_json(&self, now: Timestamp) -> Response {
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(now),
            "error_codes": [self.number],
            "timestamp": now.to_string(),
            "trace_id": "00000000-0000-0000-0000-000000000000",
            "correlation_id": "00000000-0000-0000-0000-000000000000",
            "error_uri": self.uri(),
        });
        let optional = [("suberror", self.suberror.map(str::to_owned)), ("claims", self.claims.clone())];
        for (name, value) in optional.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            body[name] = value.into();
        }
        pages::json(StatusCode::BAD_REQUEST, &body)
    }

    /// The refusal as a page of Entra's own, where there is no address that it could go back to.
    pub fn as_page(&self) -> Response {
        pages::refused(self)
    }
}

/// The answer to a request for another tenant.
pub(super) fn unknown_tenant(tenant: &str) -> Response {
    let text = format!(
        "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the \
         correct cloud."
    );
    let refusal = SignInRefusal::new(90_002, "invalid_request", text);
    refusal.as_json(Timestamp::from_millis(0))
}
