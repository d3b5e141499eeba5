//! What is repeated, how often, and after how long.

use std::time::Duration;

use domain::change::execution::Answer;
use domain::problem::Problem;
use futures_util::future::select;
use graph::retry::MOST_ATTEMPTS;
use graph::transport::{Request, Surroundings, TransportError};
use serde_json::json;

use super::scripted::{Outcome, Part, Rig, Thing, each, fine, part, raw};

/// Where a status may come: from the batch, or from an item in it.
fn at(place: usize, status: u16, retry_after: Option<&str>, request: &Request) -> Outcome {
    let error = json!({ "error": { "code": "c", "message": "m", "innerError": { "request-id": "r1" } } });
    let headers: Vec<(&str, &str)> = retry_after.iter().map(|&value| ("retry-after", value)).collect();
    match place {
        0 => raw(status, &headers, &error.to_string()),
        _ => each(request, |_| Part {
            status,
            headers: retry_after.map_or(json!({}), |value| json!({ "Retry-After": value })),
            body: error.clone(),
        }),
    }
}

#[test]
fn a_read_is_repeated_where_the_service_failed_and_nowhere_else() {
    for place in [0, 1] {
        for (status, repeated) in [
            (429, true),
            (500, true),
            (502, true),
            (503, true),
            (504, true),
            (400, false),
            (403, false),
            (404, false),
            (409, false),
            (412, false),
            (501, false),
        ] {
            let rig = Rig::new(move |before, request| match before {
                0 => at(place, status, None, request),
                _ => fine(request),
            });
            assert_eq!(rig.read().is_ok(), repeated, "{status} at {place}");
            assert_eq!(rig.exchanges(), if repeated { 2 } else { 1 }, "{status} at {place}");
        }
    }
}

#[test]
fn a_good_answer_is_taken_as_it_is() {
    let rig = Rig::new(|_, request| fine(request));
    assert_eq!((rig.read(), rig.exchanges()), (Ok(br#"{"fine":true}"#.to_vec()), 1));
    let rig = Rig::new(|_, _| raw(200, &[], r#"{"responses":[{"id":"1","status":204}]}"#));
    assert_eq!((rig.read(), rig.exchanges()), (Ok(Vec::new()), 1));
}

#[test]
fn a_connection_that_fails_is_tried_again_and_a_missing_one_is_not() {
    for (error, wanted) in [
        (TransportError::Lost, (Ok(()), 2)),
        (TransportError::TokenUnavailable, (Ok(()), 2)),
        (TransportError::Offline, (Err(Problem::Offline), 1)),
        (TransportError::SignInNeeded, (Err(Problem::SignInNeeded), 1)),
    ] {
        let failure = error.clone();
        let rig = Rig::new(move |before, request| if before == 0 { Err(failure.clone()) } else { fine(request) });
        assert_eq!((rig.read().map(drop), rig.exchanges()), wanted, "{error:?}");
    }
}

#[test]
fn what_is_repeated_is_the_same_byte_for_byte() {
    let rig = Rig::new(|before, request| if before < 3 { raw(503, &[], "") } else { fine(request) });
    rig.read().unwrap();
    let sent = rig.service.sent.borrow();
    let same = |other: &Request| {
        (other.method(), other.uri(), other.headers(), other.body())
            == (sent[0].request.method(), sent[0].request.uri(), sent[0].request.headers(), sent[0].request.body())
    };
    assert_eq!((sent.len(), sent.iter().all(|other| same(&other.request))), (4, true));
}

#[test]
fn after_the_last_attempt_the_person_gets_what_the_service_said() {
    for place in [0, 1] {
        let rig = Rig::new(move |_, request| at(place, 503, None, request));
        let Err(Problem::Unavailable(said)) = rig.read() else { panic!("a service that always fails has answered") };
        assert_eq!((said.status, said.code.as_str(), said.request_id.as_deref()), (503, "c", Some("r1")));
        assert_eq!(rig.exchanges(), usize::from(MOST_ATTEMPTS));
    }
}

#[test]
fn a_service_is_left_alone_for_as_long_as_it_asks() {
    // What is no wish at all is answered by a wait of our own: the first takes one to two seconds.
    let own = 1.0..2.0;
    let exactly = |seconds: f64| seconds..seconds + 0.001;
    for place in [0, 1] {
        for (header, wanted) in [
            (Some("5"), exactly(5.0)),
            (Some("0"), exactly(1.0)),
            (Some("0.249"), exactly(1.0)),
            (Some("2.5"), exactly(2.5)),
            (Some("5, 5"), exactly(5.0)),
            (Some("Mon, 23 Nov 2026 10:01:30 GMT"), exactly(90.0)),
            (Some("Monday, 23-Nov-26 10:01:30 GMT"), exactly(90.0)),
            (Some("Mon Nov 23 10:01:30 2026"), exactly(90.0)),
            (Some("Mon, 23 Nov 2026 09:00:00 GMT"), exactly(1.0)),
            (Some("-5"), own.clone()),
            (Some("abc"), own.clone()),
            (Some(""), own.clone()),
            (Some("9e99"), own.clone()),
            (None, own.clone()),
        ] {
            let rig = Rig::new(move |before, request| match before {
                0 => at(place, 429, header, request),
                _ => fine(request),
            });
            rig.read().unwrap();
            assert!(wanted.contains(&rig.waited()), "{header:?} at {place}: waited {} s", rig.waited());
        }
    }
}

#[test]
fn more_patience_than_five_minutes_is_the_persons_to_have() {
    for place in [0, 1] {
        let rig = Rig::new(move |_, request| at(place, 429, Some("301"), request));
        assert_eq!(rig.read(), Err(Problem::Throttled(Duration::from_secs(301))));
        assert_eq!(rig.exchanges(), 1);
    }
}

#[test]
fn a_write_is_sent_once_whatever_comes_back() {
    for status in [200, 400, 401, 403, 404, 409, 429, 500, 502, 503, 504] {
        let rig = Rig::new(move |_, _| raw(status, &[("retry-after", "1")], ""));
        let write = http::Request::post("/v1.0/things").body(b"{}".to_vec()).unwrap();
        rig.run(rig.client.write(std::slice::from_ref(&write)));
        assert_eq!(rig.exchanges(), 1, "{status}");
    }
    let rig = Rig::new(|_, _| Err(TransportError::Lost));
    let write = http::Request::post("/v1.0/things").body(b"{}".to_vec()).unwrap();
    let chain = rig.run(rig.client.write(std::slice::from_ref(&write)));
    assert_eq!((chain.answers.as_slice(), rig.exchanges()), ([Answer::Unclear(None)].as_slice(), 1));
}

#[test]
fn who_gives_up_waiting_leaves_nothing_behind() {
    let rig = Rig::new(|before, request| match before {
        0 => raw(503, &[("retry-after", "60")], ""),
        _ => fine(request),
    });
    {
        let read = Box::pin(rig.client.get(&Thing(0)));
        let patience = Box::pin(rig.time.sleep(Duration::from_secs(2)));
        let _ = rig.run(select(read, patience));
    }
    rig.run(rig.time.sleep(Duration::from_secs(300)));
    assert_eq!(rig.exchanges(), 1, "what nobody waits for is not sent");
    rig.read().unwrap();
    assert_eq!(rig.exchanges(), 2);
}

#[test]
fn throttled_read_delays_every_request() {
    let rig = Rig::new(|before, request| match before {
        0 => each(request, |url| match url {
            "/things/1" => Part { status: 429, headers: json!({ "Retry-After": "3" }), body: json!({}) },
            "/things/2" => Part { status: 429, headers: json!({ "Retry-After": "7" }), body: json!({}) },
            _ => part(200, json!({})),
        }),
        _ => fine(request),
    });
    let both = futures_util::future::join(rig.client.get(&Thing(1)), rig.client.get(&Thing(2)));
    let (one, two) = rig.run(both);
    assert!(one.is_ok() && two.is_ok());
    assert!((7.0..7.001).contains(&rig.waited()), "the longest wait counts: {} s", rig.waited());
    assert!(rig.time.now() > super::scripted::start());
}
