//! The codes and tokens that are out, and what each of them is good for.

use std::time::Duration;

use super::refusal::SignInRefusal;
use super::scopes::{AskedScopes, Resource};
use domain::ids::{AppId, UserId};
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;

/// How long an access token opens its resource. Entra draws 60 to 90 minutes.
pub(super) const ACCESS_LIFETIME: Duration = Duration::from_secs(3600);

/// How long after the sign-in a single-page application's refresh tokens work. Renewal does not prolong it.
///
/// <https://learn.microsoft.com/entra/identity-platform/refresh-tokens>
pub(super) const REFRESH_LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// How long a code can be redeemed.
const CODE_LIFETIME: Duration = Duration::from_secs(600);

/// What an access token opens, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The user who signed in.
    pub user: UserId,
    /// The application they signed in to.
    pub client: AppId,
    /// What the token is for.
    pub resource: Resource,
    /// Every scope that was ever consented for this client and resource.
    pub scopes: SortedSet<String>,
    /// The authentication contexts that the token says were fulfilled.
    pub contexts: SortedSet<String>,
    /// When it was given.
    pub issued: Timestamp,
}

/// Why a token does not open a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessError {
    /// No one gave this token.
    Unknown,
    /// Its time is over.
    Expired,
    /// It was given for another resource.
    WrongAudience,
    /// Conditional access wants another token, which has to be asked for with these claims.
    Challenged {
        /// The JSON that the client sends with its next request for a token.
        claims: String,
    },
}

/// A code, as it was given.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub signed_in: SignedIn,
    pub redirect_uri: String,
    /// The S256 challenge that the verifier has to fit.
    pub challenge: String,
    pub nonce: Option<String>,
    pub asked: AskedScopes,
}

/// Who signed in to what, when, and what they proved: what a code and its refresh tokens represent.
#[derive(Clone, Debug)]
pub(super) struct SignedIn {
    pub user: UserId,
    pub client: AppId,
    pub proofs: SortedSet<String>,
    pub at: Timestamp,
}

/// The state of a code: it is redeemed once.
enum CodeState {
    Open(Box<Code>),
    Redeemed,
}

/// Everything that is out.
#[derive(Default)]
pub(super) struct Tokens {
    codes: SortedMap<String, CodeState>,
    refresh: SortedMap<String, SignedIn>,
    access: SortedMap<String, Access>,
}

impl Tokens {
    pub fn keep_code(&mut self, text: String, code: Code) {
        self.codes.insert(text, CodeState::Open(Box::new(code)));
    }

    pub fn keep_refresh(&mut self, text: String, signed_in: SignedIn) {
        self.refresh.insert(text, signed_in);
    }

    pub fn keep_access(&mut self, text: String, access: Access) {
        self.access.insert(text, access);
    }

    /// Takes a code out, whatever becomes of its redemption.
    pub fn take_code(&mut self, now: Timestamp, text: &str) -> Result<Code, SignInRefusal> {
        let state = self.codes.get_mut(text).ok_or_else(SignInRefusal::grant_unknown)?;
        match std::mem::replace(state, CodeState::Redeemed) {
            CodeState::Redeemed => Err(SignInRefusal::code_redeemed()),
            CodeState::Open(code) if now.since(code.signed_in.at) > CODE_LIFETIME => Err(SignInRefusal::code_expired()),
            CodeState::Open(code) => Ok(*code),
        }
    }

    /// What a refresh token represents. Using it does not end it; the next one lives no longer.
    pub fn refresh(&self, now: Timestamp, text: &str) -> Result<SignedIn, SignInRefusal> {
        let signed_in = self.refresh.get(text).ok_or_else(SignInRefusal::grant_unknown)?;
        if now.since(signed_in.at) >= REFRESH_LIFETIME {
            return Err(SignInRefusal::refresh_token_expired());
        }
        Ok(signed_in.clone())
    }

    pub fn access(&self, now: Timestamp, text: &str, resource: Resource) -> Result<&Access, AccessError> {
        let access = self.access.get(text).ok_or(AccessError::Unknown)?;
        if access.resource != resource {
            return Err(AccessError::WrongAudience);
        }
        if now.since(access.issued) >= ACCESS_LIFETIME {
            return Err(AccessError::Expired);
        }
        Ok(access)
    }
}
