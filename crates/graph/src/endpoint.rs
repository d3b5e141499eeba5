//! What an endpoint is: a request, what it takes to make it, and how its answer is read.

use domain::scope::Scope;

use super::transport::Request;

/// What is known of an endpoint without calling it. The table of permissions that people read is made of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndpointFacts {
    /// What the page uses it for.
    pub purpose: &'static str,
    /// The method.
    pub method: &'static str,
    /// The path, ids in braces.
    pub path: &'static str,
    /// The delegated permissions that the token must have, all of them.
    pub scopes: &'static [Scope],
    /// Microsoft's page about it.
    pub docs: &'static str,
}

/// An endpoint that reads one object.
pub trait Endpoint {
    /// What is known of it.
    const FACTS: EndpointFacts;
    /// What it reads.
    type Response;
    /// The request.
    fn request(&self) -> Request;
    /// Reads the body of a successful answer; nothing, where it is not what Microsoft documents.
    fn response(&self, body: &[u8]) -> Option<Self::Response>;
}

/// An endpoint that reads a collection, page by page.
pub trait Collection {
    /// What is known of it.
    const FACTS: EndpointFacts;
    /// What the collection contains.
    type Item;
    /// The request for the first page.
    fn request(&self) -> Request;
    /// Reads one entry; nothing, where it is not what Microsoft documents. One such entry does not cost the others.
    fn item(&self, json: &str) -> Option<Self::Item>;
}

/// An endpoint that changes the tenant. It is sent as a step of a plan and never on its own.
pub trait Write {
    /// What is known of it.
    const FACTS: EndpointFacts;
    /// The request.
    fn request(&self) -> Request;
}
