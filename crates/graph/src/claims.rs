//! Claims challenges: what the service wants to see in the token. A 401 carries it in a header, a request to Privileged
//! Identity Management in the message of its refusal.
//!
//! <https://learn.microsoft.com/entra/identity-platform/claims-challenge>

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::{HeaderMap, header};
use percent_encoding::percent_decode;
use serde_json::{Map, Value};

use domain::problem::Claims;

const EITHER_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, EITHER_PADDING);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, EITHER_PADDING);

/// The challenge in the headers of a 401, where there is one. A 401 without it only says that the token is not good.
pub fn challenge(headers: &HeaderMap) -> Option<Claims> {
    headers.get_all(header::WWW_AUTHENTICATE).iter().find_map(|value| in_header(value.to_str().ok()?))
}

/// Microsoft Graph says `insufficient_claims`. Azure Resource Manager says `invalid_token`, which without claims is no
/// challenge.
fn in_header(value: &str) -> Option<Claims> {
    let mut claims = None;
    let mut insufficient = false;
    for (name, value) in parameters(value) {
        match name.to_ascii_lowercase().as_str() {
            "error" => insufficient = matches!(value, "insufficient_claims" | "invalid_token"),
            "claims" => claims = Some(value),
            _ => {}
        }
    }
    let encoded = claims.filter(|encoded| insufficient && encoded.len() <= Claims::LONGEST * 2)?;
    let bytes = STANDARD.decode(encoded).or_else(|_| URL_SAFE.decode(encoded)).ok()?;
    Claims::from_json(String::from_utf8(bytes).ok()?)
}

/// The challenge in the message of a refusal that asks for an authentication context:
/// `…&claims=%7B"access_token":%7B"acrs":…`, with everything, some or nothing of it percent-encoded.
///
/// Strict: the JSON has to follow `claims=` at once, be an object whose only member is `access_token` with an `acrs` in
/// it, and be no longer than a challenge may be. What follows it is dropped. Field reports show this form; which forms
/// the service has besides can't be tested without Microsoft.
pub fn in_message(message: &str) -> Option<Claims> {
    let (_, encoded) = message.split_once("claims=")?;
    // Every byte takes at most three characters.
    let encoded = encoded.as_bytes().get(..Claims::LONGEST * 3).unwrap_or(encoded.as_bytes());
    // What was cut in the middle of a letter is behind every challenge.
    let decoded = percent_decode(encoded).decode_utf8_lossy();
    let mut values = serde_json::Deserializer::from_str(&decoded).into_iter::<Map<String, Value>>();
    let asked = values.next()?.ok()?;
    let is_context = asked.len() == 1 && asked.get("access_token")?.get("acrs").is_some_and(Value::is_object);
    let json = decoded.get(..values.byte_offset()).filter(|json| !json.contains(char::REPLACEMENT_CHARACTER))?;
    Claims::from_json(json.to_owned()).filter(|_| is_context)
}

/// The parameters `name="value"` of a challenge. A value may contain commas, so the quotes are followed.
fn parameters(header: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = header;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.rsplit([' ', ',']).next().unwrap_or_default();
        let (value, remaining) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_once(',').unwrap_or((after, "")),
        };
        found.push((name, value.trim()));
        rest = remaining;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, wanted: Option<&str>) {
        let mut headers = HeaderMap::new();
        headers.insert(header::WWW_AUTHENTICATE, header.parse().unwrap());
        assert_eq!(challenge(&headers).as_ref().map(Claims::json), wanted, "{header}");
    }

    #[test]
    fn a_challenge_is_decoded_in_both_alphabets_with_and_without_padding() {
        let json = r#"{"access_token":{"acrs":{"essential":true,"value":"c1?>"}}}"#;
        let around = |encoded: String| {
            format!(
                r#"Bearer realm="", authorization_uri="https://x/y?a=b", error="insufficient_claims", claims="{encoded}""#
            )
        };
        check(&around(STANDARD.encode(json)), Some(json));
        check(&around(STANDARD.encode(json).trim_end_matches('=').to_owned()), Some(json));
        check(&around(URL_SAFE.encode(json)), Some(json));
    }

    #[test]
    fn challenge_of_azure_resource_manager_is_read() {
        let json = r#"{"access_token":{"nbf":{"essential":true,"value":"1603742800"}}}"#;
        let encoded = STANDARD.encode(json);
        check(
            &format!(
                r#"Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="User session has been revoked", claims="{encoded}""#
            ),
            Some(json),
        );
    }

    #[test]
    fn text_that_is_not_a_challenge_is_none() {
        let object = STANDARD.encode("{}");
        let array = STANDARD.encode("[1]");
        let huge = STANDARD.encode(format!("{{\"a\":\"{}\"}}", "x".repeat(9000)));
        check("Bearer", None);
        check("Bearer error=\"invalid_token\"", None);
        check(&format!("Bearer claims=\"{object}\""), None);
        check("Bearer error=\"insufficient_claims\"", None);
        check("Bearer error=\"insufficient_claims\", claims=\"%%%\"", None);
        check("Bearer error=\"insufficient_claims\", claims=\"", None);
        check(&format!("Bearer error=\"insufficient_claims\", claims=\"{array}\""), None);
        check(&format!("Bearer error=\"insufficient_claims\", claims=\"{huge}\""), None);
    }

    #[test]
    fn address_to_sign_in_at_is_no_challenge() {
        // What Microsoft Graph sends with every 401.
        check(
            r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize?claims=%7B%7D", client_id="00000003-0000-0000-c000-000000000000""#,
            None,
        );
    }

    #[test]
    fn challenge_in_a_message_is_read_in_every_encoding() {
        let json = r#"{"access_token":{"acrs":{"essential":true, "value":"c1"}}}"#;
        let whole = percent_encoding::utf8_percent_encode(json, percent_encoding::NON_ALPHANUMERIC).to_string();
        let braces = json.replace('{', "%7B").replace('}', "%7D").replace(' ', "%20");
        for encoded in [json, &whole, &braces] {
            for after in ["", "&more=1", " Sign in again.", "\"]"] {
                let message = format!("The following policy rules failed: [\"AcrsRule\"]&claims={encoded}{after}");
                assert_eq!(in_message(&message).as_ref().map(Claims::json), Some(json), "{message}");
            }
        }
    }

    #[test]
    fn message_with_anything_else_is_no_challenge() {
        let long = format!(r#"claims={{"access_token":{{"acrs":{{"value":"{}"}}}}}}"#, "c".repeat(9000));
        for message in [
            "",
            "claims=",
            "claims=%7B",
            r#"claims= see {"access_token":{"acrs":{}}}"#,
            r#"claims={"access_token":{"acrs":"c1"}}"#,
            r#"claims={"access_token":{"nbf":{}}}"#,
            r#"claims={"id_token":{"acrs":{}}}"#,
            r#"claims={"access_token":{"acrs":{}},"id_token":{}}"#,
            r#"claims=["access_token"]"#,
            "claims=%FF%FE",
            r#"claims={"access_token":{"acrs":{"value":"%FF"}}}"#,
            &long,
        ] {
            assert_eq!(in_message(message), None, "{message}");
        }
    }
}
