//! Who is signed in, or how far the sign-in is, and what is being asked of the user.

use super::account::{Account, UserInTenant};
use super::error::SignInError;
use super::granted::GrantedScopes;
use crate::web::config::{Config, ConfigError, Mode, SignInForm};
use domain::ids::AppId;
use domain::problem::Claims;
use domain::scope::Scope;
use graph::transport::Authority;

/// Who is signed in, or how far the sign-in is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    /// The page has just started: it reads its configuration and looks for a session that a reload left behind.
    Restoring,
    /// No one is signed in.
    SignedOut(SignedOut),
    /// The user is at Microsoft's page.
    SigningIn(SigningIn),
    /// A user is signed in.
    SignedIn(Box<SignedIn>),
    /// The sample tenant is open, or opening. Nothing of it touches the network.
    Sample {
        /// What the deployment says about itself, for when the sample tenant is closed.
        setup: Setup,
        /// Whether it can answer yet.
        ready: bool,
    },
}

/// No one is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedOut {
    /// What can be signed in to.
    pub setup: Setup,
    /// How the last attempt ended, if not well.
    pub error: Option<SignInError>,
}

/// What the deployment says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setup {
    /// There is no configuration: a user may type one.
    None,
    /// There is one that cannot be used.
    Broken(ConfigError),
    /// A deployment's `config.json`.
    Deployed(Config),
    /// A user typed it, and the tab keeps it.
    Typed(Config),
}

/// The user is at Microsoft's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningIn {
    /// What is signed in to.
    pub setup: Setup,
    /// Where Microsoft's page is: in a window of its own, or in place of this page.
    pub form: SignInForm,
    /// Which attempt this is.
    pub attempt: Attempt,
}

/// Tells the answer of one window from the late answer of another that was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt(pub u32);

/// A user is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// What they are signed in to.
    pub setup: Setup,
    /// The registrations.
    pub mode: Mode,
    /// Who they are, and in which tenant.
    pub account: Account,
    /// What the token of the sign-in may do.
    pub granted: GrantedScopes,
    /// Who applies changes, while a reviewed plan is applied and the deployment has a registration for that.
    pub operator: Option<Operator>,
    /// What the token for Azure may do, once the user has connected Azure.
    pub azure: Option<GrantedScopes>,
    /// What the token for Azure of the registration for changes may do, while a reviewed plan is applied that changes Azure
    /// roles. It goes out instead of the one with which Azure is read.
    pub azure_operator: Option<GrantedScopes>,
    /// What is being asked of the user.
    pub asking: QuestionState,
    /// The claims that Microsoft demands of the next sign-in in a window, one entry for each token at most.
    pub demands: Vec<(Authority, Claims)>,
    /// How many tokens came that may allow more than the ones before: after a sign-in in a window, or after a role was
    /// activated. What failed for lack of a token or a role is read again when this grows.
    pub renewals: u32,
}

/// The sign-in of the registration for changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Who applies the changes; it may be another account of the same user.
    pub account: Account,
    /// What the token may do.
    pub granted: GrantedScopes,
}

/// What is being asked of a user who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionState {
    /// Nothing.
    Nothing,
    /// The service will not continue before the user has acted: the page offers a button.
    Needed(SignInQuestion),
    /// A window of Microsoft's is open. Should the user close it, that is noticed only after a minute, so the page
    /// offers to cancel and to try again.
    Waiting {
        /// What is asked.
        question: SignInQuestion,
        /// Which window's answer counts.
        attempt: Attempt,
    },
    /// The last question did not end as hoped; it can be asked again.
    Failed {
        /// What was asked.
        question: SignInQuestion,
        /// How it ended.
        error: SignInError,
    },
}

/// What a user can be asked at Microsoft's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInQuestion {
    /// To let the page use further scopes.
    Scopes(Vec<Scope>),
    /// To let the page change the tenant, which takes these scopes.
    Change(Vec<Scope>),
    /// To let the page read Azure, with a token of its own.
    Azure,
    /// To let the page change Azure roles, with a token of the registration for changes where there is one.
    ChangeAzure,
    /// To sign in again for requests of this kind, and so that these claims are satisfied where there are any.
    StepUp(Authority, Option<Claims>),
}

impl Session {
    /// The account, while someone is signed in.
    pub fn account(&self) -> Option<&Account> {
        self.signed_in().map(|signed_in| &signed_in.account)
    }

    /// The sign-in, while someone is signed in.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match self {
            Self::SignedIn(signed_in) => Some(signed_in),
            _ => None,
        }
    }

    /// Whether the deployment lets no one change anything.
    pub fn is_read_only(&self) -> bool {
        self.signed_in().is_some_and(|now| matches!(now.mode, Mode::ReadOnly { .. }))
    }

    /// What the deployment says about itself, once it is known.
    pub fn setup(&self) -> Option<&Setup> {
        match self {
            Self::Restoring => None,
            Self::SignedOut(SignedOut { setup, .. })
            | Self::SigningIn(SigningIn { setup, .. })
            | Self::Sample { setup, .. } => Some(setup),
            Self::SignedIn(signed_in) => Some(&signed_in.setup),
        }
    }

    /// How the last sign-in or question ended, if not well.
    pub fn error(&self) -> Option<&SignInError> {
        match self {
            Self::SignedOut(SignedOut { error, .. }) => error.as_ref(),
            Self::SignedIn(signed_in) => match &signed_in.asking {
                QuestionState::Failed { error, .. } => Some(error),
                _ => None,
            },
            _ => None,
        }
    }

    /// Those of the scopes that the token for changes lacks; nothing, where there is no such token now.
    pub fn lacking_for_change(&self, scopes: &[Scope]) -> Vec<Scope> {
        let holder = self.signed_in().and_then(|now| now.holder(Authority::Change));
        holder.map(|(_, granted)| granted.missing(scopes)).unwrap_or_default()
    }

    /// The app registration that an administrator has to consent to, where that is what an error asks for.
    pub fn to_consent(&self, error: &SignInError) -> Option<AppId> {
        let asked = match (error, self.signed_in().map(|now| &now.asking)) {
            (SignInError::ScopesWithheld(_), _) => Authority::Change,
            (SignInError::AdminConsentNeeded, Some(QuestionState::Failed { question, .. })) => question.authority(),
            (SignInError::AdminConsentNeeded, _) => Authority::Read,
            _ => return None,
        };
        Some(self.setup()?.config()?.mode.registration(asked))
    }

    /// The attempt whose answer is awaited, where one is.
    pub fn awaited(&self) -> Option<Attempt> {
        match self {
            Self::SigningIn(SigningIn { attempt, .. }) => Some(*attempt),
            Self::SignedIn(signed_in) => match signed_in.asking {
                QuestionState::Waiting { attempt, .. } => Some(attempt),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Setup {
    /// What the page signs in to, of what the web host has and what the tab keeps. What a user typed goes first, because a
    /// sign-in by redirect has to come back to it; once the host has the same, it is the host's.
    pub fn chosen(hosted: Self, kept: Option<Config>) -> Self {
        match kept {
            Some(kept) if hosted.config() != Some(&kept) => Self::Typed(kept),
            _ => hosted,
        }
    }

    /// The configuration, where there is a usable one.
    pub fn config(&self) -> Option<&Config> {
        match self {
            Self::Deployed(config) | Self::Typed(config) => Some(config),
            Self::None | Self::Broken(_) => None,
        }
    }
}

impl SignedIn {
    /// Whose token goes out with requests of this kind, and what it may do; `None` where there is no such token now.
    pub fn holder(&self, authority: Authority) -> Option<(&Account, &GrantedScopes)> {
        match (self.mode, authority) {
            (_, Authority::Read) | (Mode::Single { .. }, Authority::Change) => Some((&self.account, &self.granted)),
            (Mode::ReaderOperator { .. }, Authority::Change) => {
                self.operator.as_ref().map(|operator| (&operator.account, &operator.granted))
            }
            (Mode::ReadOnly { .. }, Authority::Change) => None,
            (_, Authority::Azure) => {
                self.azure_operator.as_ref().or(self.azure.as_ref()).map(|granted| (&self.account, granted))
            }
        }
    }

    /// The same, for requests of the pages that were opened for this user in this tenant: none, where someone else is
    /// signed in by now.
    pub fn holder_for(&self, opened_for: UserInTenant, authority: Authority) -> Option<(&Account, &GrantedScopes)> {
        if self.account.user_in_tenant() == opened_for { self.holder(authority) } else { None }
    }

    /// The claims that the next sign-in for requests of this kind has to satisfy, where Microsoft demands any.
    pub fn demanded(&self, authority: Authority) -> Option<&Claims> {
        let token = self.token_for(authority);
        self.demands.iter().find(|(of, _)| *of == token).map(|(_, claims)| claims)
    }

    /// Requests that share a token, by one kind of them: with a single registration changes go out with the token that
    /// reads.
    pub(super) fn token_for(&self, authority: Authority) -> Authority {
        match (self.mode, authority) {
            (Mode::Single { .. }, Authority::Change) => Authority::Read,
            (_, authority) => authority,
        }
    }

    /// The scopes that a change needs and that no token carries now.
    pub fn missing_for_change(&self, scopes: &[Scope]) -> Vec<Scope> {
        match self.holder(Authority::Change) {
            Some((_, granted)) => granted.missing(scopes),
            None => scopes.to_vec(),
        }
    }
}
