//! What an answer that is not a success says.
//!
//! <https://learn.microsoft.com/graph/errors>

use serde::Deserialize;
use serde_json::Value;

use super::claims;
use super::headers::REQUEST_ID;
use super::transport::Response;
use domain::policy_rule::PolicyRule;
use domain::problem::{Claims, MissingAccess, Problem, ServiceMessage};

/// The code of a request that has to come with an authentication context. Its message carries the claims to ask for.
const CONTEXT_CODE: &str = "RoleAssignmentRequestAcrsValidationFailed";

/// The longest message that is kept, in characters; a proxy's page would fill the screen.
pub(crate) const LONGEST_MESSAGE: usize = 500;

/// The longest code and the longest id that are kept. Microsoft's have some ten.
pub(crate) const LONGEST_WORD: usize = 120;

#[derive(Deserialize)]
struct ErrorEnvelope {
    error: Option<Value>,
}

/// Reads code, message and request id. A body of any other form, such as a proxy's page, gives a message without a
/// code and never its text, because it may be anything.
pub fn message(response: &Response) -> ServiceMessage {
    read(response).0
}

/// The message, and its words before they are cut.
fn read(response: &Response) -> (ServiceMessage, String) {
    let error = serde_json::from_slice::<ErrorEnvelope>(without_mark(response.body())).ok().and_then(|body| body.error);
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let (code, words, inner_id) = match &error {
        Some(Value::String(code)) => (code.clone(), String::new(), String::new()),
        Some(error) => {
            let inner = &error["innerError"];
            (text(error.get("code")), text(error.get("message")), text(inner.get("request-id")))
        }
        None => Default::default(),
    };
    let in_header = response.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok());
    let request_id = in_header.map(str::to_owned).or(Some(inner_id).filter(|id| !id.is_empty()));
    let said = ServiceMessage {
        status: response.status().as_u16(),
        code: cut(code, LONGEST_WORD),
        message: cut(words.clone(), LONGEST_MESSAGE),
        request_id: request_id.map(|id| cut(id, LONGEST_WORD)),
    };
    (said, words)
}

/// A text of at most so many characters, which ends in dots where something is missing.
pub(crate) fn cut(text: String, longest: usize) -> String {
    match text.chars().nth(longest) {
        None => text,
        Some(_) => text.chars().take(longest - 1).chain(['…']).collect(),
    }
}

/// What the user can do about an answer that is not a success and will not be repeated.
pub fn problem(response: &Response) -> Problem {
    let (said, words) = read(response);
    if let Some(obstacle) = obstacle(&said, &words) {
        return obstacle;
    }
    match (said.status, said.missing_access()) {
        // A header that only says where to sign in is no challenge.
        (401, _) => claims::challenge(response.headers()).map_or(Problem::SignInNeeded, Problem::StepUp),
        (_, Some(MissingAccess::License)) => Problem::LicenseMissing(said),
        (_, Some(MissingAccess::Permission | MissingAccess::Role)) => Problem::Forbidden(said),
        (404, None) => Problem::NotFound(said),
        (429 | 500..=599, None) => Problem::Unavailable(said),
        _ => Problem::Refused(said),
    }
}

/// What a refused request to Privileged Identity Management asks of the user, where they can give it now and send the
/// same again: another sign-in, or a ticket. The service sends these with 400; one client expects 403.
///
/// <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests>
fn obstacle(said: &ServiceMessage, words: &str) -> Option<Problem> {
    if !matches!(said.status, 400 | 403) {
        return None;
    }
    if said.code == CONTEXT_CODE {
        return claims::in_message(words).map(Problem::StepUp);
    }
    let rules = PolicyRule::failed(said);
    // What takes another plan goes first: signing in for it would be in vain.
    if rules.is_empty() || !rules.iter().all(|rule| rule.has_field() || *rule == PolicyRule::MultiFactor) {
        return None;
    }
    Some(match rules.contains(&PolicyRule::MultiFactor) {
        true => Problem::StepUp(Claims::multi_factor()),
        false => Problem::DetailsRequired(said.clone()),
    })
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
        for code in [
            "Authorization_RequestDenied",
            "Authentication_RequestFromUnsupportedUserRole",
            "UnknownError",
            "AccessDenied",
            "",
        ] {
            check(403, code, |it| matches!(it, Problem::Forbidden(_)));
        }
        check(403, "AadPremiumLicenseRequired", |it| matches!(it, Problem::LicenseMissing(_)));
        check(400, "AadPremiumLicenseRequired", |it| matches!(it, Problem::LicenseMissing(_)));
        check(404, "Request_ResourceNotFound", |it| matches!(it, Problem::NotFound(_)));
        check(400, "Request_BadRequest", |it| matches!(it, Problem::Refused(_)));
        check(503, "ServiceUnavailable", |it| matches!(it, Problem::Unavailable(_)));
    }

    #[test]
    fn refused_role_request_leads_to_what_the_person_can_give() {
        let check = |code: &str, message: &str, wanted: fn(&Problem) -> bool| {
            let body = serde_json::json!({"error": {"code": code, "message": message}}).to_string();
            for status in [400, 403] {
                let problem = problem(&answer(status, &body));
                assert!(wanted(&problem), "{status} {message} became {problem}");
            }
        };
        let rules = "RoleAssignmentRequestPolicyValidationFailed";
        let context = |it: &Problem| matches!(it, Problem::StepUp(claims) if claims.json().contains("c1"));
        let padding = "x".repeat(2 * LONGEST_MESSAGE);
        let asked = r#"&claims=%7B"access_token":%7B"acrs":%7B"essential":true,"value":"c1"%7D%7D%7D"#;
        check("RoleAssignmentRequestAcrsValidationFailed", asked, context);
        check("RoleAssignmentRequestAcrsValidationFailed", &(padding + asked), context);
        check(rules, r#"["MfaRule"]"#, |it| *it == Problem::StepUp(Claims::multi_factor()));
        check(rules, r#"["MfaRule","TicketingRule"]"#, |it| *it == Problem::StepUp(Claims::multi_factor()));
        check(rules, r#"["TicketingRule","JustificationRule"]"#, |it| matches!(it, Problem::DetailsRequired(_)));
    }

    #[test]
    fn refused_role_request_that_requires_another_plan_is_no_challenge() {
        let check = |code: &str, message: &str| {
            let body = serde_json::json!({"error": {"code": code, "message": message}}).to_string();
            let problem = problem(&answer(400, &body));
            assert!(matches!(problem, Problem::Refused(_)), "{code} {message} became {problem}");
        };
        let rules = "RoleAssignmentRequestPolicyValidationFailed";
        check("RoleAssignmentRequestAcrsValidationFailed", "An authentication context is required.");
        check("Request_BadRequest", r#"claims={"access_token":{"acrs":{"value":"c1"}}}"#);
        check(rules, "ExpirationRule - The duration is too long.");
        check(rules, r#"["MfaRule","ExpirationRule"]"#);
        check(rules, "No names.");
        // Not a license, although the words say so.
        check("Request_BadRequest", "AadPremiumLicenseRequired");
    }
}
