//! Fifty scripts with the answers that are expected; `tests/scripts/README.md` describes both.
//!
//! The share of expected calls with the right line, method, path and least permissions is printed for each script and
//! for all, with the scripts whose whole answer is right.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use code_permissions::{Language, Table, analyze, to_json};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The least share of calls that are resolved to the right least permissions.
const SHARE: f64 = 0.9;

/// What was found out about a script.
struct Examined {
    name: String,
    right: usize,
    total: usize,
    /// What isn't as expected, for the reader of the output.
    wrong: Vec<String>,
    grant_is_right: bool,
    is_falsely_complete: bool,
}

#[test]
#[allow(clippy::print_stdout, reason = "the shares are there to be read")]
fn scripts_are_resolved_to_their_least_permissions() {
    let table = table();
    let examined: Vec<Examined> = scripts().iter().map(|(script, answer)| examine(script, answer, &table)).collect();
    assert!(examined.len() >= 50, "{} scripts have an answer", examined.len());
    let (mut right, mut total, mut grants) = (0, 0, 0);
    for script in &examined {
        let mark = if script.grant_is_right { "grant right" } else { "grant wrong" };
        println!("{:>3}/{:<3} {mark}  {}", script.right, script.total, script.name);
        script.wrong.iter().for_each(|line| println!("          {line}"));
        right += script.right;
        total += script.total;
        grants += usize::from(script.grant_is_right);
    }
    let share = right as f64 / total as f64;
    println!("{right}/{total} calls ({:.1} %), {grants}/{} grants", share * 100.0, examined.len());
    let falsely_complete: Vec<&str> =
        examined.iter().filter(|script| script.is_falsely_complete).map(|script| script.name.as_str()).collect();
    assert!(falsely_complete.is_empty(), "called complete: {falsely_complete:?}");
    assert!(share >= SHARE, "{right} of {total} calls are resolved to the right least permissions");
}

fn table() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/calls-to-permissions.txt");
    Table::read(&fs::read(path).unwrap()).unwrap()
}

/// The scripts with the files of their answers, which name them.
fn scripts() -> Vec<(PathBuf, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let mut scripts = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let answer = entry.unwrap().path();
        let is_answer = answer.to_string_lossy().ends_with(".json") && !answer.to_string_lossy().contains(".workflow.");
        if is_answer {
            let script = folder.join(plain(&read(&answer)["file"]));
            assert!(script.exists(), "{} is there", script.display());
            scripts.push((script, answer));
        }
    }
    scripts.sort();
    scripts
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn examine(script: &Path, answer: &Path, table: &Table) -> Examined {
    let text = fs::read_to_string(script).unwrap();
    let expected = read(answer);
    let extension = script.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let language = Language::of_extension(extension).unwrap_or_else(|| Language::of_text(&text));
    let found = to_json(&analyze(&text, language, table));
    let mut examined = Examined {
        name: script.file_name().unwrap().to_string_lossy().into_owned(),
        right: 0,
        total: 0,
        wrong: Vec::new(),
        grant_is_right: is_grant_right(&found, &expected),
        is_falsely_complete: found["complete"] == true && !list(&expected["cannotTell"]).is_empty(),
    };
    let mut rest: Vec<&Value> = list(&found["calls"]);
    for call in list(&expected["calls"]) {
        examined.total += 1;
        if let Some(at) = rest.iter().position(|candidate| is_right(candidate, call)) {
            rest.remove(at);
            examined.right += 1;
        } else {
            examined.wrong.push(format!("missing {}", describe(call)));
        }
    }
    examined.wrong.extend(rest.into_iter().map(|call| format!("instead {}", describe(call))));
    for (name, what) in [("cannotTell", "unknown"), ("notForApplication", "not for an application")] {
        let lines = lines_of(&found[name]);
        let expected_lines = lines_of(&expected[name]);
        for line in expected_lines.difference(&lines) {
            examined.wrong.push(format!("line {line} is {what}"));
        }
        let may_be: BTreeSet<u64> = list(&expected["mayBeUnknown"]).iter().filter_map(|line| line.as_u64()).collect();
        for line in lines.difference(&expected_lines).filter(|line| !may_be.contains(line)) {
            examined.wrong.push(format!("line {line} isn't {what}"));
        }
    }
    if !examined.grant_is_right {
        examined.wrong.push(format!("grant {}, found {}", expected["grant"], found["grant"]));
    }
    examined
}

fn describe(call: &Value) -> String {
    let need = ["least", "actions", "dataActions", "permission"].iter().find(|key| !call[**key].is_null());
    let need = need.map_or_else(String::new, |key| call[*key].to_string());
    let parts = [plain(&call["text"]), plain(&call["method"]), plain(&call["path"]), need];
    format!("line {} {}", call["line"], parts.join(" "))
}

fn lines_of(calls: &Value) -> BTreeSet<u64> {
    list(calls).iter().filter_map(|call| call["line"].as_u64()).collect()
}

/// Whether a found call is the expected one: a line, the method, the path and the least permissions.
fn is_right(found: &Value, expected: &Value) -> bool {
    let line = found["line"].as_u64().unwrap_or_default();
    let first = expected["line"].as_u64().unwrap_or_default();
    let last = expected["endLine"].as_u64().unwrap_or(first);
    let is_there = (first..=last).contains(&line) || list(&expected["otherLines"]).iter().any(|other| **other == line);
    let path = |value: &Value| {
        let path = plain(value);
        let end = ["/$ref", "/$value", "/$count"].iter().find_map(|end| path.strip_suffix(end));
        end.unwrap_or(&path).to_owned()
    };
    let is_same = |key: &str| expected[key].is_null() || found[key] == expected[key];
    let same_path = expected["path"].is_null() || path(&found["path"]) == path(&expected["path"]);
    let same_need = expected["least"].is_null() || sets(&found["least"]) == sets(&expected["least"]);
    is_there
        && same_path
        && same_need
        && ["api", "method", "permission", "role", "actions", "dataActions"].iter().all(|key| is_same(key))
}

/// Whether the whole set is the expected one or as good: with further permissions at most that a call has as least.
fn is_grant_right(found: &Value, expected: &Value) -> bool {
    let mut accepted = vec![grant(&expected["grant"])];
    accepted.extend(list(&expected["acceptable"]).into_iter().map(grant));
    let found = grant(&found["grant"]);
    let further: BTreeSet<String> =
        list(&expected["calls"]).iter().flat_map(|call| sets(&call["least"])).flatten().collect();
    accepted.iter().any(|accepted| {
        let has_all = accepted.iter().all(|(api, names)| found.get(api).is_some_and(|has| names.is_subset(has)));
        let none = BTreeSet::new();
        let has_only = found.iter().all(|(api, names)| {
            names.difference(accepted.get(api).unwrap_or(&none)).all(|name| further.contains(name))
        });
        has_all && has_only
    })
}

fn grant(value: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let entries = value.as_object().into_iter().flatten().filter(|(api, _)| *api != "directoryRoles");
    entries.map(|(api, names)| (api.clone(), list(names).into_iter().map(plain).collect())).collect()
}

fn sets(value: &Value) -> BTreeSet<BTreeSet<String>> {
    list(value).iter().map(|set| list(set).into_iter().map(plain).collect()).collect()
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map(|items| items.iter().collect()).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
