//! Reads that survive what a network does.

use std::cell::Cell;

use super::{Client, Paid, UNRECKONED};
use crate::batch::{self, Order};
use crate::claims;
use crate::coalesce::is_log;
use crate::error_body;
use crate::retry::{self, RetryDecision};
use crate::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use domain::problem::Problem;
use domain::time::Timestamp;

impl<T: Transport, S: Surroundings> Client<T, S> {
    /// One read, repeated as the retry rules say.
    pub(super) async fn read(&self, request: Request, paid: Paid) -> Result<Response, Problem> {
        let gate = self.gates.of_read(&request);
        let mut renewed = false;
        let mut attempt = 1;
        loop {
            gate.wait_for_read(&self.surroundings).await?;
            if paid == Paid::No || attempt > 1 {
                self.note_cost(&request);
            }
            let response = self.reads.ask(request.clone(), async |batch| self.send_batch(batch).await).await?;
            let now = self.surroundings.now();
            if response.status() == http::StatusCode::UNAUTHORIZED && !renewed {
                renewed = true;
                self.renew_for(Authority::Read, &response).await?;
                continue;
            }
            gate.close_on_throttling(&response, now);
            match retry::decide(attempt, &Ok(response.clone()), now, self.surroundings.random()) {
                RetryDecision::Take if response.status().is_success() => return Ok(response),
                RetryDecision::Take => return Err(error_body::problem(&response)),
                RetryDecision::Repeat(span) => self.surroundings.sleep(span).await,
                RetryDecision::Hold(span) => gate.close(now + span),
                RetryDecision::TooLong(span) => return Err(Problem::Throttled(span)),
            }
            attempt += 1;
        }
    }

    fn note_cost(&self, request: &Request) {
        let now = self.surroundings.now();
        if is_log(request) { self.reports.note(1, now) } else { self.units.note(UNRECKONED, now) }
    }

    /// Sends one batch of reads, repeated as the retry rules say where the batch itself fails, and gives an answer
    /// for each read in it.
    async fn send_batch(&self, requests: &[&Request]) -> Vec<Result<Response, Problem>> {
        let (outcome, asked) = self.timed_exchange(Authority::Read, batch::encode(requests, Order::Any)).await;
        match outcome {
            Err(problem) => vec![Err(problem); requests.len()],
            Ok(response) => match batch::decode(&response, requests.len()) {
                None => vec![Err(Problem::Unreadable("a batch")); requests.len()],
                Some(answers) => {
                    let now = self.surroundings.now();
                    answers.iter().flatten().for_each(|it| self.clock.note(it, asked, now));
                    answers.into_iter().map(|it| Ok(it.unwrap_or_else(unanswered))).collect()
                }
            },
        }
    }

    /// One exchange that changes nothing, repeated as the retry rules say.
    pub(crate) async fn exchange(&self, authority: Authority, request: Request) -> Result<Response, Problem> {
        self.timed_exchange(authority, request).await.0
    }

    /// The same, with the time at which the last attempt was sent.
    async fn timed_exchange(&self, authority: Authority, request: Request) -> (Result<Response, Problem>, Timestamp) {
        let asked = Cell::new(self.surroundings.now());
        let outcome = self.attempts(authority, request, &asked).await;
        (outcome, asked.get())
    }

    async fn attempts(
        &self,
        authority: Authority,
        request: Request,
        asked: &Cell<Timestamp>,
    ) -> Result<Response, Problem> {
        let gate = self.gates.of(authority);
        let mut renewed = false;
        let mut attempt = 1;
        loop {
            gate.wait_for_read(&self.surroundings).await?;
            asked.set(self.surroundings.now());
            let outcome = self.transport.send(authority, request.clone()).await;
            let now = self.surroundings.now();
            if let Ok(response) = &outcome {
                gate.close_on_throttling(response, now);
                if authority != Authority::Azure {
                    self.clock.note(response, asked.get(), now);
                }
            }
            if let Ok(response) = &outcome
                && response.status() == http::StatusCode::UNAUTHORIZED
                && !renewed
            {
                renewed = true;
                self.renew_for(authority, response).await?;
                continue;
            }
            match retry::decide(attempt, &outcome, now, self.surroundings.random()) {
                RetryDecision::Take => return settled(outcome),
                RetryDecision::Repeat(span) => self.surroundings.sleep(span).await,
                RetryDecision::Hold(span) => gate.close(now + span),
                RetryDecision::TooLong(span) => return Err(Problem::Throttled(span)),
            }
            attempt += 1;
        }
    }

    async fn renew_for(&self, authority: Authority, response: &Response) -> Result<(), Problem> {
        let claims = claims::challenge(response.headers());
        match self.transport.renew(authority, claims.as_ref()).await {
            Ok(()) => Ok(()),
            Err(TransportError::SignInBlocked) => Err(Problem::SignInBlocked),
            Err(_) => Err(claims.map_or(Problem::SignInNeeded, Problem::StepUp)),
        }
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
