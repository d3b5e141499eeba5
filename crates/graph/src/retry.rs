//! When a read is repeated, and how long to wait before.
//!
//! Writes are not repeated here: what became of one is found out by reading, and the execution of a plan decides.

use std::time::Duration;

use super::retry_after;
use super::transport::{Response, TransportError};
use domain::time::Timestamp;

/// How often a read is attempted in all.
pub const MOST_ATTEMPTS: u8 = 6;

/// The longest wait that is taken without asking the user.
pub const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// What to do with the outcome of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryDecision {
    /// It is the answer.
    Take,
    /// Retry after this wait, which applies to this request only.
    Repeat(Duration),
    /// The service asked everyone to wait: send nothing before, then repeat.
    Hold(Duration),
    /// The service asks for more patience than can be had without a word to the user.
    TooLong(Duration),
}

/// Decides on the outcome of the `attempt`-th attempt, counted from 1. `chance` spreads repeated attempts.
pub fn decide(attempt: u8, outcome: &Result<Response, TransportError>, now: Timestamp, chance: u64) -> RetryDecision {
    let pause = backoff(attempt, chance);
    let repeat = match outcome {
        Err(TransportError::Lost | TransportError::TokenUnavailable) => RetryDecision::Repeat(pause),
        Err(TransportError::Offline | TransportError::SignInNeeded | TransportError::SignInBlocked) => {
            RetryDecision::Take
        }
        Ok(response) => match response.status().as_u16() {
            429 => match retry_after::wait(response.headers(), now) {
                Some(span) if span > LONGEST_WAIT => return RetryDecision::TooLong(span),
                Some(span) => RetryDecision::Hold(span),
                None => RetryDecision::Hold(pause),
            },
            500 | 502 | 503 | 504 => {
                let asked = retry_after::wait(response.headers(), now).filter(|&span| span <= LONGEST_WAIT);
                RetryDecision::Repeat(asked.map_or(pause, |span| span.max(pause)))
            }
            _ => RetryDecision::Take,
        },
    };
    if attempt >= MOST_ATTEMPTS { RetryDecision::Take } else { repeat }
}

/// Full jitter over 1, 2, 4 … 60 seconds, never below one second.
///
/// <https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/>
fn backoff(attempt: u8, chance: u64) -> Duration {
    let ceiling = (1000u64 << u32::from(attempt.clamp(1, 7) - 1)).min(60_000);
    Duration::from_millis(1000 + chance % ceiling)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, retry_after: Option<&str>) -> Result<Response, TransportError> {
        let mut response = Response::new(Vec::new());
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        if let Some(text) = retry_after {
            response.headers_mut().insert("retry-after", text.parse().unwrap());
        }
        Ok(response)
    }

    #[test]
    fn each_outcome_has_its_rule() {
        let now = Timestamp::from_millis(0);
        let check = |attempt: u8, outcome: Result<Response, TransportError>, wanted: RetryDecision| {
            assert_eq!(decide(attempt, &outcome, now, 0), wanted, "attempt {attempt} of {outcome:?}");
        };
        let second = Duration::from_secs(1);
        for status in [200, 204, 302, 400, 401, 403, 404, 409, 412, 501] {
            check(1, answer(status, Some("5")), RetryDecision::Take);
        }
        for status in [500, 502, 503, 504] {
            check(1, answer(status, None), RetryDecision::Repeat(second));
            check(1, answer(status, Some("7")), RetryDecision::Repeat(7 * second));
            check(MOST_ATTEMPTS, answer(status, None), RetryDecision::Take);
        }
        check(1, answer(429, Some("5")), RetryDecision::Hold(5 * second));
        check(1, answer(429, Some("0")), RetryDecision::Hold(second));
        check(1, answer(429, Some("abc")), RetryDecision::Hold(second));
        check(1, answer(429, Some("301")), RetryDecision::TooLong(301 * second));
        check(MOST_ATTEMPTS, answer(429, Some("5")), RetryDecision::Take);
        check(1, Err(TransportError::Lost), RetryDecision::Repeat(second));
        check(MOST_ATTEMPTS, Err(TransportError::Lost), RetryDecision::Take);
        check(1, Err(TransportError::TokenUnavailable), RetryDecision::Repeat(second));
        check(1, Err(TransportError::Offline), RetryDecision::Take);
        check(1, Err(TransportError::SignInNeeded), RetryDecision::Take);
    }

    #[test]
    fn the_wait_grows_within_its_bounds() {
        for attempt in 1..=9 {
            let ceiling = (1000u64 << (attempt - 1)).min(60_000) + 1000;
            for chance in [0, 1, 999, 12_345_678, u64::MAX] {
                let span = backoff(attempt, chance).as_millis() as u64;
                assert!((1000..ceiling).contains(&span), "{attempt} {chance}: {span} ms");
            }
        }
    }
}
