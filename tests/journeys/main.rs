//! What people do, from start to finish, against the simulated tenant: the same operations as in a browser, over the
//! same seam, with a clock that only tests turn.

// A test that cannot go on should say so at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod count;
mod histories;
mod main_job;
mod start;
mod tab;
