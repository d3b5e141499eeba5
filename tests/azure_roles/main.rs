//! Azure roles over HTTP: what a user picks from, what they may do where, and what becomes of each write.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod choices;
mod office;
mod refusals;
mod writes;
