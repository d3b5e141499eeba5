//! What the pages do with the session.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use leptos::prelude::{LocalStorage, ReadSignal, RwSignal, StoredValue, Update, WithUntracked, WithValue};
use leptos::task::spawn_local;

use super::change_tokens::ChangeTokens;
use super::error::SignInError;
use super::event::Event;
use super::limits::{ExpiryReason, Limits};
use super::loading::Library;
use super::state::{Attempt, Session, Setup, SignedIn};
use super::tokens::{AdditionalToken, Tokens};
use super::{restore, tab, watch};
use crate::web::browser::clock::now;
use crate::web::config::{Config, SignInForm};
use crate::web::msal::{self, Client, Grant};
use crate::web::tenant::connection::Connection;
use crate::web::tenant::sample::SampleTenant;
use domain::problem::Claims;
use domain::scope::Scope;
use graph::transport::Authority;

/// The session as pages use it: they read its state and report what the user did.
///
/// Whatever opens a window of Microsoft's must be called from a click, or the browser blocks it.
#[derive(Clone, Copy)]
pub struct SessionControl {
    pub(super) session: RwSignal<Session>,
    pub(super) library: RwSignal<Library>,
    samples: RwSignal<u32>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

/// What the session's state does not have: values of JavaScript, and who waits for an answer.
pub(super) struct Inner {
    pub(super) tokens: Rc<Tokens>,
    sample: RefCell<Option<Rc<SampleTenant>>>,
    attempts: Cell<u32>,
    pub(super) asker: RefCell<Option<oneshot::Sender<Result<(), SignInError>>>>,
    /// The claims that the sign-in service demanded when the start found a session that could not be renewed.
    demanded_at_start: RefCell<Option<Claims>>,
}

impl SessionControl {
    /// Begins to look for a session. The state leaves [`Session::Restoring`] when that has been done.
    pub fn start() -> Self {
        let session = RwSignal::new(Session::Restoring);
        let inner = Inner {
            tokens: Tokens::new(session),
            sample: RefCell::new(None),
            attempts: Cell::new(0),
            asker: RefCell::new(None),
            demanded_at_start: RefCell::new(None),
        };
        let library = RwSignal::new(Library::NotLoaded);
        let inner = StoredValue::new_local(Rc::new(inner));
        let control = Self { session, library, samples: RwSignal::new(0), inner };
        tab::reload_on_back_navigation();
        watch::start(move || control.end_expired_sign_ins(), move || control.note_user_activity());
        spawn_local(async move {
            let setup = restore::setup().await;
            control.restore(setup).await;
        });
        control
    }

    /// The state.
    pub fn session(self) -> ReadSignal<Session> {
        self.session.read_only()
    }

    /// Who answers requests now, where someone does.
    pub fn connection(self) -> Option<Connection> {
        let inner = self.inner();
        self.session.with_untracked(|session| match session {
            Session::SignedIn(now) => {
                Some(Connection::Live { tokens: inner.tokens.clone(), opened_for: now.account.user_in_tenant() })
            }
            Session::Sample { ready: true, .. } => inner.sample.borrow().clone().map(Connection::Sample),
            _ => None,
        })
    }

    /// Takes what a user typed as the configuration, and keeps it for the tab. Whatever is open is left: a sign-in is
    /// forgotten, and the sample tenant is closed.
    pub fn connect(self, config: Config) {
        let (inner, tokens) = (self.inner(), self.inner().tokens.clone());
        tab::keep(&config);
        // What is prepared or signed in belongs to another registration.
        let before = tokens.take_all();
        self.post(Event::SetupTyped(Setup::Typed(config)));
        self.answer(Err(SignInError::Cancelled));
        inner.sample.replace(None);
        inner.demanded_at_start.replace(None);
        tab::forget_beginning();
        spawn_local(async move {
            before.forget().await;
            self.prepare_ahead();
        });
    }

    /// Forgets what was typed and starts the page again, with what the web host says.
    pub fn discard_typed(self) {
        tab::forget_typed();
        // Where reloading fails, the page continues as it is.
        let _ = leptos::prelude::window().location().reload();
    }

    /// Signs in, in the form that the deployment has; again, where an attempt is under way.
    pub fn sign_in(self) {
        let attempt = self.next_attempt();
        self.post(Event::SignInStarted(attempt));
        let Some(setup) = self.session.with_untracked(|session| session.setup().cloned()) else { return };
        let Some(config) = setup.config().cloned() else { return };
        spawn_local(async move {
            match self.signed_in(&config).await {
                Ok(Some(grant)) => {
                    let (account, granted) = (grant.account, grant.scopes);
                    self.inner().demanded_at_start.replace(None);
                    self.post(Event::SignedIn { setup, attempt: Some(attempt), account, granted });
                    self.inner().tokens.signed_in_at(now());
                }
                // The page is being left.
                Ok(None) => return,
                Err(error) => self.post(Event::Failed(attempt, error)),
            }
            self.forget_unused_tokens().await;
        });
    }

    /// Forgets everything here at once, and ends the session at Microsoft's in a window.
    pub fn sign_out(self) {
        self.post(Event::SignedOut(None));
        self.answer(Err(SignInError::Cancelled));
        let tokens = self.inner().tokens.clone();
        if let Some(client) = tokens.client(Authority::Read) {
            spawn_local(async move {
                if client.sign_out_in_window().await == Err(SignInError::PopupBlocked) {
                    self.post(Event::SignedOut(Some(SignInError::SignedOutHereOnly)));
                }
            });
        }
        // Does not wait for the window, which the user may leave open.
        spawn_local(tokens.take_all().forget());
        tab::forget_beginning();
    }

    /// Notes that the user is at work.
    pub(super) fn note_user_activity(self) {
        self.inner().tokens.note_user_activity();
    }

    /// Ends a sign-in that has lasted as long as it may, and drops a token for changes or for Azure that has.
    pub(super) fn end_expired_sign_ins(self) {
        let tokens = self.inner().tokens.clone();
        let error = match tokens.sign_in_expired() {
            Some(ExpiryReason::Unused) => SignInError::Unused,
            Some(ExpiryReason::Old) => SignInError::TooOld,
            None => {
                if tokens.operator_expired() {
                    self.end_change(ChangeTokens::DIRECTORY);
                }
                if tokens.azure_expired() {
                    self.end_azure();
                }
                return;
            }
        };
        self.post(Event::SignedOut(Some(error)));
        self.answer(Err(SignInError::Cancelled));
        spawn_local(tokens.take_all().forget());
        tab::forget_beginning();
    }

    /// Opens the sample tenant.
    pub fn open_sample(self) {
        self.open_sample_as(None);
    }

    /// How often the sample tenant has been opened: each time is another session.
    pub fn sample_open_count(self) -> ReadSignal<u32> {
        self.samples.read_only()
    }

    /// Opens the sample tenant again, as another of its people. What was changed in it stays.
    pub fn reopen_sample(self, persona: &'static str) {
        self.close_sample();
        self.open_sample_as(Some(persona));
    }

    fn open_sample_as(self, persona: Option<&'static str>) {
        self.post(Event::SampleOpened);
        spawn_local(async move {
            match SampleTenant::open().await {
                Some(tenant) => {
                    if let Some(persona) = persona {
                        tenant.set_user(persona);
                    }
                    self.samples.update(|samples| *samples += 1);
                    self.inner().sample.replace(Some(Rc::new(tenant)));
                    self.post(Event::SampleReady);
                }
                None => self.post(Event::SampleFailed),
            }
        });
    }

    /// Closes the sample tenant.
    pub fn close_sample(self) {
        self.post(Event::SampleClosed);
        self.inner().sample.replace(None);
    }

    async fn restore(self, setup: Setup) {
        let Some(config) = setup.config().cloned() else { return self.post(Event::NobodyRestored(setup, None)) };
        if let Err(error) = msal::require_https() {
            return self.post(Event::NobodyRestored(setup, Some(error)));
        }
        if config.mode.form() == SignInForm::Popup || !tab::keeps_sign_in() {
            self.post(Event::NobodyRestored(setup, None));
            return self.prepare_ahead();
        }
        let mut event = match self.prepare(&config).await {
            Ok(client) => {
                let (event, demanded) = restore::outcome(setup, &client).await;
                self.inner().demanded_at_start.replace(demanded);
                event
            }
            Err(error) => Event::NobodyRestored(setup, Some(error)),
        };
        if let Event::SignedIn { setup, .. } = &event {
            let began = tab::beginning().unwrap_or_else(now);
            if Limits::of(config.mode).is_over(began, now()) {
                event = Event::NobodyRestored(setup.clone(), Some(SignInError::TooOld));
                self.inner().tokens.forget().await;
                tab::forget_beginning();
            } else {
                tab::keep_beginning(began);
                self.inner().tokens.signed_in_at(began);
            }
        }
        let somebody = matches!(event, Event::SignedIn { .. });
        self.post(event);
        // What could only not be asked, being offline, may be there after a reload.
        if somebody {
            self.forget_unused_tokens().await;
        }
    }

    /// The sign-in of the registration that people sign in with, made ready where it is not.
    pub(super) async fn prepare(self, config: &Config) -> Result<Rc<Client>, SignInError> {
        let tokens = self.inner().tokens.clone();
        self.load_library().await?;
        tokens.set_sign_in(restore::client(config).await?);
        tokens.client(Authority::Read).ok_or(SignInError::LibraryMissing)
    }

    /// Signs in; `None` where the page is being left for it.
    async fn signed_in(self, config: &Config) -> Result<Option<Grant>, SignInError> {
        let client = match self.inner().tokens.client(Authority::Read) {
            Some(client) => client,
            None => self.prepare(config).await?,
        };
        let claims = self.inner().demanded_at_start.borrow().clone();
        match config.mode.form() {
            SignInForm::Popup => client.sign_in_in_window(Scope::AT_SIGN_IN, claims.as_ref()).await.map(Some),
            SignInForm::Redirect if !tab::can_keep() => Err(SignInError::StorageBlocked),
            SignInForm::Redirect => {
                tab::forget_beginning();
                client.leave_to_sign_in(Scope::AT_SIGN_IN, claims.as_ref()).await.map(|()| None)
            }
        }
    }

    /// Forgets tokens that came for a state that did not take them: a window answered after it was given up, a token
    /// that the deployment must not have, an operator of another tenant.
    pub(super) async fn forget_unused_tokens(self) {
        let tokens = self.inner().tokens.clone();
        let (anybody, operator, azure, azure_operator) = self.session.with_untracked(|session| {
            let now = session.signed_in();
            let holds = |holds: fn(&SignedIn) -> bool| now.is_some_and(holds);
            (
                now.is_some() || session.awaited().is_some(),
                holds(|now| now.operator.is_some()),
                holds(|now| now.azure.is_some()),
                holds(|now| now.azure_operator.is_some()),
            )
        });
        if !anybody {
            return tokens.forget().await;
        }
        let held = [
            (AdditionalToken::Operator, operator),
            (AdditionalToken::Azure, azure),
            (AdditionalToken::AzureOperator, azure_operator),
        ];
        let unused: Vec<AdditionalToken> = held.into_iter().filter(|(_, held)| !held).map(|(token, _)| token).collect();
        tokens.take(&unused).forget().await;
    }

    pub(super) fn next_attempt(self) -> Attempt {
        let inner = self.inner();
        inner.attempts.set(inner.attempts.get() + 1);
        Attempt(inner.attempts.get())
    }

    pub(super) fn post(self, event: Event) {
        self.inner().tokens.post(event);
    }

    pub(super) fn inner(self) -> Rc<Inner> {
        self.inner.with_value(Rc::clone)
    }
}
