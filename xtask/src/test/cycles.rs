//! Files of the page's sources that import each other in a circle. Each circle is something that cannot be understood,
//! or moved to a crate of its own, one file at a time. Every circle is an error.

use crate::project;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders with the sources of a crate each. No import can lead in a circle from one crate to another.
const CRATES: [&str; 4] = ["crates/domain/src", "crates/graph/src", "crates/simulator/src", "src"];

/// Which files each file imports from, by their paths below the crate's folder.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// Prints every circle: its files, and how many they are.
///
/// # Errors
///
/// Where there is a circle, or the sources can't be read.
pub fn check() -> Result<()> {
    let mut found = 0;
    for folder in CRATES {
        let imports = read(&project::root().join(folder))?;
        let circles = circles(&imports);
        let involved: usize = circles.iter().map(Vec::len).sum();
        eprintln!("{folder}: {involved} of {} files import each other in {} cycles", imports.len(), circles.len());
        for circle in &circles {
            eprintln!("{:>4}  {}", circle.len(), circle.join("  "));
        }
        found += circles.len();
    }
    if found > 0 {
        bail!("Import cycles: {found}. Move the shared code of their files into a file that imports none of them.");
    }
    Ok(())
}

/// Reads the imports of every file below a folder.
fn read(folder: &Path) -> Result<Imports> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    let mut modules = BTreeMap::new();
    for file in &files {
        let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        modules.insert(module_of(&name), name);
    }
    let mut imports = Imports::new();
    for (module, name) in &modules {
        let text = fs::read_to_string(folder.join(name)).with_context(|| format!("{name} can't be read"))?;
        let found = paths(&without_tests(&text)).into_iter().filter_map(|path| target(&modules, module, &path));
        let others = found.filter(|other| other != name).collect();
        imports.insert(name.clone(), others);
    }
    Ok(imports)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// The module that a file is: `graph/client/mod.rs` is `graph::client`, and `lib.rs` is the crate itself.
fn module_of(file: &str) -> Vec<String> {
    let mut parts: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// The file that a path written in `module` leads to: that of the longest part of it that is a module.
fn target(modules: &BTreeMap<Vec<String>, String>, module: &[String], path: &[String]) -> Option<String> {
    let (first, rest) = path.split_first()?;
    let supers = path.iter().take_while(|part| *part == "super").count();
    let mut whole: Vec<String> = match first.as_str() {
        "crate" => rest.to_vec(),
        "super" => [module.get(..module.len().checked_sub(supers)?)?, path.get(supers..)?].concat(),
        "self" => [module, rest].concat(),
        // A child of this module, where it has one of that name.
        _ => [module, path].concat(),
    };
    let shortest = if matches!(first.as_str(), "crate" | "super" | "self") { 0 } else { module.len() + 1 };
    while whole.len() >= shortest {
        if let Some(file) = modules.get(&whole) {
            return Some(file.clone());
        }
        whole.pop()?;
    }
    None
}

/// What is in front of the tests of a file. Tests that are in a file of their own end nothing.
fn without_tests(text: &str) -> String {
    let is_begin = |(at, mark): &(usize, &str)| {
        let declared = text.get(at + mark.len()..).and_then(|rest| rest.split(['{', ';']).next()).unwrap_or_default();
        text.get(at + mark.len() + declared.len()..).is_some_and(|rest| rest.starts_with('{'))
    };
    let end = text.match_indices("#[cfg(test)]\nmod ").find(is_begin).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default().to_owned()
}

/// The paths that a text names: those of `use`, with their groups spread out, and those in the code itself. Comments do
/// not count.
fn paths(text: &str) -> Vec<Vec<String>> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let begins = code.get(..at).is_some_and(|before| before.ends_with(['\n', ' ', ')']) || before.is_empty());
        let statement = code.get(at + 4..).and_then(|rest| rest.split_once(';')).map(|(statement, _)| statement);
        if let Some(statement) = statement.filter(|_| begins) {
            spread(&[], statement, &mut found);
        }
    }
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
    for (at, _) in code.match_indices("::") {
        let before = code.get(..at).unwrap_or_default();
        let start = before.trim_end_matches(is_of_name);
        // The middle of a path, or the range of a visibility.
        if start.len() == before.len() || start.ends_with("::") || start.ends_with("pub(in ") {
            continue;
        }
        let rest = code.get(start.len()..).unwrap_or_default();
        let path = rest.split(|c| !is_of_name(c) && c != ':').next().unwrap_or_default();
        // A group, which is spread out above.
        if !path.ends_with("::") {
            found.push(path.split("::").map(str::to_owned).collect());
        }
    }
    found
}

/// Spreads `a::{b, c::d}` out.
fn spread(before: &[String], tree: &str, found: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let (path, group) = tree.split_once('{').map_or((tree, None), |(path, group)| (path, group.rsplit_once('}')));
    let names = path.split(" as ").next().unwrap_or_default().split("::").map(str::trim);
    let names = names
        .filter(|name| !name.is_empty() && *name != "*" && *name != "self" || before.is_empty() && *name == "self");
    let whole: Vec<String> = before.iter().cloned().chain(names.map(str::to_owned)).collect();
    match group {
        None => found.push(whole),
        Some((group, _)) => {
            let mut depth = 0;
            let at_commas = group.split(|c| {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                c == ',' && depth == 0
            });
            at_commas.filter(|part| !part.trim().is_empty()).for_each(|part| spread(&whole, part, found));
        }
    }
}

/// The largest sets of files of which each leads to each other, the largest set first.
fn circles(imports: &Imports) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (file.as_str(), reach(imports, file))).collect();
    let leads = |from: &str, to: &str| reached.get(from).is_some_and(|all| all.contains(to));
    let mut circles: Vec<Vec<String>> = Vec::new();
    for file in imports.keys().filter(|file| leads(file, file)) {
        match circles.iter_mut().find(|circle| circle.first().is_some_and(|one| leads(file, one) && leads(one, file))) {
            Some(circle) => circle.push(file.clone()),
            None => circles.push(vec![file.clone()]),
        }
    }
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    circles
}

/// Everything that a file leads to over one import or more.
fn reach<'a>(imports: &'a Imports, file: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = imports.get(file).into_iter().flatten().map(String::as_str).collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(imports.get(next).into_iter().flatten().map(String::as_str));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_have_no_circle() {
        check().unwrap();
    }

    #[test]
    fn circles_are_found_over_every_form_of_import() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("lib.rs", "pub mod a;\npub mod b;\npub mod c;\npub mod d;\n"),
            ("a.rs", "use crate::{b::{One, two}, d};\n"),
            ("b/mod.rs", "mod inner;\npub use inner::One;\n"),
            ("b/inner.rs", "use super::super::c;\npub(in crate::d) struct One;\n"),
            ("c.rs", "// use crate::d;\nfn f() { crate::a::g() }\n#[cfg(test)]\nmod tests {\n    use crate::d;\n}\n"),
            ("d.rs", "use std::fmt;\n"),
            ("e/mod.rs", "mod leaf;\npub use leaf::Leaf;\n"),
            ("e/leaf.rs", "use super::super::{d, f};\nuse super::super::f::F;\n"),
            ("f.rs", "pub struct F;\n"),
            ("g/mod.rs", "#[cfg(test)]\nmod tests;\nmod part;\npub struct Whole;\nfn f() { part::g() }\n"),
            ("g/part.rs", "use super::Whole;\npub fn g() {}\n"),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let imports = read(folder.path()).unwrap();
        assert_eq!(
            circles(&imports),
            [&["a.rs", "b/inner.rs", "b/mod.rs", "c.rs"][..], &["g/mod.rs", "g/part.rs"][..]]
        );
        assert!(imports["d.rs"].is_empty());
    }

    #[test]
    fn groups_of_imports_are_spread_out() {
        let found = paths("use crate::a::{self, b::C, d::{E as F, *}};\n");
        let texts: Vec<String> = found.iter().map(|path| path.join("::")).collect();
        assert_eq!(texts[..4], ["crate::a", "crate::a::b::C", "crate::a::d::E", "crate::a::d"]);
    }
}
