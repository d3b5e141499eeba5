//! The tokens for a change: those of the registration for changes exist only while something uses them.
//!
//! There are two: one for Microsoft Graph and one for Azure. Several things in a tenant may use them at once, such as a
//! plan that is being applied, a change of a resource and an activation. Each says what it uses; a token is ended as soon as
//! nothing uses it any more, and not before.

use std::cell::{Cell, RefCell};

/// Which tokens for changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeTokens {
    /// That for Microsoft Graph.
    pub directory: bool,
    /// That for Azure.
    pub azure: bool,
}

/// Something that may use tokens for changes, and says which ones it uses now.
type TokenUser = Box<dyn Fn() -> ChangeTokens>;

/// Everything in a tenant that may use tokens for changes.
#[derive(Default)]
pub struct TokenUsers {
    users: RefCell<Vec<TokenUser>>,
    /// How many sign-ins for changes are under way. What they are for is not there yet to say what it uses.
    signing_in: Cell<u32>,
}

impl ChangeTokens {
    /// None.
    pub const NONE: Self = Self { directory: false, azure: false };
    /// That for Microsoft Graph.
    pub const DIRECTORY: Self = Self { directory: true, azure: false };
    /// That for Azure.
    pub const AZURE: Self = Self { directory: false, azure: true };
    /// Both.
    pub const ALL: Self = Self { directory: true, azure: true };

    /// These, where something is so; otherwise none.
    #[must_use]
    pub fn only_if(self, is_so: bool) -> Self {
        if is_so { self } else { Self::NONE }
    }
}

impl TokenUsers {
    /// Adds something that may use tokens.
    pub fn add(&self, uses: impl Fn() -> ChangeTokens + 'static) {
        self.users.borrow_mut().push(Box::new(uses));
    }

    /// The tokens that nothing uses now.
    pub fn unused(&self) -> ChangeTokens {
        if self.signing_in.get() > 0 {
            return ChangeTokens::NONE;
        }
        let used: Vec<ChangeTokens> = self.users.borrow().iter().map(|uses| uses()).collect();
        ChangeTokens { directory: !used.iter().any(|it| it.directory), azure: !used.iter().any(|it| it.azure) }
    }

    /// Signs in for a change, then does what the sign-in was for: `then` begins or continues the change. It gets how the
    /// sign-in ended. Tokens that nothing uses afterwards are ended.
    ///
    /// A change may take two windows. When the second is blocked or closed, when the change was stopped meanwhile, or when
    /// nothing comes of it for another reason, nothing uses the tokens that came: they end at once.
    pub async fn sign_in<E>(
        &self,
        sign_in: impl Future<Output = Result<(), E>>,
        then: impl FnOnce(Result<(), E>),
        end: impl FnOnce(ChangeTokens),
    ) {
        self.signing_in.set(self.signing_in.get() + 1);
        let outcome = sign_in.await;
        then(outcome);
        self.signing_in.set(self.signing_in.get() - 1);
        end(self.unused());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::rc::Rc;
    use std::task::{Context, Poll, Waker};

    /// Something that uses these tokens while it runs.
    fn user(users: &TokenUsers, tokens: ChangeTokens) -> Rc<Cell<bool>> {
        let runs = Rc::new(Cell::new(false));
        let seen = Rc::clone(&runs);
        users.add(move || tokens.only_if(seen.get()));
        runs
    }

    /// Which tokens are ended when this sign-in is followed by a plan, while another one is applied or not.
    fn ended(sign_in: Result<(), ()>, begins: bool, is_another_applied: bool) -> ChangeTokens {
        let users = TokenUsers::default();
        let (plan, other) = (user(&users, ChangeTokens::ALL), user(&users, ChangeTokens::ALL));
        other.set(is_another_applied);
        let ended = Cell::new(ChangeTokens::NONE);
        let then = |outcome: Result<(), ()>| plan.set(outcome.is_ok() && begins);
        let whole = users.sign_in(async { sign_in }, then, |tokens| ended.set(tokens));
        assert_eq!(pin!(whole).poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(()));
        ended.get()
    }

    #[test]
    fn tokens_end_at_once_when_a_later_window_fails_or_no_plan_begins() {
        assert_eq!(ended(Err(()), true, false), ChangeTokens::ALL, "the second window was blocked");
        assert_eq!(ended(Ok(()), false, false), ChangeTokens::ALL, "not approved, or the change was stopped");
    }

    #[test]
    fn tokens_stay_while_a_plan_is_applied() {
        assert_eq!(ended(Ok(()), true, false), ChangeTokens::NONE, "this one");
        assert_eq!(ended(Err(()), false, true), ChangeTokens::NONE, "another one");
        assert_eq!(ended(Ok(()), false, true), ChangeTokens::NONE, "another one");
    }

    #[test]
    fn what_ends_takes_no_token_from_what_runs_and_leaves_none_of_its_own() {
        let users = TokenUsers::default();
        let resource = user(&users, ChangeTokens::AZURE);
        let activation = user(&users, ChangeTokens::DIRECTORY);
        resource.set(true);
        activation.set(true);
        assert_eq!(users.unused(), ChangeTokens::NONE);
        activation.set(false);
        assert_eq!(users.unused(), ChangeTokens::DIRECTORY, "the change of the resource keeps its token");
        resource.set(false);
        activation.set(true);
        assert_eq!(users.unused(), ChangeTokens::AZURE, "and the other way round");
        activation.set(false);
        assert_eq!(users.unused(), ChangeTokens::ALL);
    }

    #[test]
    fn token_of_a_sign_in_with_two_windows_stays_when_something_else_ends_between_them() {
        let users = TokenUsers::default();
        let plan = user(&users, ChangeTokens::ALL);
        let second_window = Cell::new(false);
        let sign_in = std::future::poll_fn(|_| match second_window.get() {
            true => Poll::Ready(Ok::<(), ()>(())),
            false => Poll::Pending,
        });
        let ended = Cell::new(None);
        let mut whole = pin!(users.sign_in(sign_in, |_| plan.set(true), |tokens| ended.set(Some(tokens))));
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(whole.as_mut().poll(&mut context), Poll::Pending);
        assert_eq!(users.unused(), ChangeTokens::NONE, "an activation that ends now ends nothing");
        second_window.set(true);
        assert_eq!(whole.as_mut().poll(&mut context), Poll::Ready(()));
        assert_eq!(ended.get(), Some(ChangeTokens::NONE));
    }
}
