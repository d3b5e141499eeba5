//! Files stay small enough to be read at once.

use crate::sources::{assert_none, below};

/// Lines without tests that a file should not exceed; those that do are printed (`--nocapture`).
const GUIDE: usize = 250;
/// Lines without tests that no file exceeds.
const CEILING: usize = 400;

#[test]
fn no_file_is_longer_than_the_ceiling() {
    let code =
        ["src", "crates", "xtask/src"].into_iter().flat_map(below).filter(|source| !source.path.ends_with("/tests.rs"));
    let mut long: Vec<(usize, String)> = code.map(|source| (lines_without_tests(&source.text), source.path)).collect();
    long.retain(|(lines, _)| *lines > GUIDE);
    long.sort();
    for (lines, path) in long.iter().rev() {
        println!("{lines:>4} {path}");
    }
    let found: Vec<String> = long
        .into_iter()
        .filter(|(lines, _)| *lines > CEILING)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert_none(&found, "These files are to be divided:");
}

#[test]
fn every_file_says_what_it_holds() {
    let all = ["src", "crates", "tests", "xtask/src"].into_iter().flat_map(below);
    let found: Vec<String> = all.filter(|source| !source.text.starts_with("//!")).map(|source| source.path).collect();
    assert_none(&found, "These files do not begin with a sentence about themselves:");
}

/// The tests of a file are its last module.
fn lines_without_tests(text: &str) -> usize {
    text.lines().take_while(|line| *line != "#[cfg(test)]").count()
}
