//! Errors that the simulated hosts answer: demands for another token, and hosts that aren't simulated.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use graph::transport::Response;
use http::{HeaderValue, StatusCode, header};
use serde_json::json;

use super::hosts::Host;

/// The claims that ask for an authentication context.
pub fn claims_for(context: &str) -> String {
    json!({ "access_token": { "acrs": { "essential": true, "value": context } } }).to_string()
}

/// The header that demands a token with these claims.
pub fn demand_header(claims: &str) -> String {
    encoded_demand_header(&STANDARD.encode(claims))
}

fn encoded_demand_header(encoded: &str) -> String {
    format!(
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
         client_id=\"00000003-0000-0000-c000-000000000000\", error=\"insufficient_claims\", claims=\"{encoded}\""
    )
}

/// Microsoft Graph's demand for another token.
///
/// <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
pub fn challenge(claims: &str) -> Response {
    encoded_challenge(&STANDARD.encode(claims))
}

/// Azure Resource Manager's demand for another token, which calls the token invalid.
pub fn challenge_of_azure(claims: &str) -> Response {
    let encoded = STANDARD.encode(claims);
    let mut response = error(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "Another token is required.");
    let demand = format!(
        "Bearer authorization_uri=\"https://login.windows.net/\", error=\"invalid_token\", \
         error_description=\"Another token is required.\", claims=\"{encoded}\""
    );
    if let Ok(value) = HeaderValue::from_str(&demand) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// Microsoft Graph's demand for another token, with claims that are in Base64.
pub fn encoded_challenge(encoded: &str) -> Response {
    let message = "Continuous access evaluation resulted in challenge.";
    let mut response = error(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message);
    if let Ok(value) = HeaderValue::from_str(&encoded_demand_header(encoded)) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// The answer of a host that isn't simulated.
pub fn not_simulated(host: Host) -> Response {
    error(StatusCode::NOT_IMPLEMENTED, "NotSimulated", &format!("{} is not simulated.", host.name()))
}

fn error(status: StatusCode, code: &str, message: &str) -> Response {
    let mut response = Response::new(json!({ "error": { "code": code, "message": message } }).to_string().into_bytes());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
