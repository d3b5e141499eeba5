//! How many random histories of faults break an invariant. The histories are a native test; this plays ten thousand.

use super::figures::Row;
use super::markdown::grouped;
use super::release::Release;
use crate::run::{program, run};
use anyhow::Result;

const HISTORIES: u64 = 10_000;

/// Plays them. The first that breaks an invariant ends it, with its seed.
pub fn rows(_release: &Release) -> Result<Vec<Row>> {
    let mut test = program("cargo");
    test.args(["test", "--quiet", "--test", "journeys", "random_histories", "--", "--nocapture"]);
    test.env("BESTOW_HISTORIES", HISTORIES.to_string()).env("BESTOW_SEED", "1");
    let broken = u64::from(run("playing histories", &mut test).is_err());
    let what = format!("of {} histories, those that break an invariant", grouped(HISTORIES));
    let at_least = if broken == 0 { "histories" } else { "histories at least; the test names the first" };
    Ok(vec![Row::new(what, broken, at_least).reach(0)])
}
