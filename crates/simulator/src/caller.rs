//! Who asks: the claims of an access token that Microsoft Graph decides by.

use domain::ids::{AppId, UserId};
use domain::sorted_set::SortedSet;

/// The user and the program behind a request, as a valid access token names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The signed-in user (`oid`).
    pub user: UserId,
    /// The delegated permissions of the token (`scp`).
    pub scopes: SortedSet<String>,
    /// The program that the token was issued to (`appid`).
    pub app: AppId,
    /// What the token says that the user has proven: authentication contexts (`acrs`), and `mfa` (`amr`).
    pub proofs: SortedSet<String>,
}

impl Caller {
    /// A caller with the scopes of a token's `scp` claim, which separates them by spaces.
    pub fn new(user: UserId, app: AppId, scp: &str) -> Self {
        Self { user, app, scopes: scp.split_ascii_whitespace().map(str::to_owned).collect(), proofs: SortedSet::new() }
    }
}
