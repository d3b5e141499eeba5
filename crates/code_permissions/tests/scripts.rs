//! Scripts with the answer that is expected, in `tests/scripts`: `NAME.EXT` and `NAME.json`.
//!
//! An expected answer has `calls` (with `line`, `text`, `method`, `path` and `least`, the alternatives of permissions
//! needed together), `grant`, and `cannotTell` where something can't be judged. The share of expected calls with the
//! right least permissions is printed for each script and for all.

use code_permissions::{Language, Table, analyze, to_json};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The least share of calls that are resolved to the right least permissions.
const SHARE: f64 = 0.9;

/// What was found out about a script.
struct Result {
    name: String,
    right: usize,
    total: usize,
    /// Expected calls that weren't found so, for the reader of the output.
    wrong: Vec<String>,
    is_called_complete: bool,
    is_complete: bool,
}

#[test]
#[allow(clippy::print_stdout, reason = "the shares are there to be read")]
fn scripts_are_resolved_to_their_least_permissions() {
    let table = table();
    let scripts = scripts();
    let results: Vec<Result> = scripts.iter().map(|path| examine(path, &table)).collect();
    let (mut right, mut total) = (0, 0);
    let mut falsely_complete = Vec::new();
    for result in &results {
        println!("{:>4}/{:<4} {}", result.right, result.total, result.name);
        result.wrong.iter().for_each(|line| println!("          {line}"));
        right += result.right;
        total += result.total;
        if result.is_called_complete && !result.is_complete {
            falsely_complete.push(result.name.as_str());
        }
    }
    if total == 0 {
        println!("no scripts with answers");
        return;
    }
    let share = right as f64 / total as f64;
    println!("{right}/{total} calls, {:.1} %", share * 100.0);
    assert!(falsely_complete.is_empty(), "called complete: {falsely_complete:?}");
    assert!(share >= SHARE, "{right} of {total} calls are resolved to the right least permissions");
}

fn table() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/calls-to-permissions.txt");
    Table::read(&fs::read(path).unwrap()).unwrap()
}

/// The scripts that have an answer.
fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let mut scripts = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if answer_of(&path).is_some_and(|answer| answer.exists() && answer != path) {
            scripts.push(path);
        }
    }
    scripts.sort();
    scripts
}

/// The file with the answer: of `NAME.json` itself, a workflow, it is `NAME.answer.json` or `NAME.expected.json`.
fn answer_of(script: &Path) -> Option<PathBuf> {
    if !script.extension().is_some_and(|extension| extension == "json") {
        return Some(script.with_extension("json"));
    }
    let name = script.file_stem()?.to_str()?;
    let candidates = [format!("{name}.answer.json"), format!("{name}.expected.json"), format!("{name}.json.json")];
    candidates.into_iter().map(|name| script.with_file_name(name)).find(|answer| answer.exists())
}

fn examine(path: &Path, table: &Table) -> Result {
    let text = fs::read_to_string(path).unwrap();
    let expected: Value = serde_json::from_str(&fs::read_to_string(answer_of(path).unwrap()).unwrap()).unwrap();
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let language = Language::of_extension(extension).unwrap_or_else(|| Language::of_text(&text));
    let found = to_json(&analyze(&text, language, table));
    let mut rest: Vec<&Value> = list(&found["calls"]);
    let mut result = Result {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        right: 0,
        total: 0,
        wrong: Vec::new(),
        is_called_complete: found["complete"] == true,
        is_complete: list(&expected["cannotTell"]).is_empty(),
    };
    for call in list(&expected["calls"]) {
        result.total += 1;
        match rest.iter().position(|candidate| is_same(candidate, call)) {
            Some(at) => {
                rest.remove(at);
                result.right += 1;
            }
            None => {
                let near = rest.iter().find(|candidate| candidate["line"] == call["line"]);
                let near = near.map_or("nothing".to_owned(), |near| {
                    format!("{} {} {}", plain(&near["method"]), plain(&near["path"]), near["least"])
                });
                let (line, text) = (&call["line"], plain(&call["text"]));
                let (method, path) = (plain(&call["method"]), plain(&call["path"]));
                result.wrong.push(format!("line {line} {text}: {method} {path} {}; found {near}", call["least"]));
            }
        }
    }
    for call in list(&expected["delegatedOnly"]) {
        result.total += 1;
        let is_there = list(&found["delegatedOnly"]).iter().any(|candidate| candidate["line"] == call["line"]);
        if is_there {
            result.right += 1;
        } else {
            result.wrong.push(format!("line {} {}: not for an application", call["line"], plain(&call["text"])));
        }
    }
    result
}

/// Whether a found call is the expected one, with the same least permissions. A call of a function may be counted where
/// the function is called or where it sends the request.
fn is_same(found: &Value, expected: &Value) -> bool {
    let same_target = ["method", "path"]
        .iter()
        .all(|key| expected[*key].is_null() || plain(&found[*key]).eq_ignore_ascii_case(&plain(&expected[*key])));
    let identified = !expected["path"].is_null() || found["line"] == expected["line"];
    same_target && identified && same_need(found, expected)
}

fn same_need(found: &Value, expected: &Value) -> bool {
    if expected["least"].is_null() {
        let same = |key: &str| expected[key].is_null() || found[key] == expected[key];
        return same("permission") && same("role");
    }
    // The first alternative is the one that is granted: each must be among the other's.
    let (found, expected) = (sets(&found["least"]), sets(&expected["least"]));
    match (found.first(), expected.first()) {
        (Some(first), Some(other)) => expected.contains(first) && found.contains(other),
        (None, None) => true,
        _ => false,
    }
}

fn sets(value: &Value) -> Vec<BTreeSet<String>> {
    list(value).iter().map(|set| list(set).into_iter().map(plain).collect()).collect()
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map(|items| items.iter().collect()).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
