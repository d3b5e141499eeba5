//! What the test suites of Microsoft's own clients and of its Dev Proxy ask of a client, asked of this one.
//!
//! [`table`] says for each of their cases which test here covers it. What could not be tested where it belongs is in
//! the modules beside it, over a transport that answers as it is told ([`scripted`]).

// A test that cannot continue says so at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod batches;
mod lists;
mod repeating;
mod scripted;
mod sign_in;
mod table;
