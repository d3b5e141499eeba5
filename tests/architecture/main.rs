//! Holds the sources to what the architecture promises: who uses whom, one place for each door to the outside, and
//! views that can never become markup from text.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "the guide for file sizes is printed, not enforced")]

mod doors;
mod layers;
mod size;
mod sources;
mod tokens;
mod views;
mod words;
