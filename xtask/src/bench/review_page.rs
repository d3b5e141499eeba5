//! The review of large tenants in Chromium: how long a key takes to become a picture at a quarter of the CPU, and how
//! much memory the page holds. The only figures here that are times of this machine; they are shown and test nothing.

use super::Row;
use super::in_chromium::measured;
use anyhow::Result;
use serde::Deserialize;
use std::path::Path;

const KEY_TO_PAINT: u64 = 50;
const HEAP: u64 = 60;

#[derive(Deserialize)]
struct Measured {
    review: Keys,
    identities: Keys,
    heap: Heap,
}

#[derive(Deserialize)]
struct Keys {
    middle: u64,
    longest: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Heap {
    java_script: u64,
    web_assembly: u64,
}

/// What the release in `folder` measures in Chromium.
pub fn rows(folder: &Path) -> Result<Vec<Row>> {
    let measured: Measured = measured("review.js", folder)?;
    let row = |what: &str, value, unit, reach| Row { what: what.to_owned(), value, unit, reach };
    let bytes = measured.heap.java_script + measured.heap.web_assembly;
    Ok(vec![
        row("key to paint, filter over 12,580 in the review, middle", measured.review.middle, "ms", Some(KEY_TO_PAINT)),
        row("  longest", measured.review.longest, "ms", None),
        row(
            "key to paint, filter over 12,580 in the list, middle",
            measured.identities.middle,
            "ms",
            Some(KEY_TO_PAINT),
        ),
        row("  longest", measured.identities.longest, "ms", None),
        row("memory with 10,000 identities and 30,000 assignments", bytes.div_ceil(1_000_000), "MB", Some(HEAP)),
        row(
            "  of it WebAssembly, which never gives any back",
            measured.heap.web_assembly.div_ceil(1_000_000),
            "MB",
            None,
        ),
    ])
}
