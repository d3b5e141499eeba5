//! What people do, from start to finish, against the simulated tenant: the same operations as in a browser, over the
//! same seam, with a clock that only tests turn.

// A test that cannot continue says so at once, and one that plays by chance says what it played.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod absent;
mod activation;
mod azure;
mod count;
mod groups;
mod histories;
mod identity_undo;
mod main_job;
mod new_identity;
mod office;
mod outcomes;
mod several;
mod start;
mod tab;
mod time_bound;
