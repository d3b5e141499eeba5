//! The tokens of a session: which registration's sign-in gives the one that a request needs.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{RwSignal, Update, WithUntracked};

use super::account::UserInTenant;
use super::error::SignInError;
use super::event::Event;
use super::limits::{ExpiryReason, Limits, SignInUse};
use super::state::{Session, SignedIn};
use crate::web::browser::clock::now;
use crate::web::config::Mode;
use crate::web::msal::{Client, Grant, Renewal, Token};
use domain::problem::Claims;
use domain::time::Timestamp;
use graph::transport::{Authority, TransportError};

/// The sign-ins behind a session, one for each registration.
pub struct Tokens {
    session: RwSignal<Session>,
    sign_in: RefCell<Option<Rc<Client>>>,
    sign_in_use: Cell<Option<SignInUse>>,
    operator: AdditionalSignIn,
    azure: AdditionalSignIn,
    /// Of the registration for changes, while a plan is applied that changes Azure roles.
    azure_operator: AdditionalSignIn,
}

/// A sign-in beside the one that the user entered with, and when it was used. Its token can write and lives in memory
/// only.
#[derive(Default)]
struct AdditionalSignIn {
    client: RefCell<Option<Rc<Client>>>,
    used: Cell<Option<SignInUse>>,
}

/// One of the sign-ins beside the one that the user entered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AdditionalToken {
    /// That of the registration for changes.
    Operator,
    /// That with which Azure is read; in a deployment with one registration, also changed.
    Azure,
    /// That of the registration for changes for Azure.
    AzureOperator,
}

/// Sign-ins that give no token any more. What the library keeps of them is still to be removed.
#[must_use]
pub(super) struct TakenSignIns(Vec<Rc<Client>>);

impl TakenSignIns {
    /// Removes what the library keeps.
    pub(super) async fn forget(self) {
        for client in self.0 {
            client.forget().await;
        }
    }
}

impl AdditionalSignIn {
    fn client(&self) -> Option<Rc<Client>> {
        self.client.borrow().clone()
    }

    fn set(&self, client: Client) {
        self.client.replace(Some(Rc::new(client)));
        self.used.set(Some(SignInUse { began: now(), last: now() }));
    }

    fn expired(&self) -> bool {
        self.used.get().is_some_and(|used| Limits::BESIDE.expired(used, now()).is_some())
    }

    fn take(&self) -> Option<Rc<Client>> {
        self.used.set(None);
        self.client.take()
    }
}

impl Tokens {
    /// No sign-ins yet.
    pub(super) fn new(session: RwSignal<Session>) -> Rc<Self> {
        Rc::new(Self {
            session,
            sign_in: RefCell::new(None),
            sign_in_use: Cell::new(None),
            operator: AdditionalSignIn::default(),
            azure: AdditionalSignIn::default(),
            azure_operator: AdditionalSignIn::default(),
        })
    }

    /// A token for a request of the pages that were opened for this user in this tenant.
    pub async fn token(&self, opened_for: UserInTenant, authority: Authority) -> Result<Token, TransportError> {
        self.acquire_silently(opened_for, authority, Renewal::NotNeeded).await
    }

    /// Gets a new token without asking the user: one that satisfies the claims, or simply a fresh one.
    pub async fn renew(
        &self,
        opened_for: UserInTenant,
        authority: Authority,
        claims: Option<&Claims>,
    ) -> Result<(), TransportError> {
        let renewal = claims.map_or(Renewal::Fresh, Renewal::Satisfying);
        self.acquire_silently(opened_for, authority, renewal).await.map(|_| ())
    }

    /// Lets something happen to the session.
    pub(super) fn post(&self, event: Event) {
        self.session.update(|session| {
            *session = std::mem::replace(session, Session::Restoring).after(event);
        });
    }

    /// The sign-in of the registration whose token this kind of request takes.
    pub(super) fn client(&self, authority: Authority) -> Option<Rc<Client>> {
        match authority {
            Authority::Azure => self.azure_operator.client().or_else(|| self.azure.client()),
            Authority::Change if self.by_operator(authority) => self.operator.client(),
            Authority::Read | Authority::Change => self.sign_in.borrow().clone(),
        }
    }

    /// Sets the sign-in of the registration that people sign in with.
    pub(super) fn set_sign_in(&self, client: Client) {
        self.sign_in.replace(Some(Rc::new(client)));
    }

    fn take_sign_in(&self) -> Option<Rc<Client>> {
        self.sign_in_use.set(None);
        self.sign_in.take()
    }

    /// Sets the sign-in of the registration for changes.
    pub(super) fn set_operator(&self, client: Client) {
        self.operator.set(client);
    }

    /// Sets the sign-in that gives tokens for Azure. They live in memory, because each of them could write.
    pub(super) fn set_azure(&self, client: Client) {
        self.azure.set(client);
    }

    /// Sets the sign-in of the registration for changes that gives tokens for Azure.
    pub(super) fn set_azure_operator(&self, client: Client) {
        self.azure_operator.set(client);
    }

    /// Takes sign-ins away, at once: what is removed of them afterwards takes a while, in which the next one may come, and
    /// that one stays.
    pub(super) fn take(&self, which: &[AdditionalToken]) -> TakenSignIns {
        let of = |token: &AdditionalToken| match token {
            AdditionalToken::Operator => self.operator.take(),
            AdditionalToken::Azure => self.azure.take(),
            AdditionalToken::AzureOperator => self.azure_operator.take(),
        };
        TakenSignIns(which.iter().filter_map(of).collect())
    }

    /// Notes when the sign-in began.
    pub(super) fn signed_in_at(&self, began: Timestamp) {
        self.sign_in_use.set(Some(SignInUse { began, last: now() }));
    }

    /// Notes that the user is at work.
    pub(super) fn note_user_activity(&self) {
        note_use(&self.sign_in_use);
    }

    /// Whether the sign-in has reached a time limit.
    pub(super) fn sign_in_expired(&self) -> Option<ExpiryReason> {
        let mode = self.session.with_untracked(|session| session.signed_in().map(|now| now.mode))?;
        Limits::of(mode).expired(self.sign_in_use.get()?, now())
    }

    /// Whether the token for changes has reached a time limit. Applying uses it every few seconds, but a paused plan
    /// may be left alone.
    pub(super) fn operator_expired(&self) -> bool {
        self.operator.expired()
    }

    /// Whether the token for Azure has reached a time limit. Reading Azure uses it; afterwards the user connects Azure
    /// again.
    pub(super) fn azure_expired(&self) -> bool {
        self.azure.expired() || self.azure_operator.expired()
    }

    /// Takes every sign-in away, at once.
    pub(super) fn take_all(&self) -> TakenSignIns {
        use AdditionalToken::{Azure, AzureOperator, Operator};
        let TakenSignIns(mut taken) = self.take(&[Operator, Azure, AzureOperator]);
        // The library keeps the answer of a redirect for as long as its instance lives, so that is removed as well. The
        // next sign-in makes another.
        taken.extend(self.take_sign_in());
        TakenSignIns(taken)
    }

    /// Drops every token.
    pub(super) async fn forget(&self) {
        self.take_all().forget().await;
    }

    async fn acquire_silently(
        &self,
        opened_for: UserInTenant,
        authority: Authority,
        renewal: Renewal<'_>,
    ) -> Result<Token, TransportError> {
        let holds =
            |session: &Session| session.signed_in().is_some_and(|now| now.holder_for(opened_for, authority).is_some());
        let client = self.client(authority).filter(|_| self.session.with_untracked(holds));
        let error = match client.ok_or(TransportError::SignInNeeded)?.token(renewal).await {
            Ok(grant) => {
                let token = self.checked(opened_for, authority, grant).await?;
                self.note_met_demand(authority, renewal);
                return Ok(token);
            }
            Err(error) => error,
        };
        let claims = match (error, renewal) {
            (SignInError::Offline, _) => return Err(TransportError::Offline),
            (SignInError::Unreachable | SignInError::Throttled, _) => return Err(TransportError::TokenUnavailable),
            (error, _) if error.is_final() => return Err(TransportError::SignInBlocked),
            // What the sign-in service demands includes what the API demanded, where it demanded anything.
            (SignInError::InteractionNeeded(Some(claims)), _) => Some(claims),
            (_, Renewal::Satisfying(claims)) => Some(claims.clone()),
            _ => None,
        };
        // The user who is signed in by now has nothing to do for requests of an earlier session.
        if self.session.with_untracked(holds) {
            self.post(Event::InteractionNeeded(authority, claims));
        }
        Err(TransportError::SignInNeeded)
    }

    /// A new token meets what was demanded of the last one. One from the library's cache may not.
    fn note_met_demand(&self, authority: Authority, renewal: Renewal<'_>) {
        let is_demanded = |session: &Session| session.signed_in().is_some_and(|now| now.demanded(authority).is_some());
        if !matches!(renewal, Renewal::NotNeeded) && self.session.with_untracked(is_demanded) {
            self.post(Event::Renewed(authority));
        }
    }

    /// A token goes out only for the user and the tenant on the screen, and only where the deployment allows it.
    async fn checked(
        &self,
        opened_for: UserInTenant,
        authority: Authority,
        grant: Grant,
    ) -> Result<Token, TransportError> {
        let is_theirs = |now: &SignedIn| {
            now.holder_for(opened_for, authority)
                .is_some_and(|(who, _)| who.user_in_tenant() == grant.account.user_in_tenant())
        };
        let reads_only = self.session.with_untracked(|session| {
            session.signed_in().filter(|now| is_theirs(now)).map(|now| now.mode.reads_only())
        });
        let reads_only = reads_only.ok_or(TransportError::SignInNeeded)?;
        let writing = grant.scopes.writing_scopes();
        if reads_only && authority == Authority::Read && !writing.is_empty() {
            self.post(Event::TokenRefused(SignInError::TokenCanWrite(writing)));
            self.forget().await;
            return Err(TransportError::SignInNeeded);
        }
        note_use(&self.sign_in_use);
        if authority == Authority::Azure {
            note_use(&self.azure.used);
            note_use(&self.azure_operator.used);
        } else if self.by_operator(authority) {
            note_use(&self.operator.used);
        }
        Ok(grant.token)
    }

    fn by_operator(&self, authority: Authority) -> bool {
        authority == Authority::Change
            && self.session.with_untracked(|session| {
                session.signed_in().is_some_and(|now| matches!(now.mode, Mode::ReaderOperator { .. }))
            })
    }
}

/// Notes that a token is in use, where there is one.
fn note_use(noted: &Cell<Option<SignInUse>>) {
    noted.set(noted.get().map(|used| SignInUse { last: now(), ..used }));
}
