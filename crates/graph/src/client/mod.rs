//! The client: reads that survive what a network does, and chains of writes whose outcome is told as it is.

mod reads;
mod writes;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use serde::Deserialize;

use super::coalesce::{Coalescer, is_log};
use super::endpoint::{Collection, Endpoint};
use super::gate::Gates;
use super::next_link;
use super::odata::{Page, complete_entries};
use super::pace::Pace;
use super::service_clock::ServiceClock;
use super::slots::Slots;
use super::transport::{Request, Response, Surroundings, Transport, TransportError};
use domain::change::execution::ClockOffset;
use domain::listing::Listing;
use domain::problem::{Claims, Problem};
use domain::scope::Scope;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;

/// The most pages of one list that are read. The largest tenants need some hundred; more is a loop.
const MOST_PAGES: usize = 10_000;

/// The most reads of Azure Resource Manager that are under way at once: it has no batch, and browsers open six
/// connections to a host.
const MOST_AZURE_READS: usize = 6;

/// Whether the quota has been asked for what a read costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paid {
    Yes,
    No,
}

/// What a read costs at most, where no one reckoned: that of the dearest lists.
const UNRECKONED: u32 = 2;

/// Calls Microsoft Graph on behalf of one signed-in user.
#[derive(Debug)]
pub struct Client<T, S> {
    pub(crate) transport: T,
    pub(crate) surroundings: S,
    host: &'static str,
    granted: RefCell<SortedSet<Scope>>,
    reads: Coalescer<Result<Response, Problem>>,
    pub(crate) gates: Gates,
    /// The reads of Azure Resource Manager that are under way.
    pub(crate) azure_slots: Slots,
    /// The write to Azure Resource Manager that is under way.
    pub(crate) azure_writes: Slots,
    clock: ServiceClock,
    units: Pace,
    reports: Pace,
    last_step_up: RefCell<Option<Claims>>,
    /// Whether the last write was answered with 401 and its token renewed without claims.
    write_token_renewed: Cell<bool>,
}

impl<T: Transport, S: Surroundings> Client<T, S> {
    /// A client for the service at `host`, with a token that has these scopes. The host only serves to recognize links
    /// to it; where requests go is the transport's affair.
    pub fn new(transport: T, surroundings: S, host: &'static str, granted: SortedSet<Scope>) -> Self {
        Self {
            transport,
            surroundings,
            host,
            granted: RefCell::new(granted),
            reads: Coalescer::new(),
            gates: Gates::default(),
            azure_slots: Slots::new(MOST_AZURE_READS),
            azure_writes: Slots::new(1),
            clock: ServiceClock::default(),
            units: Pace::of_units(),
            reports: Pace::of_reports(),
            last_step_up: RefCell::default(),
            write_token_renewed: Cell::new(false),
        }
    }

    /// The time, waiting and chance that the client itself uses.
    pub fn surroundings(&self) -> &S {
        &self.surroundings
    }

    /// Notes what the token has now, after the user consented to more.
    pub fn set_granted(&self, granted: SortedSet<Scope>) {
        self.granted.replace(granted);
    }

    /// Until when the service has asked to be left alone, where it still does.
    pub fn throttled_until(&self) -> Option<Timestamp> {
        self.gates.closed_until(self.surroundings.now())
    }

    /// By how much the service's clock is ahead of the device's; nothing, where no answer has said what time it is.
    pub fn clock_offset(&self) -> Option<ClockOffset> {
        self.clock.offset()
    }

    /// Waits until Microsoft Graph may be asked again, where it wants no requests.
    pub async fn wait_while_throttled(&self) {
        self.gates.graph.wait_until_open(&self.surroundings).await;
    }

    /// Whether the token has this scope.
    pub fn has(&self, scope: Scope) -> bool {
        self.granted.borrow().contains(&scope)
    }

    /// Waits until a long reading may spend so many resource units. Its reads are then asked for with
    /// [`Self::list_at_pace`].
    pub async fn reserve(&self, units: u32) {
        self.units.spend(units, &self.surroundings).await;
    }

    /// Reads one object.
    ///
    /// # Errors
    ///
    /// What the user can do about it. Retries that could help at once have been done.
    pub async fn get<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, Problem> {
        self.require(E::FACTS.scopes)?;
        let response = self.read(endpoint.request(), Paid::No).await?;
        endpoint.response(response.body()).ok_or(Problem::Unreadable(E::FACTS.purpose))
    }

    /// Reads a collection to its end. `on_page` is told of each page's items as they come.
    ///
    /// # Errors
    ///
    /// Where not even the first page can be read. Later, the list says itself that it is not complete.
    pub async fn list<C: Collection>(
        &self,
        collection: &C,
        on_page: impl Fn(&[C::Item]),
    ) -> Result<Listing<C::Item>, Problem> {
        self.pages(collection, on_page, None).await
    }

    /// Reads a collection to its end, as a part of a long reading that has reserved its first page. `units` is what
    /// each further page costs; it waits until the tenant's quota allows it.
    ///
    /// # Errors
    ///
    /// As [`Self::list`].
    pub async fn list_at_pace<C: Collection>(
        &self,
        collection: &C,
        units: u32,
        on_page: impl Fn(&[C::Item]),
    ) -> Result<Listing<C::Item>, Problem> {
        self.pages(collection, on_page, Some(units)).await
    }

    async fn pages<C: Collection>(
        &self,
        collection: &C,
        on_page: impl Fn(&[C::Item]),
        at_pace: Option<u32>,
    ) -> Result<Listing<C::Item>, Problem> {
        self.require(C::FACTS.scopes)?;
        let mut listing = Listing::complete(Vec::new());
        let mut request = collection.request();
        let mut seen = SortedSet::new();
        // A list may have tens of thousands of entries, in any order.
        let mut ids = BTreeSet::new();
        for page in 0..MOST_PAGES {
            if let Some(units) = at_pace {
                self.wait_for_turn(&request, units, page == 0).await;
            }
            let paid = if at_pace.is_some() { Paid::Yes } else { Paid::No };
            let response = match self.read(request.clone(), paid).await {
                Ok(response) => response,
                Err(problem) if page == 0 => return Err(problem),
                Err(problem) => {
                    listing.gap = Some(problem);
                    return Ok(listing);
                }
            };
            let Ok(body) = serde_json::from_slice::<Page<'_>>(response.body()) else {
                let problem = Problem::Unreadable(C::FACTS.purpose);
                let entries = complete_entries(response.body());
                if page == 0 && entries.is_empty() {
                    return Err(problem);
                }
                listing.items.extend(entries.iter().filter_map(|entry| collection.item(entry.get())));
                listing.gap = Some(problem);
                return Ok(listing);
            };
            let before = listing.items.len();
            for entry in body.value {
                // Entries may move to a later page while the list is read.
                if entry_id(entry.get()).is_some_and(|id| !ids.insert(id)) {
                    continue;
                }
                match collection.item(entry.get()) {
                    Some(item) => listing.items.push(item),
                    None => listing.unreadable += 1,
                }
            }
            on_page(&listing.items[before..]);
            let Some(link) = body.next_link else { return Ok(listing) };
            let next = next_link::follow(&link, self.host, &request).filter(|next| seen.insert(next.uri().to_string()));
            let Some(next) = next else {
                listing.gap = Some(Problem::Unreadable("the address of the next page"));
                return Ok(listing);
            };
            request = next;
        }
        listing.gap = Some(Problem::Unreadable("a list that doesn't end"));
        Ok(listing)
    }

    /// Logs and reports are few and reserved one by one, everything else by its units.
    async fn wait_for_turn(&self, request: &Request, units: u32, is_first: bool) {
        if is_log(request) {
            self.reports.spend(1, &self.surroundings).await;
        } else if !is_first {
            self.units.spend(units, &self.surroundings).await;
        }
    }

    fn require(&self, scopes: &[Scope]) -> Result<(), Problem> {
        let granted = self.granted.borrow();
        let missing: Vec<Scope> = scopes.iter().copied().filter(|scope| !granted.contains(scope)).collect();
        if missing.is_empty() { Ok(()) } else { Err(Problem::ScopeMissing(missing)) }
    }
}

/// The id of an entry, where it has one.
fn entry_id(json: &str) -> Option<Box<str>> {
    #[derive(Deserialize)]
    struct Entry<'a> {
        #[serde(borrow)]
        id: Cow<'a, str>,
    }
    serde_json::from_str::<Entry<'_>>(json).ok().map(|entry| entry.id.into())
}

impl From<TransportError> for Problem {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Lost | TransportError::TokenUnavailable => Self::Unreachable,
            TransportError::Offline => Self::Offline,
            TransportError::SignInNeeded => Self::SignInNeeded,
            TransportError::SignInBlocked => Self::SignInBlocked,
        }
    }
}
