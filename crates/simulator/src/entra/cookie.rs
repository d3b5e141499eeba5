//! Who is signed in to Entra in which browser: a session behind a cookie.
//!
//! A browser that keeps the cookie from a hidden frame is, to Entra, one where no one is signed in.

use http::header::COOKIE;

use domain::ids::UserId;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use graph::transport::Request;

const NAME: &str = "ESTSAUTH";

/// A user signed in to Entra in one browser.
#[derive(Clone, Debug)]
pub(super) struct Session {
    /// Who.
    pub user: UserId,
    /// What they proved in it beyond being themselves.
    pub proofs: SortedSet<String>,
}

/// The sessions by the value of their cookie.
#[derive(Debug, Default)]
pub(super) struct Sessions(SortedMap<String, Session>);

impl Sessions {
    /// The session of the browser that sent the request.
    pub fn of(&self, request: &Request) -> Option<&Session> {
        self.0.get(id_of(request)?)
    }

    /// Keeps a session under a new name.
    pub fn begin(&mut self, id: String, session: Session) {
        self.0.insert(id, session);
    }

    /// Ends the session of the browser that sent the request.
    pub fn end(&mut self, request: &Request) {
        if let Some(id) = id_of(request) {
            self.0.remove(id);
        }
    }

    /// Ends every session of a user.
    pub fn end_all_of(&mut self, user: UserId) {
        self.0.retain(|_, session| session.user != user);
    }
}

/// The header that makes a browser remember the session, across sites as Entra's does.
pub(super) fn remember(id: &str) -> String {
    format!("{NAME}={id}; Path=/; Secure; HttpOnly; SameSite=None")
}

/// The header that makes a browser forget it.
pub(super) fn forget() -> String {
    format!("{NAME}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0")
}

fn id_of(request: &Request) -> Option<&str> {
    let headers = request.headers().get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = headers.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAME).map(|(_, id)| id)
}
