//! Chains of writes, whose outcome is told as it is.

use super::Client;
use crate::batch::{self, Order};
use crate::chain::{self, UNSAID_WAIT};
use crate::error_body;
use crate::retry_after;
use crate::single_answer::SingleAnswer;
use crate::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use domain::change::execution::ChainAnswer;
use domain::problem::{Claims, Problem};
use domain::time::Timestamp;

impl<T: Transport, S: Surroundings> Client<T, S> {
    /// Sends one write outside of a batch, for a caller that needs the body of the answer. Nothing is repeated, but for a
    /// 401, which changed nothing and whose token could be renewed without a question. A challenge is for the user: a
    /// token that was renewed silently may not meet it.
    pub async fn write_alone(&self, write: &Request) -> SingleAnswer {
        let mut renewed = false;
        loop {
            self.wait_while_throttled().await;
            let response = match self.transport.send(Authority::Change, write.clone()).await {
                Ok(response) => response,
                Err(TransportError::Lost) => return SingleAnswer::Unclear,
                Err(error) => return SingleAnswer::NotSent(error.into()),
            };
            let now = self.surroundings.now();
            return match (response.status().as_u16(), error_body::problem(&response)) {
                (200..=299, _) => SingleAnswer::Accepted(response),
                (401, Problem::SignInNeeded) if !renewed => {
                    renewed = true;
                    match self.transport.renew(Authority::Change, None).await {
                        Ok(()) => continue,
                        Err(error) => SingleAnswer::NotSent(error.into()),
                    }
                }
                (429, _) => {
                    let span = retry_after::wait(response.headers(), now).unwrap_or(UNSAID_WAIT);
                    self.gates.graph.close(now + span);
                    SingleAnswer::NotSent(Problem::Throttled(span))
                }
                (408 | 500..=599, _) => SingleAnswer::Unclear,
                (_, problem @ (Problem::SignInNeeded | Problem::StepUp(_))) => SingleAnswer::NotSent(problem),
                _ => SingleAnswer::Refused(error_body::message(&response)),
            };
        }
    }

    /// Sends up to twenty writes as one chain, each waiting for the one before, and tells what came of each. Nothing
    /// is repeated. A token which the service wants renewed is renewed without a question, once in a row.
    pub async fn write(&self, writes: &[Request]) -> ChainAnswer {
        if writes.is_empty() {
            return ChainAnswer { answers: Vec::new(), obstacle: None, wait: None };
        }
        let requests: Vec<&Request> = writes.iter().collect();
        let batch = batch::encode(&requests, Order::Chain);
        self.wait_while_throttled().await;
        let asked = self.surroundings.now();
        let outcome = self.transport.send(Authority::Change, batch).await;
        let now = self.surroundings.now();
        if let Ok(response) = &outcome {
            self.note_clock(response, writes.len(), asked);
        }
        let mut answer = chain::interpret(&outcome, writes, now);
        if let Some(span) = answer.wait {
            self.gates.graph.close(now + span);
        }
        match answer.obstacle.take() {
            Some(Problem::StepUp(claims)) => answer.obstacle = self.step_up(claims).await,
            Some(Problem::SignInNeeded) if outcome.is_ok() => answer.obstacle = self.renew_write_token().await,
            other => {
                self.last_step_up.replace(None);
                self.write_token_renewed.set(false);
                answer.obstacle = other;
            }
        }
        answer
    }

    /// Notes what time it is for the service, as far as the answer to a chain says.
    fn note_clock(&self, response: &Response, count: usize, asked: Timestamp) {
        let now = self.surroundings.now();
        self.clock.note(response, asked, now);
        let items = batch::decode(response, count).unwrap_or_default();
        items.iter().flatten().for_each(|item| self.clock.note(item, asked, now));
    }

    /// Renews the token without a question, once; the next 401 in a row is for the user.
    async fn renew_write_token(&self) -> Option<Problem> {
        let again = self.write_token_renewed.replace(true);
        if !again && self.transport.renew(Authority::Change, None).await.is_ok() {
            return None;
        }
        self.write_token_renewed.set(false);
        Some(Problem::SignInNeeded)
    }

    /// Tries a challenge without a question, once; the same challenge again is for the user.
    async fn step_up(&self, claims: Claims) -> Option<Problem> {
        let again = self.last_step_up.replace(Some(claims.clone())) == Some(claims.clone());
        if !again && self.transport.renew(Authority::Change, Some(&claims)).await.is_ok() {
            return None;
        }
        self.last_step_up.replace(None);
        Some(Problem::StepUp(claims))
    }
}
