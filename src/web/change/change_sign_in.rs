//! The sign-in for changes of the open tenant. Everything that changes something shares it: plans, the identities of
//! resources, and the user's own roles. So it also ends the tokens: once nothing uses them any more.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::change::desk::ChangeDesk;
use crate::web::change::running_changes::RunningChanges;
use crate::web::session::change_tokens::{ChangeTokens, TokenUsers};
use crate::web::session::{SessionControl, SignInError};

/// The sign-in. There is one for each open tenant, and it outlives the pages, as a change does.
#[derive(Clone, Copy)]
pub struct ChangeSignIn {
    control: SessionControl,
    running: RunningChanges,
    users: StoredValue<Rc<TokenUsers>, LocalStorage>,
}

/// How far a sign-in is, for the page that asked for it. What opens a window has to be started by a click.
#[derive(Clone, Copy)]
pub struct AskedSignIn {
    waiting: RwSignal<bool>,
    error: RwSignal<Option<SignInError>>,
    is_changed: RwSignal<bool>,
}

/// What is on the screen once the user has signed in, against what they approved before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnScreen {
    /// The same: the change begins or continues.
    Same,
    /// Something else: nothing is sent.
    Another,
}

impl ChangeSignIn {
    /// Of a tenant that is being opened. Plans use every token for changes while they are applied or paused.
    pub fn new(control: SessionControl, running: RunningChanges, changes: ChangeDesk) -> Self {
        let users = TokenUsers::default();
        users.add(move || ChangeTokens::ALL.only_if(changes.is_any_applied()));
        Self { control, running, users: StoredValue::new_local(Rc::new(users)) }
    }

    /// Adds something that may use tokens, and says which ones it uses now.
    pub fn add_user(self, uses: impl Fn() -> ChangeTokens + 'static) {
        self.users.with_value(|users| users.add(uses));
    }

    /// Signs in, then does what the sign-in was for. In a tenant that was closed meanwhile nothing is done.
    pub fn ask(
        self,
        asked: AskedSignIn,
        sign_in: impl Future<Output = Result<(), SignInError>> + 'static,
        then: impl FnOnce() -> OnScreen + 'static,
    ) {
        asked.waiting.set(true);
        asked.error.set(None);
        asked.is_changed.set(false);
        let proceed = move |outcome| {
            asked.waiting.try_set(false);
            match outcome {
                Ok(()) if self.running.is_closed() => {}
                Ok(()) => {
                    if then() == OnScreen::Another {
                        asked.say_changed();
                    }
                }
                Err(error) => {
                    asked.error.try_set(Some(error));
                }
            }
        };
        let users = self.users.get_value();
        spawn_local(async move { users.sign_in(sign_in, proceed, move |unused| self.end(unused)).await });
    }

    /// Drops the tokens that nothing uses any more.
    pub fn end_unused(self) {
        self.end(self.users.with_value(|users| users.unused()));
    }

    /// The session of a closed tenant has ended with its tokens, and the next one is not for this tenant to end.
    fn end(self, unused: ChangeTokens) {
        if !self.running.is_closed() {
            self.control.end_change(unused);
        }
    }
}

impl AskedSignIn {
    /// None was asked for yet.
    pub fn new() -> Self {
        Self { waiting: RwSignal::new(false), error: RwSignal::new(None), is_changed: RwSignal::new(false) }
    }

    /// Whether it is under way.
    pub fn is_waiting(self) -> bool {
        self.waiting.get()
    }

    /// The same, for what does not follow it.
    pub fn is_waiting_now(self) -> bool {
        self.waiting.get_untracked()
    }

    /// How it ended, if not well.
    pub fn error(self) -> Option<SignInError> {
        self.error.get()
    }

    /// Whether something else was on the screen than what the user had approved, so that nothing was sent.
    pub fn is_changed(self) -> bool {
        self.is_changed.get()
    }

    /// Says that something else is on the screen than what the user had approved, so that nothing was sent.
    pub fn say_changed(self) {
        self.is_changed.try_set(true);
    }

    /// Forgets how it ended.
    pub fn clear(self) {
        self.error.set(None);
        self.is_changed.set(false);
    }
}
