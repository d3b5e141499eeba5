//! A service that wants another token.

use domain::change::execution::Answer;
use domain::problem::{Claims, Problem};
use serde_json::json;

use super::scripted::{Part, Rig, each, fine, raw};

/// `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`
const ENCODED: &str = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19";
const CLAIMS: &str = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;

fn challenge() -> String {
    format!(r#"Bearer realm="", error="insufficient_claims", claims="{ENCODED}""#)
}

fn claims() -> Claims {
    Claims::from_json(CLAIMS.to_owned()).unwrap()
}

#[test]
fn a_challenge_to_a_reading_is_met_once_and_a_second_one_is_the_persons() {
    for in_item in [false, true] {
        let challenged = move |request: &_| match in_item {
            false => raw(401, &[("www-authenticate", &challenge())], ""),
            true => each(request, |_| Part {
                status: 401,
                headers: json!({ "WWW-Authenticate": challenge() }),
                body: json!({}),
            }),
        };
        let rig = Rig::new(move |before, request| if before == 0 { challenged(request) } else { fine(request) });
        assert!(rig.read().is_ok(), "in an item: {in_item}");
        assert_eq!(
            (rig.exchanges(), rig.service.renewals.borrow().as_slice()),
            (2, [Some(CLAIMS.to_owned())].as_slice())
        );

        let rig = Rig::new(move |_, request| challenged(request));
        assert_eq!(rig.read(), Err(Problem::StepUp(claims())));
        assert_eq!((rig.exchanges(), rig.service.renewals.borrow().len()), (2, 1));

        let rig = Rig::new(move |_, request| challenged(request));
        rig.service.renews.set(false);
        assert_eq!((rig.read(), rig.exchanges()), (Err(Problem::StepUp(claims())), 1));
    }
}

#[test]
fn a_401_that_asks_for_nothing_is_met_by_a_fresh_token_once() {
    for header in [
        "Bearer",
        "Bearer error=\"invalid_token\"",
        "Bearer claims=\"%%%\"",
        "Bearer error=\"insufficient_claims\", claims=\"",
    ] {
        let rig = Rig::new(move |before, request| match before {
            0 => raw(401, &[("www-authenticate", header)], ""),
            _ => fine(request),
        });
        assert!(rig.read().is_ok(), "{header}");
        assert_eq!(rig.service.renewals.borrow().as_slice(), [None], "{header}");
        let rig = Rig::new(move |_, _| raw(401, &[("www-authenticate", header)], ""));
        assert_eq!((rig.read(), rig.exchanges()), (Err(Problem::SignInNeeded), 2), "{header}");
    }
}

#[test]
fn a_challenge_to_a_write_is_met_once_and_the_same_again_is_the_persons() {
    for in_item in [false, true] {
        let rig = Rig::new(move |_, request| match in_item {
            false => raw(401, &[("www-authenticate", &challenge())], ""),
            true => each(request, |_| Part {
                status: 401,
                headers: json!({ "WWW-Authenticate": challenge() }),
                body: json!({}),
            }),
        });
        let write = [http::Request::post("/v1.0/things").body(b"{}".to_vec()).unwrap()];
        let first = rig.run(rig.client.write(&write));
        assert_eq!((first.answers.as_slice(), first.obstacle), ([Answer::NotSent].as_slice(), None), "met silently");
        let second = rig.run(rig.client.write(&write));
        assert_eq!(second.obstacle, Some(Problem::StepUp(claims())));
        assert_eq!(rig.service.renewals.borrow().as_slice(), [Some(CLAIMS.to_owned())], "{in_item}");
    }
}

#[test]
fn write_answered_with_401_twice_in_a_row_needs_a_sign_in() {
    for in_item in [false, true] {
        let rig = Rig::new(move |_, request| match in_item {
            false => raw(401, &[("www-authenticate", "Bearer")], ""),
            true => each(request, |_| Part { status: 401, headers: json!({}), body: json!({}) }),
        });
        let write = [http::Request::post("/v1.0/things").body(b"{}".to_vec()).unwrap()];
        for _ in 0..2 {
            let first = rig.run(rig.client.write(&write));
            assert_eq!((first.answers.as_slice(), first.obstacle), ([Answer::NotSent].as_slice(), None), "{in_item}");
            let second = rig.run(rig.client.write(&write));
            assert_eq!(second.answers, [Answer::NotSent]);
            assert_eq!(second.obstacle, Some(Problem::SignInNeeded), "{in_item}");
        }
        assert_eq!(rig.service.renewals.borrow().as_slice(), [None, None], "once for each time the user is asked");
    }
}

#[test]
fn a_context_that_a_role_request_asks_for_in_its_message_is_met_once_and_the_same_again_is_the_persons() {
    let message =
        "Required claims: &claims=%7B\"access_token\":%7B\"acrs\":%7B\"essential\":true,\"value\":\"c1\"%7D%7D%7D";
    let rig = Rig::new(move |_, request| {
        each(request, |_| Part {
            status: 400,
            headers: json!({}),
            body: json!({"error": {"code": "RoleAssignmentRequestAcrsValidationFailed", "message": message}}),
        })
    });
    let write = [http::Request::post("/v1.0/things").body(b"{}".to_vec()).unwrap()];
    let first = rig.run(rig.client.write(&write));
    assert_eq!((first.answers.as_slice(), first.obstacle), ([Answer::NotSent].as_slice(), None), "met silently");
    let second = rig.run(rig.client.write(&write));
    assert_eq!(second.answers, [Answer::NotSent]);
    assert_eq!(second.obstacle, Some(Problem::StepUp(claims())));
    assert_eq!(rig.service.renewals.borrow().as_slice(), [Some(CLAIMS.to_owned())]);
}

#[test]
fn a_401_with_an_address_to_sign_in_at_is_no_challenge() {
    // What Microsoft Graph sends with every 401, a challenge or not.
    let header = r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000""#;
    let rig = Rig::new(move |_, _| raw(401, &[("www-authenticate", header)], ""));
    assert_eq!(rig.read(), Err(Problem::SignInNeeded));
    assert_eq!(rig.service.renewals.borrow().as_slice(), [None], "renewed without claims, once");
}

#[test]
fn a_refusal_for_a_missing_role_reads_the_same_whatever_its_code() {
    for code in ["Authorization_RequestDenied", "Authentication_RequestFromUnsupportedUserRole", "UnknownError", ""] {
        let rig = Rig::new(move |_, request| {
            each(request, |_| Part { status: 403, headers: json!({}), body: json!({"error": {"code": code}}) })
        });
        assert!(matches!(rig.read(), Err(Problem::Forbidden(_))), "{code}");
    }
}
