//! The tenant that is open: what the pages read from and write to.

use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::web::browser::clock;
use crate::web::reactive::memo;
use crate::web::session::{Session, SessionControl, SignedIn};
use crate::web::tenant::connection::Connection;
use crate::web::tenant::surroundings::BrowserSurroundings;
use domain::cloud::Cloud;
use domain::ids::{ServicePrincipalId, TenantId, UserId};
use domain::scope::Scope;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::tiers::{Tier, TierGaps};
use domain::time::Timestamp;
use graph::closable::{ClosableTransport, Closing};
use graph::operations::directory::Directory;
use graph::transport::Authority;

/// The directory of the open tenant, live or sample.
pub type OpenDirectory = Directory<ClosableTransport<Connection>, BrowserSurroundings>;

/// Which tenant is open for which user. Another one draws all pages again, so that nothing of one is shown in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TenantKey {
    /// None.
    Nothing,
    /// The sample, opened for the so manieth time.
    Sample(u32),
    /// A real one, for this user.
    Live(TenantId, UserId),
}

/// The tenant that is open.
#[derive(Clone, Copy)]
pub struct OpenTenant {
    directory: StoredValue<Rc<OpenDirectory>, LocalStorage>,
    closing: StoredValue<Closing>,
    kept: StoredValue<Vec<Box<dyn Any>>, LocalStorage>,
    /// Whatever is kept lives as long as the tenant is open.
    owner: StoredValue<Option<Owner>>,
    powers: RwSignal<Option<ReviewedTiers>>,
    renewed: RwSignal<Option<Timestamp>>,
}

/// How powerful each identity is, once the whole tenant has been reviewed.
pub type ReviewedTiers = Arc<SortedMap<ServicePrincipalId, ReviewedTier>>;

/// How powerful an identity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewedTier {
    /// The highest tier of its permissions and roles, if one of them has a tier.
    pub tier: Option<Tier>,
    /// What is missing in what the tier was computed from.
    pub gaps: TierGaps,
    /// How many permissions and roles it contains.
    pub holds: usize,
}

impl TenantKey {
    /// The tenant that the session has open.
    pub fn of(control: SessionControl) -> Self {
        let samples = control.sample_open_count().get();
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
        let connection = ClosableTransport::new(key.is_open().then(|| control.connection()).flatten()?);
        let closing = connection.closing();
        let host = Cloud::OF_THIS_BUILD.graph_root().trim_start_matches("https://");
        let granted = control.session().with_untracked(granted);
        let directory = Directory::new(connection, BrowserSurroundings, host, granted);
        Some(Self {
            directory: StoredValue::new_local(Rc::new(directory)),
            closing: StoredValue::new(closing),
            kept: StoredValue::new_local(Vec::new()),
            owner: StoredValue::new(Owner::current()),
            powers: RwSignal::new(None),
            renewed: RwSignal::new(None),
        })
    }

    /// The directory.
    pub fn directory(self) -> Rc<OpenDirectory> {
        self.directory.get_value()
    }

    /// What closes it: nothing is read or sent any more, also not with the token of a later sign-in of the same user.
    pub fn closing(self) -> Closing {
        self.closing.get_value()
    }

    /// How powerful identities are; nothing before the tenant has been reviewed.
    pub fn reviewed_tiers(self) -> RwSignal<Option<ReviewedTiers>> {
        self.powers
    }

    /// When the last token came that may allow more than the one before; nothing, while the first is in use.
    pub fn renewed(self) -> ReadSignal<Option<Timestamp>> {
        self.renewed.read_only()
    }

    /// Makes signals that live as long as the tenant is open.
    pub fn owned<T>(self, make: impl FnOnce() -> T) -> T {
        self.owner.get_value().unwrap_or_default().with(make)
    }

    /// What a page keeps while the tenant is open, so that it is still there when the user comes back; made the first
    /// time it is asked for. There is one of each type. Signals of it outlive the page that made it.
    pub fn keep<T: Copy + 'static>(self, make: impl FnOnce() -> T) -> T {
        let kept = self.kept.with_value(|all| all.iter().find_map(|it| it.downcast_ref::<T>().copied()));
        kept.unwrap_or_else(|| {
            let made = self.owned(make);
            self.kept.update_value(|all| all.push(Box::new(made)));
            made
        })
    }
}

/// Tells the directory what the tokens allow whenever that may have changed, and then the parts of the page that may be
/// read again.
pub fn follow_granted(control: SessionControl, tenant: OpenTenant) {
    let renewals = |session: &Session| session.signed_in().map_or(0, |now| now.renewals);
    let now = memo(move || control.session().with(|session| (granted(session), renewals(session))));
    Effect::new(move |before: Option<u32>| {
        let (granted, renewals) = now.get();
        let directory = tenant.directory();
        directory.set_granted(granted);
        if before.is_some_and(|before| before != renewals) {
            // The user's roles may be other ones now.
            directory.forget_signed_in_user();
            tenant.renewed.set(Some(clock::now()));
        }
        renewals
    });
}

/// What the tokens of the session may do. In the sample tenant nothing needs consent.
fn granted(session: &Session) -> SortedSet<Scope> {
    let holds = |now: &SignedIn, scope: Scope| {
        now.granted.contains(scope) || now.holder(Authority::Change).is_some_and(|(_, granted)| granted.contains(scope))
    };
    let all = Scope::ALL.iter().copied();
    match session {
        Session::Sample { .. } => all.collect(),
        Session::SignedIn(now) => all.filter(|&scope| holds(now, scope)).collect(),
        _ => SortedSet::new(),
    }
}
