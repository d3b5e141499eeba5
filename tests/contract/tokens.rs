//! What is answered without a valid token.

use graph::claims::challenge;
use graph::transport::Request;
use simulator::TokenProblem;

use crate::probe::Probe;

/// A token of the right form, which opens nothing.
const READABLE: &str = "Bearer eyJhbGciOiJub25lIn0.eyJhdWQiOiJncmFwaCJ9.c2lnbmF0dXJl";

#[test]
fn a_token_for_another_service_is_told_apart() {
    for (problem, message) in [
        (TokenProblem::Expired, "Lifetime validation failed, the token is expired."),
        (TokenProblem::WrongAudience, "Access token validation failure. Invalid audience."),
    ] {
        let mut probe = Probe::new();
        let request: Request = http::Request::get("/v1.0/me").body(Vec::new()).unwrap();
        let answer = probe.simulator.refuse_token(problem, probe.now, &request);
        let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!((answer.status().as_u16(), body["error"]["message"].as_str()), (401, Some(message)));
        assert!(answer.headers().contains_key("WWW-Authenticate"));
    }
}

#[test]
fn a_401_says_where_to_sign_in_and_is_no_claims_challenge() {
    for (sent, message) in [
        (None, "Access token is empty."),
        (Some(""), "Access token is empty."),
        (Some("Bearer "), "Access token is empty."),
        (Some("Bearer garbled"), "CompactToken parsing failed with error code: 80049217"),
        (Some("Bearer a.b"), "CompactToken parsing failed with error code: 80049217"),
        (Some(READABLE), "Lifetime validation failed, the token is expired."),
    ] {
        let mut probe = Probe::new();
        let mut request = http::Request::get("/v1.0/me");
        if let Some(sent) = sent {
            request = request.header("Authorization", sent);
        }
        let request: Request = request.body(Vec::new()).unwrap();
        let answer = probe.simulator.answer(None, probe.now, &request);
        let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(answer.status(), 401, "{sent:?}");
        assert_eq!(body["error"]["code"], "InvalidAuthenticationToken", "{sent:?}");
        assert_eq!(body["error"]["message"], message, "{sent:?}");
        let header = answer.headers()["WWW-Authenticate"].to_str().unwrap();
        assert!(header.starts_with("Bearer realm=\"\", authorization_uri=\"https://"), "{header}");
        assert!(!header.contains("claims") && !header.contains("error"), "{header}");
        assert_eq!(challenge(answer.headers()), None, "{sent:?}");
    }
}
