//! The id token: who signed in, for the client to show.
//!
//! <https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference>

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::account::Account;
use super::home_tenant::{HOST, HomeTenant};
use super::registration::Registration;
use super::tokens::ACCESS_LIFETIME;
use domain::time::Timestamp;

/// The key of every id token of every simulated tenant. It protects nothing and is not secret: a client that checks the
/// signature doesn't accept such a token, as the key is not published where keys are looked up.
const TEST_KEY: &[u8] = b"the simulator's key, which is public";

/// The signed token.
pub(super) fn id_token(
    now: Timestamp,
    tenant: &HomeTenant,
    registration: &Registration,
    account: &Account,
    nonce: Option<&str>,
) -> String {
    let issued = now.millis().div_euclid(1000);
    let expires = (now + ACCESS_LIFETIME).millis().div_euclid(1000);
    let mut claims = json!({
        "ver": "2.0",
        "iss": format!("https://{HOST}/{}/v2.0", tenant.id),
        "aud": registration.client,
        "iat": issued, "nbf": issued, "exp": expires,
        "oid": account.user,
        "tid": tenant.id,
        "sub": subject(registration, account),
        "name": account.display_name,
        "preferred_username": account.user_principal_name,
        "login_hint": account.user_principal_name,
    });
    if let Some(nonce) = nonce {
        claims["nonce"] = nonce.into();
    }
    if registration.tells_roles {
        claims["wids"] = json!(account.roles);
    }
    signed(&claims)
}

/// Who signed in, in the form from which MSAL makes its account ids.
pub(super) fn client_info(tenant: &HomeTenant, account: &Account) -> String {
    URL_SAFE_NO_PAD.encode(json!({ "uid": account.user, "utid": tenant.id }).to_string())
}

/// The user's id for this one client: another client gets another one.
fn subject(registration: &Registration, account: &Account) -> String {
    let digest = Sha256::new().chain_update(registration.client.0.bytes()).chain_update(account.user.0.bytes());
    URL_SAFE_NO_PAD.encode(digest.finalize())
}

fn signed(claims: &Value) -> String {
    let header = json!({ "typ": "JWT", "alg": "HS256" });
    let content =
        format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()));
    // A key of any length fits HMAC; one that did not would leave the signature empty, which no one checks.
    let signature = Hmac::<Sha256>::new_from_slice(TEST_KEY)
        .map(|mac| mac.chain_update(content.as_bytes()).finalize().into_bytes().to_vec())
        .unwrap_or_default();
    format!("{content}.{}", URL_SAFE_NO_PAD.encode(signature))
}
