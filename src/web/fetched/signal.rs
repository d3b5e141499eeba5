//! Something that a page reads from the tenant: the signal with what is known of it, and how it is read.

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::browser::clock;
use crate::web::fetched::state::{Failure, Fetched, FetchedState, Read};
use crate::web::reactive::{follow, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use domain::problem::Problem;
use domain::time::Timestamp;

/// Something that is read from the tenant, as a signal, and how it is read. The value may contain what belongs to this
/// thread.
pub struct FetchedSignal<T: 'static> {
    fetched: RwSignal<Fetched<T>, LocalStorage>,
    read: StoredValue<Reader<T>>,
}

/// Begins a reading, and sees to it that what comes of it ends up in the signal.
type Reader<T> = Arc<dyn Fn(FetchedSignal<T>) + Send + Sync>;

/// The state of something that is read, and how it is read again: what is said of it, whatever it is.
#[derive(Clone, Copy)]
pub struct FetchStatus {
    /// Its state.
    pub state: Signal<FetchedState>,
    /// Reads it again.
    pub read: Callback<()>,
}

impl<T> Clone for FetchedSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for FetchedSignal<T> {}

impl<T: 'static> FetchedSignal<T> {
    /// What `read` gives, once someone asks for it.
    pub fn new<F: Future<Output = Result<T, Problem>> + 'static>(read: impl Fn() -> F + Send + Sync + 'static) -> Self {
        Self::in_steps(move |fetched| fetched.take(read()))
    }

    /// What `read` gives, which is read at once.
    pub fn now<F: Future<Output = Result<T, Problem>> + 'static>(read: impl Fn() -> F + Send + Sync + 'static) -> Self {
        let fetched = Self::new(read);
        fetched.read();
        fetched
    }

    /// What is read in steps: `read` begins a reading, notes what has come, and ends it.
    pub fn in_steps(read: impl Fn(Self) + Send + Sync + 'static) -> Self {
        Self { fetched: RwSignal::new_local(Fetched::NotAsked), read: StoredValue::new(Arc::new(read)) }
    }

    /// What something else reads.
    pub fn read_elsewhere() -> Self {
        Self::in_steps(|_| ())
    }

    /// Sets how it is read from now on.
    pub fn set_reader(self, read: impl Fn(Self) + Send + Sync + 'static) {
        self.read.set_value(Arc::new(read));
    }

    /// Reads it. What was there stays until the answer comes, and also if it is a problem.
    pub fn read(self) {
        if let Some(read) = self.read.try_get_value() {
            read(self);
        }
    }

    /// Reads it where nobody has asked for it yet.
    pub fn read_once(self) {
        if !self.with_untracked(Fetched::is_asked) {
            self.read();
        }
    }

    /// How it is read, for a button.
    pub fn reader(self) -> Callback<()> {
        Callback::new(move |()| self.read())
    }

    /// Looks at what is known of it, and follows it.
    pub fn with<U>(self, look: impl FnOnce(&Fetched<T>) -> U) -> U {
        self.fetched.with(look)
    }

    /// The same, for what does not follow it.
    pub fn with_untracked<U>(self, look: impl FnOnce(&Fetched<T>) -> U) -> U {
        self.fetched.with_untracked(look)
    }

    /// The same, for what may have been left meanwhile.
    pub fn try_with_untracked<U>(self, look: impl FnOnce(&Fetched<T>) -> U) -> Option<U> {
        self.fetched.try_with_untracked(look)
    }

    /// Looks at what is shown, where something is, and follows it.
    pub fn map<U>(self, look: impl FnOnce(&T) -> U) -> Option<U> {
        self.with(|fetched| fetched.value().map(look))
    }

    /// Whether there is anything to show.
    pub fn is_shown(self) -> bool {
        self.map(|_| ()).is_some()
    }

    /// Its state, and how it is read again.
    pub fn status(self) -> FetchStatus {
        FetchStatus { state: memo(move || self.with(Fetched::state)).into(), read: self.reader() }
    }

    /// Takes what comes of a reading that begins now. A page that has been left meanwhile takes no answer.
    pub fn take(self, reading: impl Future<Output = Result<T, Problem>> + 'static) {
        let began = self.begin();
        spawn_local(async move { self.end(reading.await, began) });
    }

    /// The same, for a caller that waits for it.
    pub async fn wait(self, reading: impl Future<Output = Result<T, Problem>>) {
        let began = self.begin();
        self.end(reading.await, began);
    }

    /// Notes that it is being read, and gives the time at which that begins.
    pub fn begin(self) -> Timestamp {
        self.fetched.try_update(|fetched| *fetched = replaced(fetched).again());
        clock::now()
    }

    /// Shows what is known so far of a reading that began then, while more is being read.
    pub fn progress(self, value: T, began: Timestamp) {
        let read = Read { value, began, at: clock::now() };
        self.fetched.try_update(|fetched| *fetched = Fetched::Loading(Some(read)));
    }

    /// Takes what came of a reading that began then, unless the page has been left.
    pub fn end(self, result: Result<T, Problem>, began: Timestamp) {
        self.fetched.try_update(|fetched| *fetched = replaced(fetched).ended(result, began, clock::now()));
    }

    /// Reads it again by itself where it failed for lack of a token, consent or a role, once there is a new token. Where its
    /// status is shown that happens already.
    pub fn reread_when_renewed(self) {
        reread_when_renewed(move || self.with(|fetched| fetched.failure().cloned()), self.reader());
    }

    /// Reads it again by itself once there is a new token, where what it shows says that it lacks something that one may
    /// give, such as names.
    pub fn reread_where(self, lacks: impl Fn(&T) -> bool + 'static) {
        when_renewed(move |renewed| self.with(|fetched| fetched.needs_new_token(renewed, &lacks)), self.reader());
    }
}

impl<T: Clone + 'static> FetchedSignal<T> {
    /// What is shown; follows it.
    pub fn value(self) -> Option<T> {
        self.map(T::clone)
    }

    /// What came of the last reading; nothing while it continues. Follows it.
    pub fn result(self) -> Option<Result<T, Problem>> {
        self.with(|fetched| fetched.result().map(|result| result.cloned().map_err(Problem::clone)))
    }
}

impl<T: 'static> From<FetchedSignal<T>> for FetchStatus {
    fn from(fetched: FetchedSignal<T>) -> Self {
        fetched.status()
    }
}

/// Reads again by itself what failed for lack of a token, consent or a role, once there is a new token.
///
/// `failure` is followed: what was being read with the old token when the new one came, and fails afterwards, is read
/// again too.
pub fn reread_when_renewed(failure: impl Fn() -> Option<Failure> + 'static, read: Callback<()>) {
    when_renewed(move |renewed| failure().is_some_and(|failure| failure.ended_by_token(renewed)), read);
}

/// Runs `read` once the tenant is read with a new token and `is_due`, which is followed, says so of the time at which that
/// came. It runs once for each token at most, whatever fails afterwards and whatever the clock says.
fn when_renewed(is_due: impl Fn(Timestamp) -> bool + 'static, read: Callback<()>) {
    // Without an open tenant nothing is read.
    let Some(tenant) = use_context::<OpenTenant>() else { return };
    let renewed = tenant.renewed();
    let mut done = None;
    follow(move || {
        let token = renewed.get();
        if token != done && token.is_some_and(&is_due) {
            done = token;
            untrack(|| read.run(()));
        }
    });
}

fn replaced<T>(fetched: &mut Fetched<T>) -> Fetched<T> {
    std::mem::replace(fetched, Fetched::NotAsked)
}
