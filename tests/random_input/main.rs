//! Whatever comes from outside, by chance: nothing panics, and nothing leaves its place.
//!
//! `BESTOW_CASES` says how many inputs each property meets; `BESTOW_CASES=100000 cargo test --test random_input`
//! is the long form. A property that fails shows the smallest input that it found.

// A test that cannot go on says so at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod addresses;
mod answers;
mod edits;
mod exports;
mod files;

use proptest::test_runner::Config;

/// How many inputs each property meets.
fn cases() -> Config {
    let cases = std::env::var("BESTOW_CASES").map_or(300, |text| text.parse().unwrap());
    Config { cases, failure_persistence: None, ..Config::default() }
}
