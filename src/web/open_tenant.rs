//! The tenant that is open: what the pages read from and write to.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::cloud::Cloud;
use super::connection::Connection;
use super::session::{Session, SessionControl, SignedIn};
use super::surroundings::BrowserSurroundings;
use crate::domain::ids::{TenantId, UserId};
use crate::domain::scope::Scope;
use crate::graph::transport::Authority;
use crate::operations::directory::Directory;

/// The directory of the open tenant, live or sample.
pub type OpenDirectory = Directory<Connection, BrowserSurroundings>;

/// Which tenant is open, for whom. Another one draws all pages anew, so that nothing of one is shown in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TenantKey {
    /// None.
    Nothing,
    /// The sample, opened for the so manieth time.
    Sample(u32),
    /// A real one, for this person.
    Live(TenantId, UserId),
}

/// The tenant that is open.
#[derive(Clone, Copy)]
pub struct OpenTenant(StoredValue<Rc<OpenDirectory>, LocalStorage>);

impl TenantKey {
    /// The tenant that the session has open.
    pub fn of(control: SessionControl) -> Self {
        let samples = control.samples().get();
        control.session().with(|session| match session {
            Session::Sample { ready: true, .. } => Self::Sample(samples),
            Session::SignedIn(now) => Self::Live(now.account.tenant, now.account.user),
            _ => Self::Nothing,
        })
    }

    /// Whether there is one.
    pub fn is_open(self) -> bool {
        self != Self::Nothing
    }
}

impl OpenTenant {
    /// Opens the tenant of the session for the pages.
    pub fn open(control: SessionControl, key: TenantKey) -> Option<Self> {
        let connection = key.is_open().then(|| control.connection()).flatten()?;
        let host = Cloud::OF_THIS_BUILD.graph_root().trim_start_matches("https://");
        let granted = control.session().with_untracked(granted);
        Some(Self(StoredValue::new_local(Rc::new(Directory::new(connection, BrowserSurroundings, host, granted)))))
    }

    /// The directory.
    pub fn directory(self) -> Rc<OpenDirectory> {
        self.0.get_value()
    }
}

/// Tells the directory when the person has consented to more.
pub fn follow_granted(control: SessionControl, tenant: OpenTenant) {
    let now = Memo::new(move |_| control.session().with(granted));
    Effect::new(move |_| tenant.directory().set_granted(now.get()));
}

/// What the tokens of the session may do. In the sample tenant nothing needs consent.
fn granted(session: &Session) -> BTreeSet<Scope> {
    let holds = |now: &SignedIn, scope: Scope| {
        now.granted.holds(scope) || now.holder(Authority::Change).is_some_and(|(_, granted)| granted.holds(scope))
    };
    let all = Scope::ALL.iter().copied();
    match session {
        Session::Sample { .. } => all.collect(),
        Session::SignedIn(now) => all.filter(|&scope| holds(now, scope)).collect(),
        _ => BTreeSet::new(),
    }
}
