//! Checks the sources against the architecture: which layer uses which, one file for each access to the outside, and
//! views that never turn text into markup.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "the guide for file sizes is printed, not enforced")]

mod doors;
mod layers;
mod size;
mod sources;
mod tokens;
mod types;
mod views;
mod words;
