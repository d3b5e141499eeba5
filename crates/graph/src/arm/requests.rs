//! Sending requests to Azure Resource Manager.

use std::cell::Cell;

use http::{HeaderValue, StatusCode};

use super::answer::interpret;
use super::endpoint::{ArmCollection, ArmPage, ArmRead, ArmWrite};
use crate::claims;
use crate::client::Client;
use crate::headers::CLIENT_REQUEST_ID;
use crate::next_link;
use crate::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use domain::azure_role::AzureScope;
use domain::azure_write_problem::AzureWriteProblem;
use domain::cloud::Cloud;
use domain::listing::Listing;
use domain::problem::Problem;

/// The most pages of one list that are read.
const MOST_PAGES: usize = 1_000;

/// What is said of a scope that this program can't read, and so never sends.
const SCOPE: &str = "the scope of an Azure role";

/// A scope as it is in a path; nothing for one that this program can't read.
pub(super) fn scope_text(scope: &AzureScope) -> Option<String> {
    (!matches!(scope, AzureScope::Other(_))).then(|| scope.to_string())
}

impl<T: Transport, S: Surroundings> Client<T, S> {
    /// Reads one object of Azure Resource Manager.
    ///
    /// # Errors
    ///
    /// What the user can do about it. [`Problem::SignInNeeded`] where Azure is not connected.
    pub async fn get_from_azure<E: ArmRead>(&self, endpoint: &E) -> Result<E::Response, Problem> {
        let request = endpoint.request().ok_or(Problem::Unreadable(SCOPE))?;
        let answer = self.read_from_azure(request).await?;
        endpoint.response(answer.body()).ok_or(Problem::Unreadable(E::FACTS.purpose))
    }

    /// Reads a collection of Azure Resource Manager to its end.
    ///
    /// # Errors
    ///
    /// Where not even the first page can be read. Later, the list says itself that it is not complete.
    pub async fn list_from_azure<C: ArmCollection>(&self, collection: &C) -> Result<Listing<C::Item>, Problem> {
        let mut request = collection.request().ok_or(Problem::Unreadable(SCOPE))?;
        let mut listing = Listing::complete(Vec::new());
        let host = Cloud::OF_THIS_BUILD.resource_manager_root().trim_start_matches("https://");
        for page in 0..MOST_PAGES {
            let answer = match self.read_from_azure(request.clone()).await {
                Ok(answer) => answer,
                Err(problem) if page == 0 => return Err(problem),
                Err(problem) => {
                    listing.gap = Some(problem);
                    return Ok(listing);
                }
            };
            let Ok(body) = serde_json::from_slice::<ArmPage<'_>>(answer.body()) else {
                let problem = Problem::Unreadable(C::FACTS.purpose);
                listing.gap = Some(problem.clone());
                return if page == 0 { Err(problem) } else { Ok(listing) };
            };
            for entry in body.value {
                match collection.item(entry.get()) {
                    Some(item) => listing.items.push(item),
                    None => listing.unreadable += 1,
                }
            }
            // Some lists end with an empty address.
            let Some(link) = body.next_link.filter(|link| !link.is_empty()) else { return Ok(listing) };
            let Some(next) = next_link::follow(&link, host, &request) else {
                listing.gap = Some(Problem::Unreadable("the address of the next page"));
                return Ok(listing);
            };
            request = next;
        }
        listing.gap = Some(Problem::Unreadable("a list that doesn't end"));
        Ok(listing)
    }

    pub(super) async fn read_from_azure(&self, request: Request) -> Result<Response, Problem> {
        let _slot = self.azure_slots.take().await;
        self.exchange(Authority::Azure, request).await
    }

    /// Sends one write to Azure Resource Manager and tells what became of it. Nothing is repeated, but for a token that
    /// the service wants renewed: then nothing was carried out, and the token is renewed without a question, once.
    ///
    /// # Errors
    ///
    /// What the caller does next.
    pub async fn write_to_azure<W: ArmWrite>(&self, write: &W) -> Result<W::Response, AzureWriteProblem> {
        let response = self.send_write_to_azure(write).await?;
        write.response(response.status().as_u16(), response.body()).ok_or(AzureWriteProblem::Unclear(None))
    }

    /// The same, with the whole answer, for a request that begins a long operation.
    ///
    /// # Errors
    ///
    /// What the caller does next.
    pub async fn send_write_to_azure<W: ArmWrite>(&self, write: &W) -> Result<Response, AzureWriteProblem> {
        let request = write.request().ok_or(AzureWriteProblem::NotSent(Problem::Unreadable(SCOPE)))?;
        let _turn = self.azure_writes.take().await;
        let sent_as = self.request_id();
        let renewed = Cell::new(false);
        loop {
            self.gates.azure.wait_until_open(&self.surroundings).await;
            let outcome = self.transport.send(Authority::Azure, labelled(&request, &sent_as)).await;
            let now = self.surroundings.now();
            if let Ok(response) = &outcome
                && response.status() == StatusCode::UNAUTHORIZED
                && !renewed.replace(true)
            {
                let claims = claims::challenge(response.headers());
                match self.transport.renew(Authority::Azure, claims.as_ref()).await {
                    Ok(()) => continue,
                    Err(TransportError::SignInBlocked) => {
                        return Err(AzureWriteProblem::NotSent(Problem::SignInBlocked));
                    }
                    Err(_) => {}
                }
            }
            return match interpret(request.method(), outcome, now) {
                Ok(response) => Ok(response),
                Err(problem) => {
                    if let AzureWriteProblem::Throttled { wait, .. } = &problem {
                        self.gates.azure.close(now + *wait);
                    }
                    Err(traced(problem, &sent_as))
                }
            };
        }
    }

    /// An ID for a request: the service logs it, while a page may not be able to read the service's own.
    fn request_id(&self) -> String {
        let digits = format!("{:016x}{:016x}", self.surroundings.random(), self.surroundings.random());
        domain::guid::Guid::from_digits(&digits).map(|id| id.to_string()).unwrap_or_default()
    }
}

fn labelled(request: &Request, id: &str) -> Request {
    let mut request = request.clone();
    if let Ok(value) = HeaderValue::from_str(id) {
        request.headers_mut().insert(&CLIENT_REQUEST_ID, value);
    }
    request
}

/// The same problem with an ID by which support can find the request.
fn traced(mut problem: AzureWriteProblem, id: &str) -> AzureWriteProblem {
    if let Some(said) = problem.service_message_mut()
        && said.request_id.is_none()
    {
        said.request_id = Some(id.to_owned());
    }
    problem
}
