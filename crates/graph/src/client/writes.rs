//! Chains of writes, whose outcome is told as it is.

use super::Client;
use crate::batch::{self, Order};
use crate::chain;
use crate::transport::{Authority, Request, Response, Surroundings, Transport};
use domain::change::execution::ChainAnswer;
use domain::problem::{Claims, Problem};
use domain::time::Timestamp;

impl<T: Transport, S: Surroundings> Client<T, S> {
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
