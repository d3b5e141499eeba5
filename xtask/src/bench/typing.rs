//! From a key to the picture that it leads to, and memory, in Chromium at a quarter of the CPU.

use super::figures::Row;
use super::in_chromium::measured;
use super::release::Release;
use anyhow::Result;
use serde::Deserialize;

const KEY_TO_PAINT: u64 = 32;
const LONGEST_KEY_TO_PAINT: u64 = 120;
const HEAP: u64 = 60;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MeasuredTyping {
    review: Keys,
    identities: Keys,
    permissions: Keys,
    permissions_heard: Keys,
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

/// What Chromium measures of long lists of the release.
pub fn rows(release: &Release) -> Result<Vec<Row>> {
    let MeasuredTyping { review, identities, permissions, permissions_heard, heap } = measured("typing.js", release)?;
    let mut rows = Vec::new();
    for (what, keys) in [
        ("filter over 12,580 identities in the review, middle key", review),
        ("filter over 12,580 identities in the list, middle key", identities),
        ("filter over 1,001 permissions of one identity, middle key", permissions),
    ] {
        rows.push(Row::new(what, keys.middle, "ms").reach(KEY_TO_PAINT));
        rows.push(Row::new("  longest", keys.longest, "ms").reach(LONGEST_KEY_TO_PAINT));
    }
    rows.push(Row::new("  middle while assistive technology listens", permissions_heard.middle, "ms"));
    rows.push(Row::new("    longest", permissions_heard.longest, "ms"));
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    let both = megabytes(heap.java_script + heap.web_assembly);
    rows.push(Row::new("memory with 10,000 identities and 30,000 assignments", both, "MB").reach(HEAP));
    let what = "  of it WebAssembly, which never gives any back";
    rows.push(Row::new(what, megabytes(heap.web_assembly), "MB"));
    Ok(rows)
}
