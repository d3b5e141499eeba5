//! Batches and what comes back in them.

use domain::change::execution::Answer;
use domain::problem::Problem;
use futures_util::future::{join, join3};
use graph::batch::{self, Order};
use graph::transport::{Authority, Request, Response};
use serde_json::{Value, json};

use super::scripted::{Rig, Thing, each, fine, part, raw};

fn writes(count: usize) -> Vec<Request> {
    (0..count).map(|_| http::Request::post("/v1.0/things").body(b"{}".to_vec()).unwrap()).collect()
}

fn items(request: &Request) -> Vec<Value> {
    let batch: Value = serde_json::from_slice(request.body()).unwrap();
    batch["requests"].as_array().unwrap().clone()
}

#[test]
fn a_chain_names_the_item_before_and_a_reading_names_none() {
    let requests = writes(4);
    let requests: Vec<&Request> = requests.iter().collect();
    let depends = |order| {
        let batch = batch::encode(&requests, order);
        items(&batch).iter().map(|item| item["dependsOn"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(depends(Order::Chain), [Value::Null, json!(["1"]), json!(["2"]), json!(["3"])]);
    assert_eq!(depends(Order::Any), vec![Value::Null; 4]);
    let ids: Vec<Value> =
        items(&batch::encode(&requests, Order::Chain)).iter().map(|item| item["id"].clone()).collect();
    assert_eq!(ids, [json!("1"), json!("2"), json!("3"), json!("4")], "each has an id of its own");
}

#[test]
fn nothing_to_write_is_not_sent() {
    let rig = Rig::new(|_, request| fine(request));
    assert_eq!(rig.run(rig.client.write(&[])).answers, []);
    assert_eq!(rig.exchanges(), 0);
}

#[test]
fn one_item_that_is_missing_or_throttled_is_asked_for_again_alone() {
    for missing in [true, false] {
        let rig = Rig::new(move |before, request| {
            let answer = each(request, |url| match (before, url) {
                (0, "/things/1") => part(429, json!({})),
                _ => part(200, json!({ "url": url })),
            })?;
            if before > 0 || !missing {
                return Ok(answer);
            }
            let mut body: Value = serde_json::from_slice(answer.body()).unwrap();
            body["responses"].as_array_mut().unwrap().retain(|part| part["status"] == 200);
            raw(200, &[], &body.to_string())
        });
        let three = join3(rig.client.get(&Thing(0)), rig.client.get(&Thing(1)), rig.client.get(&Thing(2)));
        let (a, b, c) = rig.run(three);
        let urls = [a, b, c].map(|answer| String::from_utf8(answer.unwrap()).unwrap());
        assert_eq!(urls, [0, 1, 2].map(|at| format!(r#"{{"url":"/things/{at}"}}"#)));
        let sent = rig.service.sent.borrow();
        let counts: Vec<usize> = sent.iter().map(|sent| items(&sent.request).len()).collect();
        assert_eq!(counts, [3, 1], "missing: {missing}");
    }
}

#[test]
fn answers_are_told_apart_by_their_ids_and_strangers_are_passed_over() {
    let body = |parts: Value| Response::new(json!({ "responses": parts }).to_string().into_bytes());
    let statuses = |parts: Value| {
        let answers = batch::decode(&body(parts), 2).unwrap();
        answers.iter().map(|it| it.as_ref().map(|it| it.status().as_u16())).collect::<Vec<_>>()
    };
    let one = json!({ "id": "1", "status": 200 });
    let two = json!({ "id": "2", "status": 404 });
    assert_eq!(statuses(json!([two, one])), [Some(200), Some(404)]);
    for stranger in ["", "3", "0", "01x", "-1", "nobody"] {
        let stranger = json!({ "id": stranger, "status": 500 });
        assert_eq!(statuses(json!([stranger, two, one])), [Some(200), Some(404)]);
    }
    assert_eq!(statuses(json!([one, one, two])), [None, Some(404)], "what is said twice is not believed");
    for body in ["[]", "{}", "null", "\"text\"", "{\"responses\":{}}", "<html>", ""] {
        assert!(batch::decode(&Response::new(body.as_bytes().to_vec()), 1).is_none(), "{body}");
    }
}

#[test]
fn a_throttled_batch_is_sent_again_as_a_whole_after_the_wait() {
    let rig = Rig::new(|before, request| match before {
        0 => raw(429, &[("retry-after", "4")], ""),
        _ => fine(request),
    });
    let (a, b) = rig.run(join(rig.client.get(&Thing(0)), rig.client.get(&Thing(1))));
    assert!(a.is_ok() && b.is_ok());
    assert!((4.0..4.001).contains(&rig.waited()));
    let sent = rig.service.sent.borrow();
    assert_eq!(sent[0].request.body(), sent[1].request.body());
}

#[test]
fn unusual_statuses_of_items_have_a_meaning() {
    let read = |status: u16| {
        let rig = Rig::new(move |_, request| each(request, |_| part(status, json!({}))));
        let answer = rig.read();
        (answer, rig.exchanges())
    };
    for status in [200, 202] {
        assert_eq!(read(status), (Ok(b"{}".to_vec()), 1), "{status}");
    }
    for status in [302, 402] {
        assert!(matches!(read(status), (Err(Problem::Refused(_)), 1)), "{status}");
    }
    let write = |status: u16| {
        let rig = Rig::new(move |_, request| each(request, |_| part(status, json!({}))));
        rig.run(rig.client.write(&writes(1))).answers.remove(0)
    };
    for status in [200, 201, 202, 204] {
        assert_eq!(write(status), Answer::Done(None), "{status}");
    }
    for status in [302, 402] {
        assert!(matches!(write(status), Answer::Refused(_)), "{status}");
    }
}

#[test]
fn a_body_that_is_no_object_is_not_read_as_one() {
    for body in [json!("eyJpZCI6MX0="), json!([1]), json!(7), json!(null)] {
        let sent = body.clone();
        let rig = Rig::new(move |_, request| each(request, |_| part(500, sent.clone())));
        let Err(Problem::Unavailable(said)) = rig.read() else { panic!("{body}") };
        assert_eq!((said.code.as_str(), said.message.as_str()), ("", ""), "{body}");
    }
}

#[test]
fn reads_and_writes_never_share_a_batch() {
    let rig = Rig::new(|_, request| fine(request));
    let (read, written) = rig.run(join(rig.client.get(&Thing(0)), rig.client.write(&writes(2))));
    assert_eq!((read.is_ok(), written.answers), (true, vec![Answer::Done(None), Answer::Done(None)]));
    let sent = rig.service.sent.borrow();
    for exchange in sent.iter() {
        let methods: Vec<Value> = items(&exchange.request).iter().map(|item| item["method"].clone()).collect();
        let wanted = if exchange.authority == Authority::Read { "GET" } else { "POST" };
        assert!(methods.iter().all(|method| method == wanted), "{methods:?}");
    }
    assert_eq!(sent.len(), 2);
}
