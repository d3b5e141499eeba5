//! When the sign-in library is loaded: it is large, and many visits don't need it.
//!
//! Where the tab keeps a sign-in the boot script has asked for it at once, and everyone who is signed in has it. Where
//! no one is, it is loaded when the browser is idle, when the pointer or the focus reaches the button, or when that is
//! pressed. A sign-in in a window has to open the window at once when the button is pressed, or the browser blocks it,
//! so the button can't be pressed before the library is there.

use leptos::prelude::{Get, GetUntracked, Set, With, WithUntracked};
use leptos::task::spawn_local;

use super::control::SessionControl;
use super::error::SignInError;
use super::event::Event;
use super::loading::Library;
use super::state::{Session, Setup};
use crate::web::config::SignInForm;
use crate::web::msal;
use crate::web::parts::idle::idle;
use graph::transport::Authority;

impl SessionControl {
    /// Whether a sign-in can begin with a click now.
    pub fn can_sign_in(self) -> bool {
        self.library.get() == Library::Loaded || self.session.with(form) != Some(SignInForm::Popup)
    }

    /// Loads the library because someone is about to sign in.
    pub fn prepare_to_sign_in(self) {
        let config = self.session.with_untracked(|session| session.setup().and_then(Setup::config).cloned());
        let Some(config) = config else { return };
        let is_prepared =
            || config.mode.form() == SignInForm::Redirect || self.inner().tokens.client(Authority::Read).is_some();
        match self.library.get_untracked() {
            Library::Loading => return,
            Library::Loaded if is_prepared() => return,
            _ => {}
        }
        spawn_local(async move {
            let prepared = match config.mode.form() {
                SignInForm::Popup => self.prepare(&config).await.map(drop),
                // Making it ready would leave an entry in the tab's storage, as if the tab kept a sign-in.
                SignInForm::Redirect => self.load_library().await,
            };
            let is_signed_out = self.session.with_untracked(|session| matches!(session, Session::SignedOut(_)));
            if let (Err(error), true) = (prepared, is_signed_out) {
                self.post(Event::SignedOut(Some(error)));
            }
        });
    }

    /// Loads the library when nothing else has to be done. Where signing in waits for it, that is at once.
    pub(super) fn prepare_ahead(self) {
        if self.session.with_untracked(form) == Some(SignInForm::Popup) {
            return self.prepare_to_sign_in();
        }
        spawn_local(async move {
            idle().await;
            self.prepare_to_sign_in();
        });
    }

    /// Loads the library, and says meanwhile how far it is.
    pub(super) async fn load_library(self) -> Result<(), SignInError> {
        if self.library.get_untracked() != Library::Loaded {
            self.library.set(Library::Loading);
        }
        let loaded = msal::load().await;
        self.library.set(if loaded.is_ok() { Library::Loaded } else { Library::Missing });
        loaded
    }
}

/// In which form people sign in, where they can.
fn form(session: &Session) -> Option<SignInForm> {
    Some(session.setup().and_then(Setup::config)?.mode.form())
}
