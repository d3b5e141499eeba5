//! `SECURITY.md` promises tests by their names: each of them exists.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

/// The rows of the table of attacks, each with its number and the cell that says how it is tested.
fn rows(text: &str) -> Vec<(String, String)> {
    let table = text.lines().filter(|line| line.starts_with("| ") && line.matches(" | ").count() == 3);
    let cells =
        table.map(|line| line.trim_matches('|').split(" | ").map(str::trim).map(str::to_owned).collect::<Vec<_>>());
    let numbered = cells.filter(|cells| cells[0].starts_with(|c: char| c.is_ascii_digit()));
    numbered.map(|mut cells| (cells.remove(0), cells.pop().unwrap_or_default())).collect()
}

/// What is in backticks as `file: name`.
fn cited(cell: &str) -> Vec<(&str, &str)> {
    cell.split('`').skip(1).step_by(2).filter_map(|cited| cited.split_once(": ")).collect()
}

#[test]
fn every_test_that_is_cited_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let mut found = 0;
    for (number, cell) in rows(&text) {
        let tests = cited(&cell);
        assert!(!tests.is_empty() || cell.starts_with("Not tested:"), "{number}: neither a test nor a reason");
        for (file, name) in tests {
            let source =
                fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{number}: {file}: {error}"));
            let is_there = if file.ends_with(".rs") {
                source.contains(&format!("fn {name}("))
            } else {
                source.contains(&format!("\"{name}\"")) || source.contains(&format!("`{name}`"))
            };
            assert!(is_there, "{number}: {file} has no test “{name}”");
            found += 1;
        }
    }
    assert!(found > 60, "{found}");
}

#[test]
fn every_attack_has_a_row() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("SECURITY.md")).unwrap();
    let numbers: Vec<String> = rows(&text).into_iter().map(|(number, _)| number).collect();
    let expected: Vec<String> = (1..=numbers.len()).map(|number| number.to_string()).collect();
    assert_eq!(numbers, expected, "they are numbered without a gap");
    assert!(numbers.len() >= 61, "{}", numbers.len());
}

#[test]
fn every_action_is_pinned_by_the_hash_of_a_commit() {
    let workflows = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let mut found = 0;
    for file in fs::read_dir(workflows).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for action in text.lines().filter_map(|line| line.split("uses:").nth(1)) {
            let (_, pin) = action.split_once('@').unwrap();
            let (hash, version) =
                pin.split_once(" # v").unwrap_or_else(|| panic!("{action}: no version beside a hash"));
            assert!(hash.len() == 40 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()), "{action}");
            assert!(version.split('.').count() == 3, "{action}");
            found += 1;
        }
    }
    assert!(found >= 7, "{found}");
}

#[test]
fn only_the_job_that_publishes_a_tagged_release_may_write() {
    let workflows = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let mut written = Vec::new();
    for file in fs::read_dir(workflows).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("\npermissions:\n  contents: read\njobs:\n"), "{name}: what every job may do");
        let blocks = permissions(&text);
        // A permission that stands outside a block, as in `permissions: write-all`, would be missed.
        assert_eq!(text.matches("permissions:").count(), blocks.len(), "{name}");
        for (job, permission) in
            blocks.into_iter().flat_map(|(job, all)| all.into_iter().map(move |it| (job.clone(), it)))
        {
            if permission != "contents: read" {
                written.push((name.clone(), job, permission));
            }
        }
        if written.iter().any(|(file, ..)| *file == name) {
            assert!(text.contains("\non:\n  push:\n    tags: [\"v*\"]\npermissions:"), "{name}: started by tags only");
        }
        let secrets = text.matches("secrets.").count() + text.matches("secrets:").count();
        assert_eq!(secrets, 0, "{name}: no secret of the repository");
    }
    let expected = ["id-token: write", "attestations: write", "contents: write"];
    let expected = expected.map(|permission| ("release.yml".to_owned(), "publish".to_owned(), permission.to_owned()));
    assert_eq!(written, expected);
}

#[test]
fn the_job_that_may_write_runs_nothing_from_the_sources() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows/release.yml")).unwrap();
    let (_, publish) = text.split_once("\n  publish:\n").unwrap();
    assert!(!publish.contains("actions/checkout") && !publish.contains("cargo") && !publish.contains("npm"));
    assert!(publish.contains("needs: build"));
}

/// The blocks of permissions of a workflow, each with the job that it is for, which has no name for all jobs.
fn permissions(text: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut job = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let indent = |line: &str| line.len() - line.trim_start().len();
        if indent(line) == 2 && line.ends_with(':') && !line.trim_start().starts_with('#') {
            job = line.trim().trim_end_matches(':').to_owned();
        }
        if line.trim() == "permissions:" {
            let outer = indent(line);
            let mut block = Vec::new();
            while let Some(inner) = lines.next_if(|next| indent(next) > outer) {
                block.push(inner.trim().to_owned());
            }
            found.push((if outer == 0 { String::new() } else { job.clone() }, block));
        }
    }
    found
}
