//! Claims challenges: a 401 that says what the service wants to see in the token.
//!
//! <https://learn.microsoft.com/entra/identity-platform/claims-challenge>

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::{HeaderMap, header};

use crate::domain::problem::Claims;

const EITHER_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, EITHER_PADDING);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, EITHER_PADDING);

/// The challenge in the headers of a 401, where there is one. A 401 without it only says that the token is not good.
pub fn challenge(headers: &HeaderMap) -> Option<Claims> {
    headers.get_all(header::WWW_AUTHENTICATE).iter().find_map(|value| in_header(value.to_str().ok()?))
}

fn in_header(value: &str) -> Option<Claims> {
    let mut claims = None;
    let mut insufficient = false;
    for (name, value) in parameters(value) {
        match name.to_ascii_lowercase().as_str() {
            "error" => insufficient = value == "insufficient_claims",
            "claims" => claims = Some(value),
            _ => {}
        }
    }
    let encoded = claims.filter(|encoded| insufficient && encoded.len() <= Claims::LONGEST * 2)?;
    let bytes = STANDARD.decode(encoded).or_else(|_| URL_SAFE.decode(encoded)).ok()?;
    Claims::from_json(String::from_utf8(bytes).ok()?)
}

/// The parameters `name="value"` of a challenge. A value may hold commas, so the quotes are followed.
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
    fn what_is_not_a_challenge_is_none() {
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
}
