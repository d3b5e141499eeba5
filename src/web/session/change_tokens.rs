//! The tokens for a change: those of the registration for changes exist only while a reviewed plan is applied.

/// Signs in for a change, then does what the sign-in was for: `then` begins or continues the change. It gets how the
/// sign-in ended.
///
/// A change may take two windows. When the second is blocked or closed, when the change was stopped meanwhile, or when
/// nothing comes of it for another reason, no plan is applied afterwards: the tokens that came are then ended at once.
/// They stay for another plan that is being applied, which uses the same ones.
pub async fn sign_in_for_change<E>(
    sign_in: impl Future<Output = Result<(), E>>,
    then: impl FnOnce(Result<(), E>),
    is_applying: impl FnOnce() -> bool,
    end_tokens: impl FnOnce(),
) {
    let outcome = sign_in.await;
    then(outcome);
    if !is_applying() {
        end_tokens();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    /// Whether tokens are ended when this sign-in is followed by this change.
    fn are_tokens_ended(sign_in: Result<(), ()>, begins: bool, is_another_applied: bool) -> bool {
        let (applying, ended) = (Cell::new(is_another_applied), Cell::new(false));
        let then = |outcome: Result<(), ()>| applying.set(applying.get() || (outcome.is_ok() && begins));
        let whole = sign_in_for_change(async { sign_in }, then, || applying.get(), || ended.set(true));
        let done = pin!(whole).poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(done, Poll::Ready(()));
        ended.get()
    }

    #[test]
    fn tokens_end_at_once_when_a_later_window_fails_or_no_plan_begins() {
        assert!(are_tokens_ended(Err(()), true, false), "the second window was blocked");
        assert!(are_tokens_ended(Ok(()), false, false), "the review was not approved, or the change was stopped");
    }

    #[test]
    fn tokens_stay_while_a_plan_is_applied() {
        assert!(!are_tokens_ended(Ok(()), true, false), "this one");
        assert!(!are_tokens_ended(Err(()), false, true), "another one");
        assert!(!are_tokens_ended(Ok(()), false, true), "another one");
    }
}
