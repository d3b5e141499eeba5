//! What an answer that is not a success says.
//!
//! <https://learn.microsoft.com/graph/errors>

use serde::Deserialize;
use serde_json::Value;

use super::claims;
use super::transport::Response;
use crate::domain::problem::{Problem, ServiceMessage};

/// The longest message that is kept, in characters; a proxy's page would fill the screen.
const LONGEST_MESSAGE: usize = 500;

/// The longest code and the longest id that are kept. Microsoft's have some ten.
const LONGEST_WORD: usize = 120;

#[derive(Deserialize)]
struct Envelope {
    error: Option<Value>,
}

/// Reads code, message and request id. A body of any other form, such as a proxy's page, gives a message without a
/// code and never its text, because it may be anything.
pub fn message(response: &Response) -> ServiceMessage {
    let error = serde_json::from_slice::<Envelope>(without_mark(response.body())).ok().and_then(|body| body.error);
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let (code, words, inner_id) = match &error {
        Some(Value::String(code)) => (code.clone(), String::new(), String::new()),
        Some(error) => {
            let inner = &error["innerError"];
            (text(error.get("code")), text(error.get("message")), text(inner.get("request-id")))
        }
        None => Default::default(),
    };
    let in_header = response.headers().get("request-id").and_then(|id| id.to_str().ok());
    let request_id = in_header.map(str::to_owned).or(Some(inner_id).filter(|id| !id.is_empty()));
    ServiceMessage {
        status: response.status().as_u16(),
        code: cut(code, LONGEST_WORD),
        message: cut(words, LONGEST_MESSAGE),
        request_id: request_id.map(|id| cut(id, LONGEST_WORD)),
    }
}

/// A text of at most so many characters, which ends in dots where something is missing.
fn cut(text: String, longest: usize) -> String {
    match text.chars().nth(longest) {
        None => text,
        Some(_) => text.chars().take(longest - 1).chain(['…']).collect(),
    }
}

/// What the person can do about an answer that is not a success and will not be repeated.
pub fn problem(response: &Response) -> Problem {
    let said = message(response);
    match said.status {
        401 => claims::challenge(response.headers()).map_or(Problem::SignInNeeded, Problem::StepUp),
        400 | 403 if lacks_licence(&said.code) => Problem::LicenceMissing(said),
        403 => Problem::Forbidden(said),
        404 => Problem::NotFound(said),
        429 | 500..=599 => Problem::Unavailable(said),
        _ => Problem::Refused(said),
    }
}

fn lacks_licence(code: &str) -> bool {
    ["AadPremiumLicenseRequired", "Authentication_RequestFromNonPremiumTenantOrB2CTenant"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(code))
}

/// Some proxies put a byte order mark in front, which is not JSON.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response {
        http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn code_message_and_request_id_are_kept_word_for_word() {
        let body = r#"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges.","innerError":{"request-id":"r1"}}}"#;
        let said = message(&answer(403, body));
        assert_eq!(
            (said.code.as_str(), said.message.as_str()),
            ("Authorization_RequestDenied", "Insufficient privileges.")
        );
        assert_eq!(said.request_id.as_deref(), Some("r1"));
        assert_eq!(message(&answer(403, &format!("\u{feff}{body}"))), said);
    }

    #[test]
    fn a_body_of_any_other_form_gives_a_message_without_its_text() {
        for body in
            ["", "<html>proxy</html>", "{\"error\":", "[]", "null", "{\"error\":null}", "{\"error\":{}}", "\"x\""]
        {
            let said = message(&answer(502, body));
            assert_eq!((said.status, said.code.as_str(), said.message.as_str()), (502, "", ""), "{body}");
        }
        assert_eq!(message(&answer(400, r#"{"error":"invalid_grant"}"#)).code, "invalid_grant");
    }

    #[test]
    fn words_without_end_are_cut_and_end_in_dots() {
        let word = "é".repeat(1_000_000);
        let body =
            format!(r#"{{"error":{{"code":"{word}","message":"{word}","innerError":{{"request-id":"{word}"}}}}}}"#);
        let said = message(&answer(400, &body));
        let cut = |longest: usize| "é".repeat(longest - 1) + "…";
        assert_eq!((said.code, said.message), (cut(LONGEST_WORD), cut(LONGEST_MESSAGE)));
        assert_eq!(said.request_id, Some(cut(LONGEST_WORD)));
    }

    #[test]
    fn each_status_leads_to_its_next_step() {
        let check = |status: u16, code: &str, wanted: fn(&Problem) -> bool| {
            let problem = problem(&answer(status, &format!(r#"{{"error":{{"code":"{code}"}}}}"#)));
            assert!(wanted(&problem), "{status} {code} became {problem}");
        };
        check(401, "InvalidAuthenticationToken", |it| *it == Problem::SignInNeeded);
        check(403, "Authorization_RequestDenied", |it| matches!(it, Problem::Forbidden(_)));
        check(403, "AadPremiumLicenseRequired", |it| matches!(it, Problem::LicenceMissing(_)));
        check(400, "AadPremiumLicenseRequired", |it| matches!(it, Problem::LicenceMissing(_)));
        check(404, "Request_ResourceNotFound", |it| matches!(it, Problem::NotFound(_)));
        check(400, "Request_BadRequest", |it| matches!(it, Problem::Refused(_)));
        check(503, "ServiceUnavailable", |it| matches!(it, Problem::Unavailable(_)));
    }
}
