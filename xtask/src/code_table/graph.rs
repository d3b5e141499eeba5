//! Permissions, paths and conditions of Microsoft Graph.

use super::cells::{base36, front, letter, segments, usual_verb};
use super::facts::{array, numbers, object, text};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) fn write_permissions(out: &mut String, paths: &Value, levels: &BTreeMap<String, u64>) -> Result<()> {
    out.push_str("[permissions]\n");
    for name in array(&paths["permissions"])? {
        let name = text(name)?;
        let level = levels.get(name).copied().unwrap_or_default();
        writeln!(out, "{name} {level}")?;
    }
    Ok(())
}

pub(super) fn write_profiles(out: &mut String, paths: &Value) -> Result<()> {
    out.push_str("[profiles]\n");
    for profile in array(&paths["profiles"])? {
        let sets = array(&profile[0])?
            .iter()
            .map(|set| Ok(numbers(set)?.into_iter().map(base36).collect::<Vec<_>>().join("+")))
            .collect::<Result<Vec<_>>>()?;
        let mut line = sets.join(",");
        for column in 1..=2 {
            let mut list = numbers(&profile[column])?;
            list.sort_unstable();
            line.push('|');
            line.push_str(&differences(&list));
        }
        writeln!(out, "{}", line.trim_end_matches('|'))?;
    }
    Ok(())
}

/// The numbers, each as its distance from the one before.
fn differences(sorted: &[u64]) -> String {
    let mut before = 0;
    let mut parts = Vec::new();
    for number in sorted {
        parts.push(base36(number - before));
        before = *number;
    }
    parts.join(",")
}

/// A cmdlet's noun at a path: the verb where it isn't the usual one, and the methods by version of Graph.
type Nouns = BTreeMap<(String, String), BTreeMap<char, u8>>;

pub(super) fn write_paths(out: &mut String, paths: &Value, cmdlets: &Value) -> Result<()> {
    let mut lines: BTreeMap<Vec<String>, (String, Nouns)> = BTreeMap::new();
    for (path, methods) in object(&paths["paths"])? {
        let mut cells = Vec::new();
        for (method, entry) in object(methods)? {
            let profile = base36(entry[0].as_u64().context("a profile is a number")?);
            let flags = entry[1].as_str().unwrap_or_default();
            let dot = if flags.is_empty() { "" } else { "." };
            cells.push(format!("{}{profile}{dot}{flags}", letter(method)?));
        }
        lines.entry(segments(path)).or_default().0 = cells.join(",");
    }
    for (name, targets) in object(&cmdlets["cmdlets"])? {
        let (verb, rest) = name.split_once("-Mg").with_context(|| format!("{name} isn't a Graph cmdlet"))?;
        let (version, noun) = match rest.strip_prefix("Beta") {
            Some(noun) => (2, noun),
            None => (1, rest),
        };
        for target in array(targets)? {
            let method = text(&target[0])?;
            let letter = letter(method)?;
            let verb = if verb == usual_verb(letter) { "" } else { verb };
            let nouns = &mut lines.entry(segments(text(&target[1])?)).or_default().1;
            let versions = nouns.entry((noun.to_owned(), verb.to_owned())).or_default();
            *versions.entry(letter).or_default() |= version;
        }
    }
    out.push_str("[paths]\n");
    let mut before: Vec<String> = Vec::new();
    let mut noun_before = String::new();
    for (path, (methods, nouns)) in lines {
        let shared = before.iter().zip(&path).take_while(|(a, b)| a == b).count();
        write!(out, "{}{}", base36(shared as u64), path[shared..].join("/"))?;
        if !methods.is_empty() || !nouns.is_empty() {
            write!(out, "\t{methods}")?;
        }
        let cells: Vec<String> = nouns
            .iter()
            .map(|((noun, verb), methods)| {
                let cell = noun_cell(noun, verb, methods, &noun_before);
                noun_before.clone_from(noun);
                cell
            })
            .collect();
        if !cells.is_empty() {
            write!(out, "\t{}", cells.join(" "))?;
        }
        out.push('\n');
        before = path;
    }
    Ok(())
}

fn noun_cell(noun: &str, verb: &str, methods: &BTreeMap<char, u8>, before: &str) -> String {
    let (shared, rest) = front(before, noun);
    let mut cell = if verb.is_empty() { String::new() } else { format!("{verb}!") };
    cell.push_str(&shared);
    cell.push_str(rest);
    for (mask, mark) in [(3, ':'), (1, '='), (2, '~')] {
        let letters: String = methods.iter().filter(|(_, versions)| **versions == mask).map(|(c, _)| *c).collect();
        if !letters.is_empty() {
            cell.push(mark);
            cell.push_str(&letters);
        }
    }
    cell
}

pub(super) fn write_conditions(out: &mut String, conditions: &Value) -> Result<()> {
    out.push_str("[conditions]\n");
    for condition in array(&conditions["conditions"])? {
        writeln!(out, "{condition}")?;
    }
    Ok(())
}
