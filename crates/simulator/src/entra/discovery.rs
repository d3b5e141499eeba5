//! The documents that tell a client where the endpoints are.
//!
//! MSAL has them built in for Microsoft's own hosts; other clients ask.

use http::StatusCode;
use http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use serde_json::json;

use super::home_tenant::{HOST, HomeTenant};
use super::pages;
use graph::transport::Response;

pub(super) fn document(tenant: &HomeTenant) -> Response {
    let base = format!("https://{HOST}/{}", tenant.id);
    let mut response = pages::json(
        StatusCode::OK,
        &json!({
            "issuer": format!("{base}/v2.0"),
            "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
            "token_endpoint": format!("{base}/oauth2/v2.0/token"),
            "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
            "jwks_uri": format!("{base}/discovery/v2.0/keys"),
            "response_modes_supported": ["query", "fragment"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["HS256"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "token_endpoint_auth_methods_supported": ["none"],
        }),
    );
    // Pages of other origins may read it: a client in a browser that doesn't have it built in asks for it.
    pages::add_header(&mut response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    response
}

/// No keys: the id tokens are signed with a symmetric one that is public.
pub(super) fn keys() -> Response {
    pages::json(StatusCode::OK, &json!({ "keys": [] }))
}
