//! Checks that the tests named in `cases.md` exist.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

/// The cells of every row below a table head.
fn rows(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    rows.filter(|(case, _)| !["case", "---"].contains(case))
}

/// The tests in backticks as `file: name`.
fn cited_tests(cell: &str) -> Vec<(&str, &str)> {
    cell.split('`').skip(1).step_by(2).filter_map(|cited| cited.split_once(": ")).collect()
}

#[test]
fn every_case_names_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("tests/reported_cases/cases.md")).unwrap();
    for (case, cell) in rows(&text) {
        let tests = cited_tests(cell);
        assert!(!tests.is_empty() || cell.starts_with("Not tested:"), "{case}: neither a test nor a reason");
        for (file, name) in tests {
            let source = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{case}: {file}: {error}"));
            let exists = if file.ends_with(".rs") {
                source.contains(&format!("fn {name}("))
            } else {
                source.contains(&format!("\"{name}\"")) || source.contains(&format!("`{name}`"))
            };
            assert!(exists, "{case}: {file} has no test “{name}”");
        }
    }
}
