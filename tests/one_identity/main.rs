//! One identity, as the page about it asks for it: what each part says, and how long a user waits.

// A test that cannot continue says so at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod exchanges;
mod facets;
mod visit;
