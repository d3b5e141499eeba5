//! What the pages do with the session.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use leptos::prelude::{GetUntracked, LocalStorage, ReadSignal, RwSignal, StoredValue, WithUntracked, WithValue};
use leptos::task::spawn_local;

use super::{Asking, Attempt, Event, Question, Session, Setup, SignInError, Tokens, restore, tab};
use crate::domain::problem::Claims;
use crate::domain::scope::Scope;
use crate::graph::transport::Authority;
use crate::web::config::{Config, Form, Invalid, Mode, Storage};
use crate::web::connection::Connection;
use crate::web::fetch;
use crate::web::msal::{Client, Grant};
use crate::web::sample::SampleTenant;

/// The session as the pages hold it: they read its state and say what the person did.
///
/// Whatever opens a window of Microsoft's must be called from a click, or the browser blocks it.
#[derive(Clone, Copy)]
pub struct SessionControl {
    session: RwSignal<Session>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

/// What the session's state does not hold: values of JavaScript, and who waits for an answer.
struct Inner {
    tokens: Rc<Tokens>,
    sample: RefCell<Option<Rc<SampleTenant>>>,
    attempts: Cell<u32>,
    asker: RefCell<Option<oneshot::Sender<Result<(), SignInError>>>>,
}

impl SessionControl {
    /// Begins to look for a session. The state leaves [`Session::Restoring`] when that has been done.
    pub fn start() -> Self {
        let session = RwSignal::new(Session::Restoring);
        let inner = Inner {
            tokens: Rc::new(Tokens::new(session)),
            sample: RefCell::new(None),
            attempts: Cell::new(0),
            asker: RefCell::new(None),
        };
        let control = Self { session, inner: StoredValue::new_local(Rc::new(inner)) };
        tab::reload_when_brought_back();
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

    /// Who answers requests now, where somebody does.
    pub fn connection(self) -> Option<Connection> {
        let inner = self.inner();
        self.session.with_untracked(|session| match session {
            Session::SignedIn(_) => Some(Connection::Live(inner.tokens.clone())),
            Session::Sample { ready: true, .. } => inner.sample.borrow().clone().map(Connection::Sample),
            _ => None,
        })
    }

    /// Takes what a person typed as the configuration, and keeps it for the tab.
    pub fn connect(self, tenant: &str, client: &str) -> Result<(), Invalid> {
        let config = Config::typed(tenant, client)?;
        tab::keep(&config);
        self.post(Event::SetupTyped(Setup::Typed(config.clone())));
        spawn_local(async move {
            // Should it fail, signing in says why.
            let _ = self.prepare(&config).await;
        });
        Ok(())
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
                    self.post(Event::SignedIn { setup, attempt: Some(attempt), account, granted });
                }
                // The page is being left.
                Ok(None) => return,
                Err(error) => self.post(Event::Failed(attempt, error)),
            }
            self.drop_what_nobody_holds().await;
        });
    }

    /// Gives up the sign-in or the question that a window is open for.
    pub fn cancel(self) {
        self.post(Event::GivenUp);
        self.answer(Err(SignInError::Cancelled));
    }

    /// Asks again what was asked, in a new window. Whoever waits for the answer goes on waiting.
    pub fn try_again(self) {
        let question = self.session.with_untracked(|session| match &session.signed_in()?.asking {
            Asking::Needed(question) | Asking::Waiting { question, .. } | Asking::Failed { question, .. } => {
                Some(question.clone())
            }
            Asking::Nothing => None,
        });
        if let Some(question) = question {
            self.open_window(question);
        }
    }

    /// Asks for scopes that reading something takes, unless they are there.
    pub async fn request_scopes(self, scopes: &[Scope]) -> Result<(), SignInError> {
        let missing = self.with_signed_in(|now| now.granted.missing(scopes))?;
        if missing.is_empty() { Ok(()) } else { self.ask(Question::Scopes(missing)).await }
    }

    /// Makes sure that there is a token for a change that takes these scopes.
    pub async fn begin_change(self, scopes: &[Scope]) -> Result<(), SignInError> {
        let (mode, missing) = self.with_signed_in(|now| (now.mode, now.missing_for_change(scopes)))?;
        match mode {
            Mode::ReadOnly { .. } => Err(SignInError::NoChanges),
            _ if missing.is_empty() => Ok(()),
            // The operator's token is a new one, so it is asked for with everything.
            Mode::ReaderOperator { .. } => self.ask(Question::Change(scopes.to_vec())).await,
            Mode::Single { .. } => self.ask(Question::Change(missing)).await,
        }
    }

    /// The plan is applied: drops the token for changes, where it is another one than that for reading.
    pub fn end_change(self) {
        self.post(Event::ChangeEnded);
        spawn_local(async move { self.inner().tokens.forget_operator().await });
    }

    /// Asks the person to sign in again, or more strongly, as the service demands.
    pub async fn step_up(self, authority: Authority, claims: Option<Claims>) -> Result<(), SignInError> {
        self.ask(Question::StepUp(authority, claims)).await
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
        // Does not wait for the window, which the person may leave open.
        spawn_local(async move { tokens.forget().await });
    }

    /// Opens the sample tenant.
    pub fn open_sample(self) {
        self.post(Event::SampleOpened);
        spawn_local(async move {
            match SampleTenant::open().await {
                Some(tenant) => {
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
        let event = match self.prepare(&config).await {
            Ok(client) => restore::outcome(setup, &client).await,
            Err(error) => Event::NobodyRestored(setup, Some(error)),
        };
        let somebody = matches!(event, Event::SignedIn { .. });
        self.post(event);
        // What could only not be asked, being offline, may be there after a reload.
        if somebody {
            self.drop_what_nobody_holds().await;
        }
    }

    /// The sign-in of the registration that people sign in with, made ready where it is not.
    async fn prepare(self, config: &Config) -> Result<Rc<Client>, SignInError> {
        let tokens = self.inner().tokens.clone();
        tokens.set_sign_in(restore::client(config).await?);
        tokens.client(Authority::Read).ok_or(SignInError::LibraryMissing)
    }

    /// Signs in; `None` where the page is being left for it.
    async fn signed_in(self, config: &Config) -> Result<Option<Grant>, SignInError> {
        let client = match self.inner().tokens.client(Authority::Read) {
            Some(client) => client,
            None => self.prepare(config).await?,
        };
        match config.mode.form() {
            Form::Popup => client.sign_in_in_window(Scope::AT_SIGN_IN).await.map(Some),
            Form::Redirect if !tab::keeps() => Err(SignInError::StorageBlocked),
            Form::Redirect => client.leave_to_sign_in(Scope::AT_SIGN_IN).await.map(|()| None),
        }
    }

    /// Asks the person something in a window, and waits for the answer.
    async fn ask(self, question: Question) -> Result<(), SignInError> {
        let (asker, answer) = oneshot::channel();
        // Whoever waited for another answer gets none.
        self.inner().asker.replace(Some(asker));
        self.open_window(question);
        answer.await.unwrap_or(Err(SignInError::Cancelled))
    }

    fn open_window(self, question: Question) {
        let attempt = self.next_attempt();
        self.post(Event::Asked(question.clone(), attempt));
        spawn_local(async move {
            let outcome = self.grant_for(&question).await;
            if self.session.with_untracked(Session::awaited) == Some(attempt) {
                let error = match outcome {
                    Ok(grant) => {
                        self.post(Event::Answered(attempt, grant.account, grant.scopes));
                        self.error()
                    }
                    Err(error) => {
                        self.post(Event::Failed(attempt, error.clone()));
                        Some(error)
                    }
                };
                self.answer(error.map_or(Ok(()), Err));
            }
            self.drop_what_nobody_holds().await;
        });
    }

    async fn grant_for(self, question: &Question) -> Result<Grant, SignInError> {
        let tokens = self.inner().tokens.clone();
        let mode = self.with_signed_in(|now| now.mode)?;
        match (question, mode) {
            (Question::Change(scopes), Mode::ReaderOperator { operator, .. }) => {
                let tenant = self.with_signed_in(|now| now.account.tenant)?;
                let redirect_address = fetch::beside_the_page("redirect.html").ok_or(SignInError::LibraryMissing)?;
                let tenant = crate::web::config::TenantName::Id(tenant);
                let client = Client::open(operator, &tenant, Storage::Memory, redirect_address).await?;
                let grant = client.sign_in_in_window(scopes).await?;
                tokens.set_operator(client);
                Ok(grant)
            }
            (Question::Scopes(scopes) | Question::Change(scopes), _) => {
                let client = tokens.client(Authority::Read).ok_or(SignInError::InteractionNeeded(None))?;
                client.ask_in_window(scopes, None).await
            }
            (Question::StepUp(authority, claims), _) => {
                let client = tokens.client(*authority).ok_or(SignInError::InteractionNeeded(None))?;
                client.ask_in_window(&[], claims.as_ref()).await
            }
        }
    }

    /// Forgets tokens that came for a state that did not take them: a window answered after it was given up, a token
    /// that the deployment must not hold, an operator of another tenant.
    async fn drop_what_nobody_holds(self) {
        let tokens = self.inner().tokens.clone();
        let (anybody, operator) = self.session.with_untracked(|session| {
            let now = session.signed_in();
            (now.is_some() || session.awaited().is_some(), now.is_some_and(|now| now.operator.is_some()))
        });
        if !anybody {
            tokens.forget().await;
        } else if !operator {
            tokens.forget_operator().await;
        }
    }

    /// How the last question ended, if not well.
    fn error(self) -> Option<SignInError> {
        match self.session.get_untracked() {
            Session::SignedIn(now) => match now.asking {
                Asking::Failed { error, .. } => Some(error),
                _ => None,
            },
            Session::SignedOut(now) => now.error,
            _ => None,
        }
    }

    fn answer(self, answer: Result<(), SignInError>) {
        if let Some(asker) = self.inner().asker.take() {
            // Nobody may be waiting any more: the page that asked may have been left.
            let _ = asker.send(answer);
        }
    }

    fn with_signed_in<T>(self, read: impl FnOnce(&super::SignedIn) -> T) -> Result<T, SignInError> {
        self.session.with_untracked(|session| session.signed_in().map(read)).ok_or(SignInError::InteractionNeeded(None))
    }

    fn next_attempt(self) -> Attempt {
        let inner = self.inner();
        inner.attempts.set(inner.attempts.get() + 1);
        Attempt(inner.attempts.get())
    }

    fn post(self, event: Event) {
        self.inner().tokens.post(event);
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.with_value(Rc::clone)
    }
}
