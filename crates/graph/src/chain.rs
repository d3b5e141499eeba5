//! What the answer to a chain of writes says of each of them.
//!
//! The rule is that only a clear answer is believed. A 424 means *not applied* where something before it failed, and
//! nothing otherwise. A 429 means *not applied*. "Already exists", and "not found" in answer to a removal, are no
//! results: reading settles them.

use std::time::Duration;

use http::{Method, StatusCode};

use super::batch;
use super::error_body;
use super::retry_after;
use super::transport::{Request, Response, TransportError};
use domain::change::execution::{Answer, ChainAnswer};
use domain::change::explain::{APPROVAL_PENDING, REQUEST_PENDING};
use domain::problem::{Problem, ServiceMessage};
use domain::time::Timestamp;

/// How long a service that throttles without saying for how long is left alone.
pub(super) const UNSAID_WAIT: Duration = Duration::from_secs(5);

/// Reads the outcome of sending these writes as one chain.
pub(super) fn interpret(outcome: &Result<Response, TransportError>, writes: &[Request], now: Timestamp) -> ChainAnswer {
    let count = writes.len();
    let all =
        |answer: Answer, obstacle: Option<Problem>| ChainAnswer { answers: vec![answer; count], obstacle, wait: None };
    let response = match outcome {
        Ok(response) => response,
        Err(TransportError::Lost) => return all(Answer::Unclear(None), None),
        Err(error) => return all(Answer::NotSent, Some(Problem::from(error.clone()))),
    };
    match response.status().as_u16() {
        200..=299 => match batch::decode(response, count) {
            Some(answers) => interpret_each(writes, answers, error_body::message(response).request_id.as_deref(), now),
            None => all(Answer::Unclear(None), None),
        },
        401 => all(Answer::NotSent, Some(error_body::problem(response))),
        429 => ChainAnswer { wait: wait(response, now), ..all(Answer::Throttled(error_body::message(response)), None) },
        408 | 500..=599 => {
            ChainAnswer { wait: wait(response, now), ..all(Answer::Unclear(Some(error_body::message(response))), None) }
        }
        _ => all(Answer::Refused(error_body::message(response)), None),
    }
}

/// `logged_as` is the id under which the service logged the whole chain: an answer in it need not have one of its own.
fn interpret_each(
    writes: &[Request],
    answers: Vec<Option<Response>>,
    logged_as: Option<&str>,
    now: Timestamp,
) -> ChainAnswer {
    let mut chain = ChainAnswer { answers: Vec::new(), obstacle: None, wait: None };
    let mut failed_before = false;
    for (write, response) in writes.iter().zip(answers) {
        let answer = match &response {
            None => Answer::Unclear(None),
            Some(response) => interpret_one(write.method(), response, failed_before, logged_as, now, &mut chain),
        };
        failed_before |= !matches!(answer, Answer::Done(_));
        chain.answers.push(answer);
    }
    chain
}

fn interpret_one(
    method: &Method,
    response: &Response,
    failed_before: bool,
    logged_as: Option<&str>,
    now: Timestamp,
    chain: &mut ChainAnswer,
) -> Answer {
    let mut said = error_body::message(response);
    said.request_id = said.request_id.or_else(|| logged_as.map(str::to_owned));
    match said.status {
        200..=299 => interpret_accepted(response, said),
        400 | 409 if already_exists(&said) || is_already_removed(method, &said) => Answer::SaidAlready(said),
        404 if method == Method::DELETE => Answer::SaidAlready(said),
        400 | 409 if may_succeed_later(&said) => Answer::NotYet(said),
        404 => Answer::NotYet(said),
        400 | 401 | 403 if sign_in_obstacle(response).is_some() => {
            chain.obstacle = sign_in_obstacle(response);
            Answer::NotSent
        }
        424 if failed_before => Answer::NotSent,
        424 => Answer::Unclear(Some(said)),
        429 => {
            chain.wait = chain.wait.max(wait(response, now));
            Answer::Throttled(said)
        }
        408 | 500..=599 => {
            chain.wait = chain.wait.max(wait(response, now));
            Answer::Unclear(Some(said))
        }
        _ => match error_body::problem(response) {
            // The same can be sent again once the user has given what the role's settings require.
            obstacle @ (Problem::StepUp(_) | Problem::DetailsRequired(_)) => {
                chain.obstacle = Some(obstacle);
                Answer::NotSent
            }
            _ => Answer::Refused(said),
        },
    }
}

/// What became of a write that was taken. A request to Privileged Identity Management is answered with 201 whatever
/// becomes of it, and says so in its `status`; everything else has none.
///
/// An administrator's assignment needs no approval as far as Microsoft documents; whether a tenant's settings can ask for
/// one all the same can't be tested without Microsoft.
///
/// <https://learn.microsoft.com/graph/api/resources/request>
fn interpret_accepted(response: &Response, said: ServiceMessage) -> Answer {
    #[derive(serde::Deserialize)]
    struct AcceptedRequest {
        status: Option<String>,
        action: Option<String>,
    }
    let taken = serde_json::from_slice::<AcceptedRequest>(response.body()).ok().filter(|taken| taken.action.is_some());
    match taken.and_then(|taken| taken.status).as_deref() {
        Some("PendingApproval" | "PendingAdminDecision") => {
            Answer::Refused(ServiceMessage { code: APPROVAL_PENDING.to_owned(), ..said })
        }
        Some(status @ ("Denied" | "AdminDenied" | "Failed" | "Canceled" | "TimedOut" | "Invalid")) => {
            Answer::Refused(ServiceMessage { code: status.to_owned(), ..said })
        }
        _ => Answer::Done(said.request_id),
    }
}

/// What the user's sign-in lacks for this item: the service wants another token before it does anything.
fn sign_in_obstacle(response: &Response) -> Option<Problem> {
    let problem = error_body::problem(response);
    matches!(problem, Problem::SignInNeeded | Problem::StepUp(_)).then_some(problem)
}

fn wait(response: &Response, now: Timestamp) -> Option<Duration> {
    let throttled = response.status() == StatusCode::TOO_MANY_REQUESTS;
    retry_after::wait(response.headers(), now).or(throttled.then_some(UNSAID_WAIT))
}

/// Graph has no code of its own for a duplicate, so its words are matched; the page asks for them in English.
///
/// App roles: "Permission being assigned already exists on the object" and "EntitlementGrant entry already exists."
/// Members of a group: "One or more added object references already exist for the following modified properties".
/// Directory roles: "A conflicting object with one or more of the specified property values is present in the
/// directory."
///
/// A request to Privileged Identity Management is refused while an earlier one for the same role is being carried out.
/// The earlier one can be this very request, delivered twice.
fn already_exists(said: &ServiceMessage) -> bool {
    has(said, &["already exists", "references already exist", "a conflicting object"])
        || matches!(said.code.as_str(), "RoleAssignmentExists" | REQUEST_PENDING)
}

/// What is said where the assignment to remove isn't there: by Privileged Identity Management, and by a DELETE of an app
/// role assignment ("Invalid resource identifier for EntitlementGrant", reported as msgraph-sdk-powershell#3142).
fn is_already_removed(method: &Method, said: &ServiceMessage) -> bool {
    said.code == "RoleAssignmentDoesNotExist"
        || (method == Method::DELETE && has(said, &["entitlementgrant", "removed object references do not exist"]))
}

/// What the directory says of an identity or a role that has not reached all of its replicas, and of an object that is
/// just being changed by another request.
fn may_succeed_later(said: &ServiceMessage) -> bool {
    said.code == "Directory_ConcurrencyViolation"
        || has(said, &["not a valid reference update", "was not found on application", "resourceid was not found"])
}

fn has(said: &ServiceMessage, phrases: &[&str]) -> bool {
    let message = said.message.to_lowercase();
    phrases.iter().any(|phrase| message.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::problem::Claims;

    fn item(id: usize, status: u16, message: &str) -> String {
        format!(r#"{{"id":"{id}","status":{status},"body":{{"error":{{"code":"c","message":"{message}"}}}}}}"#)
    }

    /// One letter an answer: Made, said to be There already, not Yet, tHrottled, Refused, Not sent, Unclear.
    fn letters(chain: &ChainAnswer) -> String {
        let letter = |answer: &Answer| match answer {
            Answer::Done(_) => 'M',
            Answer::SaidAlready(_) => 'T',
            Answer::NotYet(_) => 'Y',
            Answer::Throttled(_) => 'H',
            Answer::Refused(_) => 'R',
            Answer::NotSent => 'N',
            Answer::Unclear(_) => 'U',
        };
        chain.answers.iter().map(letter).collect()
    }

    fn writes(method: Method, count: usize) -> Vec<Request> {
        let mut write = Request::new(Vec::new());
        *write.method_mut() = method;
        vec![write; count]
    }

    fn check_items(items: &[(u16, &str)], wanted: &str) -> ChainAnswer {
        check_writes(Method::POST, items, wanted)
    }

    fn check_writes(method: Method, items: &[(u16, &str)], wanted: &str) -> ChainAnswer {
        let list: Vec<String> =
            items.iter().enumerate().map(|(at, (status, text))| item(at + 1, *status, text)).collect();
        let body = format!(r#"{{"responses":[{}]}}"#, list.join(","));
        let chain =
            interpret(&Ok(Response::new(body.into_bytes())), &writes(method, items.len()), Timestamp::from_millis(0));
        assert_eq!(letters(&chain), wanted, "{items:?}");
        chain
    }

    #[test]
    fn each_answer_of_a_chain_is_told_apart() {
        check_items(&[(201, ""), (204, "")], "MM");
        check_items(&[(201, ""), (400, "Permission being assigned already exists on the object"), (424, "")], "MTN");
        check_items(
            &[(400, "A conflicting object with one or more of the specified property values is present"), (424, "")],
            "TN",
        );
        let members =
            "One or more added object references already exist for the following modified properties: 'members'.";
        check_items(&[(400, members), (424, "")], "TN");
        check_items(&[(400, "Not a valid reference update."), (424, ""), (424, "")], "YNN");
        check_items(&[(404, "Resource 'x' does not exist")], "Y");
        check_items(&[(400, "Permission being assigned was not found on application")], "Y");
        check_items(&[(403, "Insufficient privileges to complete the operation."), (424, "")], "RN");
        check_items(&[(400, "Invalid"), (424, "")], "RN");
        check_items(&[(201, ""), (424, "")], "MU");
        check_items(&[(500, ""), (424, "")], "UN");
        check_items(&[(400, "EntitlementGrant entry already exists."), (424, "")], "TN");
        check_items(&[(409, "EntitlementGrant entry already exists."), (424, "")], "TN");
        check_items(&[(201, ""), (429, ""), (424, "")], "MHN");
        assert_eq!(check_items(&[(429, "")], "H").wait, Some(UNSAID_WAIT));
        assert_eq!(check_items(&[(201, ""), (401, ""), (424, "")], "MNN").obstacle, Some(Problem::SignInNeeded));
    }

    #[test]
    fn role_request_whose_settings_the_person_can_meet_is_not_sent_and_pauses() {
        let check = |code: &str, message: &str| {
            let error = serde_json::json!({"error": {"code": code, "message": message}});
            let items = serde_json::json!({"responses": [
                {"id": "1", "status": 201, "body": {}},
                {"id": "2", "status": 400, "body": error},
                {"id": "3", "status": 424, "body": {}},
            ]});
            let response = Response::new(items.to_string().into_bytes());
            let chain = interpret(&Ok(response), &writes(Method::POST, 3), Timestamp::from_millis(0));
            (letters(&chain), chain.obstacle)
        };
        let rules = "RoleAssignmentRequestPolicyValidationFailed";
        let (letters, obstacle) = check(rules, r#"["TicketingRule"]"#);
        assert_eq!(letters, "MNN");
        assert!(matches!(obstacle, Some(Problem::DetailsRequired(_))), "{obstacle:?}");
        let (letters, obstacle) = check(rules, r#"["MfaRule"]"#);
        assert_eq!((letters.as_str(), obstacle), ("MNN", Some(Problem::StepUp(Claims::multi_factor()))));
        let asked = r#"claims={"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
        let (letters, obstacle) = check("RoleAssignmentRequestAcrsValidationFailed", asked);
        assert_eq!(letters, "MNN");
        assert!(matches!(obstacle, Some(Problem::StepUp(_))), "{obstacle:?}");
        assert_eq!(check(rules, r#"["ExpirationRule"]"#), ("MRN".to_owned(), None));
    }

    #[test]
    fn role_request_refused_while_an_earlier_one_is_pending_is_read() {
        for status in [400, 409] {
            let error = serde_json::json!({"error": {
                "code": "PendingRoleAssignmentRequest",
                "message": "There is already an existing pending Role assignment request.",
            }});
            let items = serde_json::json!({"responses": [
                {"id": "1", "status": status, "body": error},
                {"id": "2", "status": 424, "body": {}},
            ]});
            let response = Response::new(items.to_string().into_bytes());
            let chain = interpret(&Ok(response), &writes(Method::POST, 2), Timestamp::from_millis(0));
            assert_eq!(letters(&chain), "TN", "{status}");
        }
    }

    #[test]
    fn role_request_is_judged_by_the_status_in_its_answer() {
        let check = |body: &str, wanted: &str| {
            let items = format!(r#"{{"responses":[{{"id":"1","status":201,"body":{body}}}]}}"#);
            let chain =
                interpret(&Ok(Response::new(items.into_bytes())), &writes(Method::POST, 1), Timestamp::from_millis(0));
            assert_eq!(letters(&chain), wanted, "{body}");
        };
        for status in ["Provisioned", "Granted", "PendingProvisioning", "PendingEvaluation", "Revoked", "of tomorrow"] {
            check(&format!(r#"{{"action":"adminAssign","status":"{status}"}}"#), "M");
        }
        for status in ["PendingApproval", "Denied", "Failed"] {
            check(&format!(r#"{{"action":"adminAssign","status":"{status}"}}"#), "R");
            // A status of something else says nothing.
            check(&format!(r#"{{"status":"{status}"}}"#), "M");
        }
        check("{}", "M");
    }

    #[test]
    fn what_was_done_keeps_the_id_under_which_it_was_logged() {
        let own = item(1, 201, "").replace(r#""status""#, r#""headers":{"request-id":"own"},"status""#);
        let body = format!(r#"{{"responses":[{own},{},{}]}}"#, item(2, 204, ""), item(3, 403, "Insufficient"));
        let mut response = Response::new(body.into_bytes());
        response.headers_mut().insert("request-id", http::HeaderValue::from_static("whole"));
        let chain = interpret(&Ok(response), &writes(Method::POST, 3), Timestamp::from_millis(0));
        let [Answer::Done(first), Answer::Done(second), Answer::Refused(third)] = &chain.answers[..] else {
            panic!("{chain:?}")
        };
        let ids = [first, second, &third.request_id].map(|id| id.as_deref());
        assert_eq!(ids, [Some("own"), Some("whole"), Some("whole")]);
    }

    #[test]
    fn not_found_in_answer_to_a_removal_is_left_to_a_reading() {
        check_writes(Method::DELETE, &[(204, ""), (404, "Resource 'x' does not exist"), (424, "")], "MTN");
        check_writes(Method::DELETE, &[(400, "Invalid resource identifier for EntitlementGrant"), (424, "")], "TN");
        check_writes(Method::DELETE, &[(400, "Invalid"), (424, "")], "RN");
        check_writes(Method::DELETE, &[(403, "Insufficient privileges"), (424, "")], "RN");
        check_writes(Method::POST, &[(400, "Invalid resource identifier for EntitlementGrant"), (424, "")], "RN");
    }

    #[test]
    fn a_concurrent_change_of_the_same_object_is_tried_again() {
        let busy = r#"{"responses":[{"id":"1","status":409,"body":{"error":{"code":"Directory_ConcurrencyViolation","message":"Error due to concurrent requests being made to the tenant."}}}]}"#;
        let chain = interpret(&Ok(Response::new(busy.into())), &writes(Method::POST, 1), Timestamp::from_millis(0));
        assert_eq!(letters(&chain), "Y");
    }

    #[test]
    fn an_answer_that_is_missing_is_unclear() {
        let body = format!(r#"{{"responses":[{}]}}"#, item(2, 201, ""));
        let chain =
            interpret(&Ok(Response::new(body.into_bytes())), &writes(Method::POST, 3), Timestamp::from_millis(0));
        assert_eq!(letters(&chain), "UMU");
    }

    #[test]
    fn the_envelope_speaks_for_all() {
        let check = |outcome: Result<u16, TransportError>, wanted: &str, obstacle: Option<Problem>| {
            let outcome = outcome.map(|status| {
                let mut response = Response::new(b"<html>".to_vec());
                *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
                response
            });
            let chain = interpret(&outcome, &writes(Method::POST, 2), Timestamp::from_millis(0));
            assert_eq!((letters(&chain).as_str(), &chain.obstacle), (wanted, &obstacle), "{outcome:?}");
        };
        check(Err(TransportError::Lost), "UU", None);
        check(Err(TransportError::Offline), "NN", Some(Problem::Offline));
        check(Err(TransportError::TokenUnavailable), "NN", Some(Problem::Unreachable));
        check(Err(TransportError::SignInNeeded), "NN", Some(Problem::SignInNeeded));
        check(Ok(200), "UU", None);
        check(Ok(401), "NN", Some(Problem::SignInNeeded));
        check(Ok(400), "RR", None);
        check(Ok(413), "RR", None);
        check(Ok(429), "HH", None);
        check(Ok(408), "UU", None);
        check(Ok(503), "UU", None);
    }
}
