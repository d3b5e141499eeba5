//! The client: reads that survive what a network does, and chains of writes whose outcome is told as it is.

mod reads;
mod writes;

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::coalesce::Coalescer;
use super::endpoint::{Collection, Endpoint};
use super::gate::Gates;
use super::next_link;
use super::odata::Page;
use super::transport::{Response, Surroundings, Transport, TransportError};
use crate::domain::listing::Listing;
use crate::domain::problem::{Claims, Problem};
use crate::domain::scope::Scope;

/// The most pages of one list that are read. The largest tenants need some hundred; more is a loop.
const MOST_PAGES: usize = 10_000;

/// Calls Microsoft Graph in the name of one signed-in person.
#[derive(Debug)]
pub struct Client<T, S> {
    transport: T,
    surroundings: S,
    host: &'static str,
    granted: RefCell<BTreeSet<Scope>>,
    reads: Coalescer<Result<Response, Problem>>,
    gates: Gates,
    last_step_up: RefCell<Option<Claims>>,
}

impl<T: Transport, S: Surroundings> Client<T, S> {
    /// A client for the service at `host`, with a token that holds these scopes. The host only serves to recognise
    /// links to it; where requests go is the transport's affair.
    pub fn new(transport: T, surroundings: S, host: &'static str, granted: BTreeSet<Scope>) -> Self {
        Self {
            transport,
            surroundings,
            host,
            granted: RefCell::new(granted),
            reads: Coalescer::new(),
            gates: Gates::default(),
            last_step_up: RefCell::default(),
        }
    }

    /// The time, waiting and chance that the client itself uses.
    pub fn surroundings(&self) -> &S {
        &self.surroundings
    }

    /// Notes what the token holds now, after the person consented to more.
    pub fn set_granted(&self, granted: BTreeSet<Scope>) {
        self.granted.replace(granted);
    }

    /// Whether the token holds this scope.
    pub fn has(&self, scope: Scope) -> bool {
        self.granted.borrow().contains(&scope)
    }

    /// Reads one thing.
    ///
    /// # Errors
    ///
    /// What the person can do about it; nothing is worth repeating at once, for that has been done.
    pub async fn get<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, Problem> {
        self.require(E::FACTS.scopes)?;
        let response = self.read(endpoint.request()).await?;
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
        self.require(C::FACTS.scopes)?;
        let mut listing = Listing::complete(Vec::new());
        let mut request = collection.request();
        let mut seen = BTreeSet::new();
        for page in 0..MOST_PAGES {
            let response = match self.read(request.clone()).await {
                Ok(response) => response,
                Err(problem) if page == 0 => return Err(problem),
                Err(problem) => {
                    listing.gap = Some(problem);
                    return Ok(listing);
                }
            };
            let Ok(body) = serde_json::from_slice::<Page<'_>>(response.body()) else {
                let problem = Problem::Unreadable(C::FACTS.purpose);
                if page == 0 {
                    return Err(problem);
                }
                listing.gap = Some(problem);
                return Ok(listing);
            };
            let before = listing.items.len();
            for entry in body.value {
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
        listing.gap = Some(Problem::Unreadable("a list without an end"));
        Ok(listing)
    }

    fn require(&self, scopes: &[Scope]) -> Result<(), Problem> {
        let granted = self.granted.borrow();
        let missing: Vec<Scope> = scopes.iter().copied().filter(|scope| !granted.contains(scope)).collect();
        if missing.is_empty() { Ok(()) } else { Err(Problem::ScopeMissing(missing)) }
    }
}

impl From<TransportError> for Problem {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Lost | TransportError::TokenUnavailable => Self::Unreachable,
            TransportError::Offline => Self::Offline,
            TransportError::SignInNeeded => Self::SignInNeeded,
        }
    }
}
