//! What can stand between a person and an answer. Each variant says what to do next.

use std::fmt;
use std::time::Duration;

use super::scope::Scope;

/// What the service said, kept word for word so that support can find the request again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceMessage {
    /// The HTTP status.
    pub status: u16,
    /// The service's own code, such as `Authorization_RequestDenied`; empty where the answer had none.
    pub code: String,
    /// The service's own words. Text from outside: shown, never interpreted as markup.
    pub message: String,
    /// The id under which the service logged the request, where it told one.
    pub request_id: Option<String>,
}

/// A claims challenge: what the service wants to see in the token, as JSON text for the sign-in library.
/// It is not secret and says nothing about the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims(String);

impl Claims {
    /// Longest challenge that is passed on, in bytes; a real one has some hundred.
    pub const LONGEST: usize = 8192;

    /// A challenge that has been decoded and is a JSON object.
    pub fn from_json(text: String) -> Option<Self> {
        let fits = text.len() <= Self::LONGEST
            && serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text).is_ok();
        fits.then_some(Self(text))
    }

    /// The JSON text.
    pub fn json(&self) -> &str {
        &self.0
    }
}

/// Why there is no answer, or not the one hoped for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The sign-in does not cover this: ask for these scopes, then repeat.
    ScopeMissing(Vec<Scope>),
    /// The service refused; a role is missing, or a scope that the page did not expect. Ask whoever can assign it.
    Forbidden(ServiceMessage),
    /// The service allowed the same a moment ago and refuses it now, as when an activated role has ended: activate it
    /// again, then repeat.
    RightLost(ServiceMessage),
    /// The tenant lacks the licence. There is nothing to repeat.
    LicenceMissing(ServiceMessage),
    /// The object is not there.
    NotFound(ServiceMessage),
    /// The service wants more of the sign-in: step up with these claims, then repeat.
    StepUp(Claims),
    /// There is no usable token: sign in again, then repeat.
    SignInNeeded,
    /// The browser is offline: repeat when it is online.
    Offline,
    /// No answer came after several attempts: repeat later.
    Unreachable,
    /// The service asked to wait and still does: repeat after this time.
    Throttled(Duration),
    /// The service failed after several attempts: repeat later, or hand the request id to support.
    Unavailable(ServiceMessage),
    /// The service refused the request itself. Repeating does not help; hand the message to support.
    Refused(ServiceMessage),
    /// The answer was not what the service documents; the text says which part. Nothing of it is trusted.
    Unreadable(&'static str),
}

impl Problem {
    /// What the service said, where it said anything.
    pub fn service_message(&self) -> Option<&ServiceMessage> {
        match self {
            Self::Forbidden(said)
            | Self::RightLost(said)
            | Self::LicenceMissing(said)
            | Self::NotFound(said)
            | Self::Unavailable(said)
            | Self::Refused(said) => Some(said),
            _ => None,
        }
    }
}

/// For logs and tests only: the sentences that people read stand with the page.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Problem {}
