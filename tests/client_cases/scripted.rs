//! A service that answers as it is told, and notes what it was asked.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::problem::{Claims, Problem};
use domain::scope::Scope;
use domain::time::Timestamp;
use graph::client::Client;
use graph::endpoint::{Collection, Endpoint, EndpointFacts};
use graph::odata::Get;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use serde_json::{Value, json};
use simulator::surroundings::VirtualTime;

/// What becomes of one exchange.
pub type Outcome = Result<Response, TransportError>;

/// Decides on the answer; it is told how often the service was asked before.
type Answering = dyn FnMut(usize, &Request) -> Outcome;

/// One exchange as it arrived.
pub struct Sent {
    pub at: Timestamp,
    pub authority: Authority,
    pub request: Request,
}

/// The service.
pub struct Scripted {
    time: VirtualTime,
    answer: RefCell<Box<Answering>>,
    pub sent: RefCell<Vec<Sent>>,
    /// What a new token was asked for with, each time.
    pub renewals: RefCell<Vec<Option<String>>>,
    /// Whether a new token can be had without the user.
    pub renews: Cell<bool>,
}

/// A client in front of it.
pub struct Rig {
    pub time: VirtualTime,
    pub service: Rc<Scripted>,
    pub client: Client<Rc<Scripted>, VirtualTime>,
}

impl Rig {
    /// A service that answers so.
    pub fn new(answer: impl FnMut(usize, &Request) -> Outcome + 'static) -> Self {
        let time = VirtualTime::new(start(), 5);
        let service = Rc::new(Scripted {
            time: time.clone(),
            answer: RefCell::new(Box::new(answer)),
            sent: RefCell::default(),
            renewals: RefCell::default(),
            renews: Cell::new(true),
        });
        let scopes = Scope::ALL.iter().copied().collect();
        let client = Client::new(Rc::clone(&service), time.clone(), "graph.microsoft.com", scopes);
        Self { time, service, client }
    }

    pub fn run<F: Future>(&self, future: F) -> F::Output {
        self.time.run(future).expect("nobody waits for ever")
    }

    /// Reads the only object.
    pub fn read(&self) -> Result<Vec<u8>, Problem> {
        self.run(self.client.get(&Thing(0)))
    }

    /// How many exchanges there were.
    pub fn exchanges(&self) -> usize {
        self.service.sent.borrow().len()
    }

    /// The seconds between the first exchange and the second.
    pub fn waited(&self) -> f64 {
        let sent = self.service.sent.borrow();
        sent[1].at.since(sent[0].at).as_secs_f64()
    }
}

pub fn start() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

impl Transport for Scripted {
    async fn send(&self, authority: Authority, request: Request) -> Outcome {
        let before = self.sent.borrow().len();
        self.sent.borrow_mut().push(Sent { at: self.time.now(), authority, request: request.clone() });
        (self.answer.borrow_mut())(before, &request)
    }

    async fn renew(&self, _authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.renewals.borrow_mut().push(claims.map(|claims| claims.json().to_owned()));
        if self.renews.get() { Ok(()) } else { Err(TransportError::SignInNeeded) }
    }
}

const FACTS: EndpointFacts =
    EndpointFacts { purpose: "a thing", method: "GET", path: "/v1.0/things", scopes: &[Scope::UserRead], docs: "" };

/// Something to read: its body as it came.
pub struct Thing(pub usize);

impl Endpoint for Thing {
    const FACTS: EndpointFacts = FACTS;
    type Response = Vec<u8>;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/things/{}", self.0)).request()
    }

    fn response(&self, body: &[u8]) -> Option<Vec<u8>> {
        Some(body.to_vec())
    }
}

/// A list to read, by an advanced query.
pub struct Things;

impl Collection for Things {
    const FACTS: EndpointFacts = FACTS;
    type Item = String;

    fn request(&self) -> Request {
        Get::new("/v1.0/things").advanced().request()
    }

    fn item(&self, json: &str) -> Option<String> {
        let value: Value = serde_json::from_str(json).ok()?;
        value["id"].as_str().map(str::to_owned)
    }
}

/// One part of a batch's answer.
#[derive(Clone)]
pub struct Part {
    pub status: u16,
    pub headers: Value,
    pub body: Value,
}

/// A part with a body and nothing else.
pub fn part(status: u16, body: Value) -> Part {
    Part { status, headers: json!({}), body }
}

/// Answers each item of a batch on its own.
pub fn each(request: &Request, mut answer: impl FnMut(&str) -> Part) -> Outcome {
    let batch: Value = serde_json::from_slice(request.body()).unwrap();
    let items = batch["requests"].as_array().unwrap();
    let parts: Vec<Value> = items
        .iter()
        .map(|item| {
            let Part { status, headers, body } = answer(item["url"].as_str().unwrap());
            json!({ "id": item["id"], "status": status, "headers": headers, "body": body })
        })
        .collect();
    raw(200, &[], &json!({ "responses": parts }).to_string())
}

/// Answers all items well.
pub fn fine(request: &Request) -> Outcome {
    each(request, |_| part(200, json!({ "fine": true })))
}

/// An answer of these bytes.
pub fn raw(status: u16, headers: &[(&str, &str)], body: &str) -> Outcome {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Ok(response.body(body.as_bytes().to_vec()).unwrap())
}
