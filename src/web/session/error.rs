//! Why a sign-in, or a question within one, did not end as hoped. Each variant says what to do next.

use crate::web::hosting::Check;
use domain::problem::Claims;
use domain::scope::Scope;

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInError {
    /// The browser did not let the window open: allow windows for this page, then try again.
    PopupBlocked,
    /// The user went back: nothing happened; try again when wanted.
    Cancelled,
    /// The user declined to consent: nothing happened; without consent it cannot be done.
    ConsentRefused,
    /// Only an administrator can consent to what was asked for: have one do so, then try again.
    AdminConsentNeeded,
    /// The user has to act at Microsoft's page; where there is a challenge, it has to be passed on.
    InteractionNeeded(Option<Claims>),
    /// No answer came from the window in time; it may have been closed: try again.
    TimedOut,
    /// Another sign-in of this tab is still open: finish it, or try again, which replaces it.
    InProgress,
    /// A policy of the tenant requires what a page in a browser can't give: a token that is bound to the device. Trying
    /// again does not help; use a program that the policy allows.
    TokenProtection,
    /// A Conditional Access policy blocks this sign-in. Trying again from here does not help; an administrator can tell
    /// which policy it is. It carries the number of the service's error.
    BlockedByPolicy(String),
    /// The page did not come by https, and without it the browser offers no cryptography: open it by https.
    HttpsNeeded,
    /// The browser is offline: try again when it is online.
    Offline,
    /// The sign-in service could not be reached: try again, or look at what filters the network.
    Unreachable,
    /// The sign-in service asked to wait: try again in some minutes.
    Throttled,
    /// The browser keeps nothing for this page, so that a redirect would be forgotten: allow storage for it.
    StorageBlocked,
    /// The sign-in library is not there: the release is incomplete or something blocked it. Reload the page.
    LibraryMissing,
    /// The token can write, but this deployment's sign-in must only read. It was dropped: have the listed scopes
    /// removed from the registration's consent.
    TokenCanWrite(Vec<String>),
    /// The sign-in for changes came back without these scopes; nothing was sent: have an administrator consent to them.
    ScopesWithheld(Vec<Scope>),
    /// The account that was chosen for changes belongs to another tenant. Its token was dropped: choose another.
    OtherTenant,
    /// The account belongs to another tenant than the one that this deployment is for. Its token was dropped: choose
    /// another account.
    WrongTenant,
    /// The window was answered with another account than the one signed in: use the same one, or sign out first.
    OtherAccount,
    /// The deployment offers no changes.
    NoChanges,
    /// The page is hosted in a way that makes changes unsafe: the host has to fix what the check names.
    NotSafeHere(Check),
    /// No one did anything for so long that everything was forgotten: sign in again.
    Unused,
    /// The sign-in is as old as it may get, and everything was forgotten: sign in again.
    TooOld,
    /// The deployment must have no token that could change something, and every token for Azure could.
    NoAzure,
    /// The window at Microsoft that ends the session there was blocked. The page itself has forgotten everything.
    SignedOutHereOnly,
    /// The sample tenant could not be fetched: look at the network, then try again.
    SampleMissing,
    /// Something else, in the words of the sign-in service or its library, for support.
    Other {
        /// Its code.
        code: String,
        /// Its message. Text from outside: shown, never interpreted as markup.
        message: String,
    },
}

impl SignInError {
    /// Whether trying again from this page can't help.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::TokenProtection | Self::BlockedByPolicy(_) | Self::HttpsNeeded)
    }
}
