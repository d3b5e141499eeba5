//! What a run of the tests says: a headline for each group, and at the end which passed and what was tried again.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// The groups that have run.
#[derive(Default)]
pub struct Report {
    groups: Vec<TestGroup>,
    tried_again: Vec<String>,
}

/// A group that has run.
pub struct TestGroup {
    name: &'static str,
    took: Duration,
    passed: bool,
}

impl TestGroup {
    /// Runs a group. An error is printed under the group's name.
    pub fn run(name: &'static str, work: impl FnOnce() -> Result<()>) -> Self {
        let start = Instant::now();
        let outcome = work();
        match &outcome {
            Ok(()) => eprintln!("======== {name}: passed after {} s", start.elapsed().as_secs()),
            Err(error) => eprintln!("\n======== {name}: FAILED\n{error:#}"),
        }
        Self { name, took: start.elapsed(), passed: outcome.is_ok() }
    }

    /// Whether everything in it passed.
    pub fn passed(&self) -> bool {
        self.passed
    }
}

impl Report {
    /// Runs a group under its headline, and says whether it passed.
    pub fn group(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> bool {
        eprintln!("\n======== {name}");
        let group = TestGroup::run(name, work);
        let passed = group.passed();
        self.groups.push(group);
        passed
    }

    /// Adds groups that ran beside the others.
    pub fn add(&mut self, groups: Vec<TestGroup>) {
        self.groups.extend(groups);
    }

    /// Notes files that failed and were run once more, with what came of it.
    pub fn tried_again(&mut self, notes: Vec<String>) {
        self.tried_again.extend(notes);
    }

    /// Prints all outcomes, and fails when a group has failed.
    pub fn finish(&self) -> Result<()> {
        eprintln!("\n======== Summary");
        for group in &self.groups {
            let outcome = if group.passed { "ok    " } else { "FAILED" };
            eprintln!("{outcome} {:<24} {:>4} s", group.name, group.took.as_secs());
        }
        for note in &self.tried_again {
            eprintln!("again  {note}");
        }
        if self.groups.iter().any(|group| !group.passed) {
            bail!("not everything passed");
        }
        Ok(())
    }
}
