//! Asking a user who is signed in: for further scopes, for a change, or to sign in again. Always in a window, so that
//! the page keeps what was chosen on it.

use futures_channel::oneshot;
use leptos::prelude::WithUntracked;
use leptos::task::spawn_local;

use super::change_tokens::ChangeTokens;
use super::tokens::AdditionalToken;
use super::{Account, Event, QuestionState, Session, SessionControl, SignInError, SignInQuestion, SignedIn};
use crate::web::config::{Mode, Storage, TenantName};
use crate::web::hosting;
use crate::web::msal::{Client, Grant};
use crate::web::tenant::fetch;
use domain::ids::AppId;
use domain::problem::Claims;
use domain::scope::Scope;
use graph::transport::Authority;

impl SessionControl {
    /// Asks for scopes that reading something takes, unless they are there.
    pub async fn request_scopes(self, scopes: &[Scope]) -> Result<(), SignInError> {
        let missing = self.with_signed_in(|now| now.granted.missing(scopes))?;
        if missing.is_empty() { Ok(()) } else { self.ask(SignInQuestion::Scopes(missing)).await }
    }

    /// Makes sure that there is a token for a change that takes these scopes.
    pub async fn begin_change(self, scopes: &[Scope]) -> Result<(), SignInError> {
        let (mode, missing) = self.with_signed_in(|now| (now.mode, now.missing_for_change(scopes)))?;
        if matches!(mode, Mode::ReadOnly { .. }) {
            return Err(SignInError::NoChanges);
        }
        if let Some(check) = hosting::observe().await.forbids_changes() {
            return Err(SignInError::NotSafeHere(check));
        }
        match mode {
            _ if missing.is_empty() => return Ok(()),
            // The operator's token is a new one, so it is asked for with everything.
            Mode::ReaderOperator { .. } => self.ask(SignInQuestion::Change(scopes.to_vec())).await?,
            Mode::Single { .. } | Mode::ReadOnly { .. } => self.ask(SignInQuestion::Change(missing)).await?,
        }
        // A token that lacks something ends with the sign-in, where nothing else uses it.
        let withheld = self.with_signed_in(|now| now.missing_for_change(scopes))?;
        if withheld.is_empty() { Ok(()) } else { Err(SignInError::ScopesWithheld(withheld)) }
    }

    /// Gets a new token for Azure without asking, as after a role was activated.
    pub async fn renew_for_azure(self) {
        self.renew_after_activation(Authority::Azure).await;
    }

    /// Gets a new token for changes without asking, as after a role was activated: older tokens don't have the role. Where
    /// there is none to be had the old one stays in use, and the service decides.
    pub async fn renew_for_change(self) {
        self.renew_after_activation(Authority::Change).await;
    }

    /// Gets a new token for reading without asking, as after a role was activated. What failed for lack of the role is
    /// then read again.
    pub async fn renew_to_read(self) {
        self.renew_after_activation(Authority::Read).await;
    }

    async fn renew_after_activation(self, authority: Authority) {
        let tokens = self.inner().tokens.clone();
        let user = self.session.with_untracked(|session| session.account().map(Account::user_in_tenant));
        let Some(user) = user else { return };
        let before = self.renewals();
        if tokens.renew(user, authority, None).await.is_ok() && self.renewals() == before {
            self.post(Event::Renewed(authority));
        }
    }

    /// How many tokens came that may allow more than the ones before.
    pub fn renewals(self) -> u32 {
        self.session.with_untracked(|session| session.signed_in().map_or(0, |now| now.renewals))
    }

    /// Connects Azure: asks for a token of its own, unless there is one.
    pub async fn connect_azure(self) -> Result<(), SignInError> {
        let (mode, connected) = self.with_signed_in(|now| (now.mode, now.azure.is_some()))?;
        match mode {
            Mode::ReadOnly { .. } => Err(SignInError::NoAzure),
            _ if connected => self.step_up(Authority::Azure, None).await,
            _ => self.ask(SignInQuestion::Azure).await,
        }
    }

    /// Makes sure that there is a token with which Azure roles may be changed: the one with which Azure is connected, or
    /// one of the registration for changes, where the deployment has one.
    pub async fn begin_azure_change(self) -> Result<(), SignInError> {
        let (mode, connected, by_operator) =
            self.with_signed_in(|now| (now.mode, now.azure.is_some(), now.azure_operator.is_some()))?;
        match mode {
            Mode::ReadOnly { .. } => Err(SignInError::NoAzure),
            Mode::ReaderOperator { .. } if by_operator => Ok(()),
            Mode::Single { .. } if connected => Ok(()),
            Mode::ReaderOperator { .. } | Mode::Single { .. } => self.ask(SignInQuestion::ChangeAzure).await,
        }
    }

    /// Nothing uses these tokens for changes any more: drops those of the registration for changes, where there is one.
    pub fn end_change(self, ended: ChangeTokens) {
        if ended == ChangeTokens::NONE {
            return;
        }
        self.post(Event::ChangeEnded(ended));
        let all = [(AdditionalToken::Operator, ended.directory), (AdditionalToken::AzureOperator, ended.azure)];
        let taken: Vec<AdditionalToken> = all.into_iter().filter(|(_, ends)| *ends).map(|(token, _)| token).collect();
        spawn_local(self.inner().tokens.take(&taken).forget());
    }

    /// Azure was looked at: drops the token for it. What was read stays on the screen.
    pub(super) fn end_azure(self) {
        self.post(Event::AzureEnded);
        let taken = self.inner().tokens.take(&[AdditionalToken::Azure, AdditionalToken::AzureOperator]);
        spawn_local(taken.forget());
    }

    /// Asks the user to sign in again, or more strongly, as the service demands. What the sign-in service itself
    /// demanded when it refused to renew the token goes before what the API demanded.
    pub async fn step_up(self, authority: Authority, claims: Option<Claims>) -> Result<(), SignInError> {
        let claims = self.demanded_claims(authority).or(claims);
        self.ask(SignInQuestion::StepUp(authority, claims)).await
    }

    /// Gives up the sign-in or the question that a window is open for.
    pub fn cancel(self) {
        self.post(Event::GivenUp);
        self.answer(Err(SignInError::Cancelled));
    }

    /// Repeats the request in a new window. Callers continue waiting for the answer.
    pub fn try_again(self) {
        let question = self.session.with_untracked(|session| match &session.signed_in()?.asking {
            QuestionState::Needed(question)
            | QuestionState::Waiting { question, .. }
            | QuestionState::Failed { question, .. } => Some(question.clone()),
            QuestionState::Nothing => None,
        });
        if let Some(question) = question {
            self.open_window(question);
        }
    }

    /// Asks the user something in a window, and waits for the answer.
    async fn ask(self, question: SignInQuestion) -> Result<(), SignInError> {
        let (asker, answer) = oneshot::channel();
        // Callers that waited for another answer get none.
        self.inner().asker.replace(Some(asker));
        self.open_window(question);
        answer.await.unwrap_or(Err(SignInError::Cancelled))
    }

    fn open_window(self, question: SignInQuestion) {
        let attempt = self.next_attempt();
        self.post(Event::Asked(question.clone(), attempt));
        spawn_local(async move {
            let outcome = self.grant_for(&question).await;
            if self.session.with_untracked(Session::awaited) == Some(attempt) {
                let error = match outcome {
                    Ok(grant) => {
                        self.post(Event::Answered(attempt, grant.account, grant.scopes));
                        self.session.with_untracked(|session| session.error().cloned())
                    }
                    Err(error) => {
                        self.post(Event::Failed(attempt, error.clone()));
                        Some(error)
                    }
                };
                self.answer(error.map_or(Ok(()), Err));
            }
            self.forget_unused_tokens().await;
        });
    }

    async fn grant_for(self, question: &SignInQuestion) -> Result<Grant, SignInError> {
        let tokens = self.inner().tokens.clone();
        let mode = self.with_signed_in(|now| now.mode)?;
        match (question, mode) {
            (SignInQuestion::Change(scopes), Mode::ReaderOperator { operator, .. }) => {
                let client = self.another_client(operator).await?;
                let grant = client.sign_in_in_window(scopes, None).await?;
                tokens.set_operator(client);
                Ok(grant)
            }
            (SignInQuestion::Azure | SignInQuestion::ChangeAzure, mode) => {
                // Another client even of the same registration, because this token must stay out of the tab's storage.
                let registration = match (question, mode) {
                    (SignInQuestion::ChangeAzure, Mode::ReaderOperator { operator, .. }) => operator,
                    (_, mode) => mode.client(),
                };
                let client = self.another_client(registration).await?;
                let username = self.with_signed_in(|now| now.account.username.clone())?;
                let grant = client.connect_azure_in_window(&username).await?;
                if registration == mode.client() {
                    tokens.set_azure(client);
                } else {
                    tokens.set_azure_operator(client);
                }
                Ok(grant)
            }
            (SignInQuestion::Scopes(scopes) | SignInQuestion::Change(scopes), _) => {
                let client = tokens.client(Authority::Read).ok_or(SignInError::InteractionNeeded(None))?;
                client.ask_in_window(scopes, self.demanded_claims(Authority::Read).as_ref()).await
            }
            (SignInQuestion::StepUp(authority, claims), _) => {
                let client = tokens.client(*authority).ok_or(SignInError::InteractionNeeded(None))?;
                client.ask_in_window(&[], claims.as_ref()).await
            }
        }
    }

    /// A further client, for the tenant that is open, whose tokens live in memory.
    async fn another_client(self, registration: AppId) -> Result<Client, SignInError> {
        let tenant = TenantName::Id(self.with_signed_in(|now| now.account.tenant)?);
        let redirect_address = fetch::page_file_url("redirect.html").ok_or(SignInError::LibraryMissing)?;
        Client::open(registration, &tenant, Storage::Memory, redirect_address).await
    }

    /// Notifies the callers that wait for an answer.
    pub(super) fn answer(self, answer: Result<(), SignInError>) {
        if let Some(asker) = self.inner().asker.take() {
            // No one may be waiting any more: the page that asked may have been left.
            let _ = asker.send(answer);
        }
    }

    /// The claims that the next sign-in for requests of this kind has to satisfy.
    fn demanded_claims(self, authority: Authority) -> Option<Claims> {
        self.session.with_untracked(|session| session.signed_in()?.demanded(authority).cloned())
    }

    fn with_signed_in<T>(self, read: impl FnOnce(&SignedIn) -> T) -> Result<T, SignInError> {
        self.session.with_untracked(|session| session.signed_in().map(read)).ok_or(SignInError::InteractionNeeded(None))
    }
}
