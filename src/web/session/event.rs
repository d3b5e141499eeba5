//! What can happen to a session, and what becomes of it.

use super::account::Account;
use super::change_tokens::ChangeTokens;
use super::error::SignInError;
use super::granted::GrantedScopes;
use super::state::{Attempt, Operator, QuestionState, Session, Setup, SignInQuestion, SignedIn, SignedOut, SigningIn};
use crate::web::config::{Mode, TenantName};
use domain::problem::Claims;
use graph::transport::Authority;

/// Something that happened to a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The start found no one signed in.
    NobodyRestored(Setup, Option<SignInError>),
    /// A user typed a configuration. It ends what was open.
    SetupTyped(Setup),
    /// The user clicked on sign in.
    SignInStarted(Attempt),
    /// A sign-in ended well, or a session was found again at the start.
    SignedIn {
        /// What was signed in to.
        setup: Setup,
        /// The attempt that it ends; none at the start.
        attempt: Option<Attempt>,
        /// Who is signed in.
        account: Account,
        /// What their token may do.
        granted: GrantedScopes,
    },
    /// The user was asked something in a window.
    Asked(SignInQuestion, Attempt),
    /// A question ended well: who answered, and what the new token may do.
    Answered(Attempt, Account, GrantedScopes),
    /// A sign-in or a question did not end well.
    Failed(Attempt, SignInError),
    /// The user gave up a sign-in or a question.
    GivenUp,
    /// The user has to act before requests of this kind can continue, and where there are claims, satisfy them.
    InteractionNeeded(Authority, Option<Claims>),
    /// A new token came without asking the user, which satisfies what was demanded or shows roles that were activated.
    Renewed(Authority),
    /// A silently renewed token turned out to be one that this session must not have.
    TokenRefused(SignInError),
    /// Nothing uses these tokens for changes any more: they were discarded.
    ChangeEnded(ChangeTokens),
    /// The token for Azure was discarded: it has reached a time limit.
    AzureEnded,
    /// The user signed out, here or also at Microsoft's.
    SignedOut(Option<SignInError>),
    /// The user opened the sample tenant.
    SampleOpened,
    /// The sample tenant can answer.
    SampleReady,
    /// The sample tenant could not be fetched.
    SampleFailed,
    /// The user closed the sample tenant.
    SampleClosed,
}

impl Session {
    /// The session after an event. One that does not concern the state, such as the late answer of a window that
    /// was given up, changes nothing.
    pub fn after(self, event: Event) -> Self {
        match (self, event) {
            (Self::Restoring, Event::NobodyRestored(setup, error)) => signed_out(setup, error),
            // The user leaves whatever is open, the sample tenant included.
            (
                Self::SignedOut(_) | Self::SigningIn(_) | Self::SignedIn(_) | Self::Sample { .. },
                Event::SetupTyped(setup),
            ) => signed_out(setup, None),
            (Self::SignedOut(SignedOut { setup, .. }), Event::SignInStarted(attempt)) => signing_in(setup, attempt),
            (Self::SigningIn(SigningIn { setup, .. }), Event::SignInStarted(attempt)) => signing_in(setup, attempt),
            (Self::Restoring, Event::SignedIn { setup, attempt: None, account, granted }) => {
                signed_in(setup, account, granted)
            }
            (Self::SigningIn(now), Event::SignedIn { setup, attempt, account, granted })
                if attempt == Some(now.attempt) =>
            {
                signed_in(setup, account, granted)
            }
            (Self::SigningIn(now), Event::Failed(attempt, error)) if attempt == now.attempt => {
                signed_out(now.setup, Some(error))
            }
            (Self::SigningIn(now), Event::GivenUp) => signed_out(now.setup, None),
            (Self::SignedIn(now), Event::TokenRefused(error)) => signed_out(now.setup, Some(error)),
            (Self::SignedIn(now), Event::SignedOut(error)) => signed_out(now.setup, error),
            (Self::SignedIn(now), Event::Answered(attempt, account, granted)) => {
                now.answered(attempt, account, granted)
            }
            (Self::SignedIn(now), event) => Self::SignedIn(Box::new(now.after(event))),
            (Self::SignedOut(now), Event::SignedOut(error)) => signed_out(now.setup, error),
            (Self::SignedOut(now), Event::SampleOpened) => Self::Sample { setup: now.setup, ready: false },
            (Self::Sample { setup, .. }, Event::SampleReady) => Self::Sample { setup, ready: true },
            (Self::Sample { setup, ready: false }, Event::SampleFailed) => {
                signed_out(setup, Some(SignInError::SampleMissing))
            }
            (Self::Sample { setup, .. }, Event::SampleClosed) => signed_out(setup, None),
            (unmoved, _) => unmoved,
        }
    }
}

impl SignedIn {
    /// What becomes of a sign-in that continues.
    fn after(mut self, event: Event) -> Self {
        match event {
            Event::Asked(question, attempt) => self.asking = QuestionState::Waiting { question, attempt },
            Event::InteractionNeeded(authority, claims) => {
                let token = self.token_for(authority);
                // A refusal without claims takes none back that came before: what is demanded still is.
                if let Some(claims) = claims.clone() {
                    self.clear_demanded_claims(token);
                    self.demands.push((token, claims));
                }
                if !matches!(self.asking, QuestionState::Waiting { .. }) {
                    self.asking = QuestionState::Needed(SignInQuestion::StepUp(authority, claims));
                }
            }
            Event::Renewed(authority) => {
                let token = self.token_for(authority);
                self.clear_demanded_claims(token);
                self.renewals += 1;
                if let QuestionState::Needed(SignInQuestion::StepUp(of, _)) = self.asking
                    && self.token_for(of) == token
                {
                    self.asking = QuestionState::Nothing;
                }
            }
            Event::Failed(attempt, error) => {
                self.asking = match self.asking {
                    QuestionState::Waiting { question, attempt: awaited } if awaited == attempt => {
                        QuestionState::Failed { question, error }
                    }
                    unmoved => unmoved,
                }
            }
            Event::GivenUp => self.asking = QuestionState::Nothing,
            Event::ChangeEnded(ended) => {
                self.operator = self.operator.filter(|_| !ended.directory);
                self.azure_operator = self.azure_operator.filter(|_| !ended.azure);
            }
            Event::AzureEnded => (self.azure, self.azure_operator) = (None, None),
            _ => {}
        }
        self
    }

    /// What becomes of it when a question ended well: a plan is applied in one tenant only, and the sign-in stays with
    /// the user and the rights it began with.
    fn answered(mut self, attempt: Attempt, account: Account, granted: GrantedScopes) -> Session {
        let QuestionState::Waiting { question, attempt: awaited } = &self.asking else {
            return Session::SignedIn(Box::new(self));
        };
        if *awaited != attempt {
            return Session::SignedIn(Box::new(self));
        }
        let has_operator = matches!(self.mode, Mode::ReaderOperator { .. });
        let by_operator = has_operator && question.authority() == Authority::Change;
        // A stronger sign-in is of the registration whose token is in use.
        let azure_by_operator = match question {
            SignInQuestion::ChangeAzure => has_operator,
            SignInQuestion::StepUp(Authority::Azure, _) => self.azure_operator.is_some(),
            _ => false,
        };
        let error = if account.tenant != self.account.tenant {
            Some(SignInError::OtherTenant)
        } else if !by_operator && account.user != self.account.user {
            Some(SignInError::OtherAccount)
        } else {
            None
        };
        if let Some(error) = error {
            self.asking = QuestionState::Failed { question: question.clone(), error };
            return Session::SignedIn(Box::new(self));
        }
        let token = self.token_for(question.authority());
        self.clear_demanded_claims(token);
        self.renewals += 1;
        self.asking = QuestionState::Nothing;
        match token {
            Authority::Azure if azure_by_operator => self.azure_operator = Some(granted),
            Authority::Azure => self.azure = Some(granted),
            Authority::Change if by_operator => self.operator = Some(Operator { account, granted }),
            Authority::Read | Authority::Change => {
                if let Some(error) = forbidden_token_error(self.mode, &granted) {
                    return signed_out(self.setup, Some(error));
                }
                (self.account, self.granted) = (account, granted);
            }
        }
        Session::SignedIn(Box::new(self))
    }

    fn clear_demanded_claims(&mut self, token: Authority) {
        self.demands.retain(|(of, _)| *of != token);
    }
}

impl SignInQuestion {
    /// Which token an answer brings.
    pub fn authority(&self) -> Authority {
        match self {
            Self::Scopes(_) => Authority::Read,
            Self::Change(_) => Authority::Change,
            Self::Azure | Self::ChangeAzure => Authority::Azure,
            Self::StepUp(authority, _) => *authority,
        }
    }
}

fn signed_out(setup: Setup, error: Option<SignInError>) -> Session {
    Session::SignedOut(SignedOut { setup, error })
}

fn signing_in(setup: Setup, attempt: Attempt) -> Session {
    match setup.config() {
        Some(config) => Session::SigningIn(SigningIn { form: config.mode.form(), setup, attempt }),
        None => signed_out(setup, None),
    }
}

/// The state of someone who has just signed in, unless their token is one that the deployment must not have.
fn signed_in(setup: Setup, account: Account, granted: GrantedScopes) -> Session {
    let Some(mode) = setup.config().map(|config| config.mode) else { return signed_out(setup, None) };
    // A configuration that names the tenant by ID allows no other, whatever the sign-in says.
    if setup.config().is_some_and(|config| matches!(config.tenant, TenantName::Id(id) if id != account.tenant)) {
        return signed_out(setup, Some(SignInError::WrongTenant));
    }
    if let Some(error) = forbidden_token_error(mode, &granted) {
        return signed_out(setup, Some(error));
    }
    Session::SignedIn(Box::new(SignedIn {
        setup,
        mode,
        account,
        granted,
        operator: None,
        azure: None,
        azure_operator: None,
        asking: QuestionState::Nothing,
        demands: Vec::new(),
        renewals: 0,
    }))
}

/// Why a deployment must not have a sign-in's token, where it must not.
fn forbidden_token_error(mode: Mode, granted: &GrantedScopes) -> Option<SignInError> {
    let writing = granted.writing_scopes();
    (mode.reads_only() && !writing.is_empty()).then_some(SignInError::TokenCanWrite(writing))
}

#[cfg(test)]
mod tests;
