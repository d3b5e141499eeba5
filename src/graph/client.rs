//! The client: reads that survive what a network does, and chains of writes whose outcome is told as it is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::time::Duration;

use super::batch::{self, Order};
use super::coalesce::Coalescer;
use super::endpoint::{Collection, Endpoint};
use super::error_body;
use super::next_link;
use super::odata::Page;
use super::retry::{self, Decision};
use super::retry_after;
use super::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use super::{chain, claims};
use crate::domain::change::execution::ChainAnswer;
use crate::domain::listing::Listing;
use crate::domain::problem::{Claims, Problem};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;

/// The most pages of one list that are read. The largest tenants need some hundred; more is a loop.
const MOST_PAGES: usize = 10_000;

/// Calls Microsoft Graph in the name of one signed-in person.
#[derive(Debug)]
pub struct Client<T, S> {
    transport: T,
    surroundings: S,
    host: &'static str,
    granted: RefCell<BTreeSet<Scope>>,
    reads: Coalescer<Result<Response, Problem>>,
    quiet_until: Cell<Option<Timestamp>>,
    last_step_up: RefCell<Option<Claims>>,
}

impl<T: Transport, S: Surroundings> Client<T, S> {
    /// A client for the service at `host`, with a token that holds these scopes. The host only serves to recognise
    /// links to it; where requests go is the transport's affair.
    pub fn new(transport: T, surroundings: S, host: &'static str, granted: BTreeSet<Scope>) -> Self {
        Self {
            transport,
            surroundings,
            host,
            granted: RefCell::new(granted),
            reads: Coalescer::new(),
            quiet_until: Cell::new(None),
            last_step_up: RefCell::default(),
        }
    }

    /// The time, waiting and chance that the client itself uses.
    pub fn surroundings(&self) -> &S {
        &self.surroundings
    }

    /// Notes what the token holds now, after the person consented to more.
    pub fn set_granted(&self, granted: BTreeSet<Scope>) {
        self.granted.replace(granted);
    }

    /// Whether the token holds this scope.
    pub fn has(&self, scope: Scope) -> bool {
        self.granted.borrow().contains(&scope)
    }

    /// Reads one thing.
    ///
    /// # Errors
    ///
    /// What the person can do about it; nothing is worth repeating at once, for that has been done.
    pub async fn get<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, Problem> {
        self.require(E::FACTS.scopes)?;
        let response = self.read(endpoint.request()).await?;
        endpoint.response(response.body()).ok_or(Problem::Unreadable(E::FACTS.purpose))
    }

    /// Reads a collection to its end. `on_page` is told of each page's items as they come.
    ///
    /// # Errors
    ///
    /// Where not even the first page can be read. Later, the list says itself that it is not complete.
    pub async fn list<C: Collection>(
        &self,
        collection: &C,
        on_page: impl Fn(&[C::Item]),
    ) -> Result<Listing<C::Item>, Problem> {
        self.require(C::FACTS.scopes)?;
        let mut listing = Listing::complete(Vec::new());
        let mut request = collection.request();
        let mut seen = BTreeSet::new();
        for page in 0..MOST_PAGES {
            let response = match self.read(request.clone()).await {
                Ok(response) => response,
                Err(problem) if page == 0 => return Err(problem),
                Err(problem) => {
                    listing.gap = Some(problem);
                    return Ok(listing);
                }
            };
            let Ok(body) = serde_json::from_slice::<Page<'_>>(response.body()) else {
                let problem = Problem::Unreadable(C::FACTS.purpose);
                if page == 0 {
                    return Err(problem);
                }
                listing.gap = Some(problem);
                return Ok(listing);
            };
            let before = listing.items.len();
            for entry in body.value {
                match collection.item(entry.get()) {
                    Some(item) => listing.items.push(item),
                    None => listing.unreadable += 1,
                }
            }
            on_page(&listing.items[before..]);
            let Some(link) = body.next_link else { return Ok(listing) };
            let next = next_link::follow(&link, self.host, &request).filter(|next| seen.insert(next.uri().to_string()));
            let Some(next) = next else {
                listing.gap = Some(Problem::Unreadable("the address of the next page"));
                return Ok(listing);
            };
            request = next;
        }
        listing.gap = Some(Problem::Unreadable("a list without an end"));
        Ok(listing)
    }

    /// Sends up to twenty writes as one chain, each waiting for the one before, and tells what came of each. Nothing
    /// is repeated, except that a token which the service wants renewed is renewed once without a question.
    pub async fn write(&self, writes: &[Request]) -> ChainAnswer {
        let requests: Vec<&Request> = writes.iter().collect();
        let batch = batch::encode(&requests, Order::Chain);
        self.quiet().await;
        let outcome = self.transport.send(Authority::Change, batch).await;
        let now = self.surroundings.now();
        let mut answer = chain::interpret(&outcome, writes, now);
        if let Some(span) = answer.wait {
            self.hold(now + span);
        }
        match answer.obstacle.take() {
            Some(Problem::StepUp(claims)) => answer.obstacle = self.step_up(claims).await,
            Some(Problem::SignInNeeded) if outcome.is_ok() => {
                let renewed = self.transport.renew(Authority::Change, None).await;
                answer.obstacle = renewed.err().map(|_| Problem::SignInNeeded);
            }
            other => {
                self.last_step_up.replace(None);
                answer.obstacle = other;
            }
        }
        answer
    }

    /// Tries a challenge without a question, once; the same challenge again is for the person.
    async fn step_up(&self, claims: Claims) -> Option<Problem> {
        let again = self.last_step_up.replace(Some(claims.clone())) == Some(claims.clone());
        if !again && self.transport.renew(Authority::Change, Some(&claims)).await.is_ok() {
            return None;
        }
        self.last_step_up.replace(None);
        Some(Problem::StepUp(claims))
    }

    fn require(&self, scopes: &[Scope]) -> Result<(), Problem> {
        let granted = self.granted.borrow();
        let missing: Vec<Scope> = scopes.iter().copied().filter(|scope| !granted.contains(scope)).collect();
        if missing.is_empty() { Ok(()) } else { Err(Problem::ScopeMissing(missing)) }
    }

    /// One read, repeated as the retry rules say.
    async fn read(&self, request: Request) -> Result<Response, Problem> {
        let mut renewed = false;
        let mut attempt = 1;
        loop {
            self.quiet().await;
            let response = self.reads.ask(request.clone(), async |batch| self.send_batch(batch).await).await?;
            let now = self.surroundings.now();
            if response.status() == http::StatusCode::UNAUTHORIZED && !renewed {
                renewed = true;
                self.renew_for(&response).await?;
                continue;
            }
            self.heed(&response, now);
            match retry::decide(attempt, &Ok(response.clone()), now, self.surroundings.random()) {
                Decision::Take if response.status().is_success() => return Ok(response),
                Decision::Take => return Err(error_body::problem(&response)),
                Decision::Repeat(span) => self.surroundings.sleep(span).await,
                Decision::Hold(span) => self.hold(now + span),
                Decision::TooLong(span) => return Err(Problem::Throttled(span)),
            }
            attempt += 1;
        }
    }

    /// Sends one batch of reads, repeated as the retry rules say where the batch itself fails, and gives an answer
    /// for each read in it.
    async fn send_batch(&self, requests: &[&Request]) -> Vec<Result<Response, Problem>> {
        match self.envelope(requests).await {
            Err(problem) => vec![Err(problem); requests.len()],
            Ok(response) => match batch::decode(&response, requests.len()) {
                None => vec![Err(Problem::Unreadable("a batch")); requests.len()],
                Some(answers) => answers.into_iter().map(|it| Ok(it.unwrap_or_else(unanswered))).collect(),
            },
        }
    }

    async fn envelope(&self, requests: &[&Request]) -> Result<Response, Problem> {
        let batch = batch::encode(requests, Order::Any);
        let mut renewed = false;
        let mut attempt = 1;
        loop {
            self.quiet().await;
            let outcome = self.transport.send(Authority::Read, batch.clone()).await;
            let now = self.surroundings.now();
            if let Ok(response) = &outcome {
                self.heed(response, now);
            }
            if let Ok(response) = &outcome
                && response.status() == http::StatusCode::UNAUTHORIZED
                && !renewed
            {
                renewed = true;
                self.renew_for(response).await?;
                continue;
            }
            match retry::decide(attempt, &outcome, now, self.surroundings.random()) {
                Decision::Take => return settled(outcome),
                Decision::Repeat(span) => self.surroundings.sleep(span).await,
                Decision::Hold(span) => self.hold(now + span),
                Decision::TooLong(span) => return Err(Problem::Throttled(span)),
            }
            attempt += 1;
        }
    }

    async fn renew_for(&self, response: &Response) -> Result<(), Problem> {
        let claims = claims::challenge(response.headers());
        match self.transport.renew(Authority::Read, claims.as_ref()).await {
            Ok(()) => Ok(()),
            Err(_) => Err(claims.map_or(Problem::SignInNeeded, Problem::StepUp)),
        }
    }

    /// Leaves the service alone for as long as a 429 asks for, also where this request is given up: the next one is
    /// somebody else's.
    fn heed(&self, response: &Response, now: Timestamp) {
        if response.status() == http::StatusCode::TOO_MANY_REQUESTS
            && let Some(span) = retry_after::wait(response.headers(), now)
        {
            self.hold(now + span);
        }
    }

    /// Notes that the service wants to be left alone, by everybody.
    fn hold(&self, until: Timestamp) {
        self.quiet_until.set(self.quiet_until.get().max(Some(until)));
    }

    /// Waits until the service may be asked again.
    async fn quiet(&self) {
        while let Some(span) = self.remaining_quiet() {
            self.surroundings.sleep(span).await;
        }
    }

    fn remaining_quiet(&self) -> Option<Duration> {
        let now = self.surroundings.now();
        self.quiet_until.get().filter(|&until| until > now).map(|until| until.since(now))
    }
}

fn settled(outcome: Result<Response, TransportError>) -> Result<Response, Problem> {
    match outcome {
        Ok(response) if response.status().is_success() => Ok(response),
        Ok(response) => Err(error_body::problem(&response)),
        Err(error) => Err(Problem::from(error)),
    }
}

/// A read that a batch left without an answer is repeated like one that the service failed.
fn unanswered() -> Response {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = http::StatusCode::BAD_GATEWAY;
    response
}

impl From<TransportError> for Problem {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Lost | TransportError::TokenUnavailable => Self::Unreachable,
            TransportError::Offline => Self::Offline,
            TransportError::SignInNeeded => Self::SignInNeeded,
        }
    }
}
