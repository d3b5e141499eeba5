//! What a run of the tests says: a headline for each group, and at the end which held.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// The groups that have run.
#[derive(Default)]
pub struct Report {
    groups: Vec<Group>,
}

struct Group {
    name: &'static str,
    took: Duration,
    passed: bool,
}

impl Report {
    /// Runs a group under its headline, and says whether it passed.
    pub fn group(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> bool {
        eprintln!("\n======== {name}");
        let start = Instant::now();
        let outcome = work();
        if let Err(error) = &outcome {
            eprintln!("{name}: {error:#}");
        }
        self.groups.push(Group { name, took: start.elapsed(), passed: outcome.is_ok() });
        outcome.is_ok()
    }

    /// Prints all outcomes, and fails when a group has failed.
    pub fn finish(&self) -> Result<()> {
        eprintln!("\n======== Summary");
        for group in &self.groups {
            let outcome = if group.passed { "ok    " } else { "FAILED" };
            eprintln!("{outcome} {:<24} {:>4} s", group.name, group.took.as_secs());
        }
        if self.groups.iter().any(|group| !group.passed) {
            bail!("not everything passed");
        }
        Ok(())
    }
}
