//! Whatever comes from outside, by chance: nothing panics, and nothing leaves its place.
//!
//! `BESTOW_CASES` says how many inputs each property meets; `BESTOW_CASES=100000 cargo test --release --test
//! random_input` is the long form. A property that fails shows the smallest input that it found.
//!
//! Texts that come in are what the service answers, what is in an address, what people type, paste and open, and what
//! is in the browser's storage. No CSV comes in; what goes out is read back by a strict reader.

// A test that cannot continue says so at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod addresses;
mod answers;
mod edits;
mod endpoints;
mod exports;
mod files;
mod services;

use proptest::test_runner::Config;

/// How many inputs each property meets.
fn cases() -> Config {
    let cases = std::env::var("BESTOW_CASES").map_or(300, |text| text.parse().unwrap());
    Config { cases, failure_persistence: None, ..Config::default() }
}
