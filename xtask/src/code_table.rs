//! `code-table`: writes the table that says which permissions a call needs, from a folder of fact files.
//!
//! The format is described in `crates/code_permissions/src/table/mod.rs`, which reads it.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where the table is, from the workspace's folder.
const TABLE: &str = "crates/code_permissions/data/calls-to-permissions.txt";

/// How large the table may be after brotli, in bytes: the page fetches it.
const MAX_COMPRESSED: usize = 150_000;

/// The first lines of the table.
const HEADER: &str = "\
# Which permissions a call of Microsoft's APIs needs: names, paths, methods and permissions.
# Written by `cargo xtask code-table FOLDER`. The lines `source` name what the facts were taken from:
# key, source, version, license. The licenses are those of the sources; the facts that were taken are not creative work.
";

/// Runs `code-table FOLDER`.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let Some(lexopt::Arg::Value(folder)) = arguments.next()? else {
        bail!("name the folder with the fact files");
    };
    let text = build(&PathBuf::from(folder))?;
    let compressed = compressed_size(text.as_bytes())?;
    if compressed > MAX_COMPRESSED {
        bail!("the table has {compressed} bytes after brotli, and {MAX_COMPRESSED} are allowed");
    }
    let path = crate::project::root().join(TABLE);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(&path, &text).with_context(|| format!("writing {}", path.display()))?;
    eprintln!("{}: {} bytes, {compressed} after brotli", path.display(), text.len());
    Ok(())
}

/// The size after brotli at its highest level.
fn compressed_size(content: &[u8]) -> Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner().len())
}

/// The table as text.
pub fn build(folder: &Path) -> Result<String> {
    let read = |name: &str| -> Result<Value> {
        let path = folder.join(name);
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))
    };
    let mut out = HEADER.to_owned();
    write_sources(&mut out, &folder.join("SOURCES.md"))?;
    let paths = read("graph-paths.json")?;
    write_permissions(&mut out, &paths, &levels(folder)?)?;
    write_profiles(&mut out, &paths)?;
    write_paths(&mut out, &paths, &read("mg-cmdlets.json")?)?;
    write_conditions(&mut out, &read("graph-conditions.json")?)?;
    let entra = read("entra-cmdlets.json")?;
    write_entra(&mut out, &entra)?;
    write_pnp(&mut out, &read("pnp-cmdlets.json")?)?;
    write_exchange(&mut out, &read("exchange.json")?)?;
    write_teams(&mut out, &read("teams.json")?)?;
    Ok(out)
}

/// The date of the facts and the rows of the table of sources.
fn write_sources(out: &mut String, path: &Path) -> Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let date = text.split_once("Made ").and_then(|(_, rest)| rest.get(..10)).context("SOURCES.md says no date")?;
    writeln!(out, "date {date}")?;
    let mut repository = String::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [key, source, version, license] = cells.as_slice() else { continue };
        if key.len() != 1 || !key.starts_with(|c: char| c.is_ascii_uppercase()) {
            continue;
        }
        let cut =
            |text: &str| text.split(['(', ';', ':']).next().unwrap_or_default().replace('`', "").trim().to_owned();
        let mut source = cut(source).trim_start_matches("../").to_owned();
        if let Some(folder) = source.strip_prefix("same ") {
            source = format!("{repository} {folder}");
        }
        source.split(' ').next().unwrap_or_default().clone_into(&mut repository);
        writeln!(out, "source {key}|{source}|{}|{}", cut(version), cut(license))?;
    }
    Ok(())
}

/// Microsoft's privilege level of each Graph permission, from 1 to 5, where a file says them.
fn levels(folder: &Path) -> Result<BTreeMap<String, u64>> {
    let mut levels = BTreeMap::new();
    let candidates = [folder.join("tiers.json"), folder.join("../tiers.json")];
    let Some(path) = candidates.iter().find(|path| path.exists()) else { return Ok(levels) };
    let tiers: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let application = &tiers["sources"]["microsoftPrivilegeLevel"]["application"];
    for (name, level) in object(application)? {
        levels.insert(name.clone(), level.as_u64().unwrap_or(0));
    }
    Ok(levels)
}

fn write_permissions(out: &mut String, paths: &Value, levels: &BTreeMap<String, u64>) -> Result<()> {
    out.push_str("[permissions]\n");
    for name in array(&paths["permissions"])? {
        let name = text(name)?;
        let level = levels.get(name).copied().unwrap_or_default();
        writeln!(out, "{name} {level}")?;
    }
    Ok(())
}

fn write_profiles(out: &mut String, paths: &Value) -> Result<()> {
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

fn write_paths(out: &mut String, paths: &Value, cmdlets: &Value) -> Result<()> {
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
        let (verb, rest) = name.split_once("-Mg").with_context(|| format!("{name} is no Graph cmdlet"))?;
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

fn write_conditions(out: &mut String, conditions: &Value) -> Result<()> {
    out.push_str("[conditions]\n");
    for condition in array(&conditions["conditions"])? {
        writeln!(out, "{condition}")?;
    }
    Ok(())
}

fn write_entra(out: &mut String, entra: &Value) -> Result<()> {
    out.push_str("[entra]\n");
    let mut before = String::new();
    for (name, cmdlet) in object(&entra["cmdlets"])? {
        let sent = pairs(&cmdlet["c"])?;
        let calls = strings(&cmdlet["mg"])?.join(",");
        let sets = sets(&cmdlet["s"])?;
        let roles = strings(&cmdlet["r"])?.join(",");
        let line = format!("{}|{sent}|{calls}|{sets}|{roles}", fronted(&mut before, name));
        writeln!(out, "{}", line.trim_end_matches('|'))?;
    }
    out.push_str("[azuread]\n");
    let mut names = BTreeMap::new();
    for section in ["azureADPreview", "azureAD"] {
        for (old, new) in object(&entra[section])? {
            names.insert(old.clone(), text(new)?.to_owned());
        }
    }
    before.clear();
    for (old, new) in names {
        let usual = old.replace("-AzureAD", "-Entra");
        let new = if new == usual { "=" } else { new.as_str() };
        writeln!(out, "{}|{new}", fronted(&mut before, &old))?;
    }
    Ok(())
}

fn write_pnp(out: &mut String, pnp: &Value) -> Result<()> {
    out.push_str("[pnp]\n");
    let mut before = String::new();
    for (name, cmdlet) in object(&pnp["cmdlets"])? {
        let kind = text(&cmdlet["k"])?;
        let forbidden = if cmdlet["x"].is_null() { "" } else { "x" };
        let required = sets(&cmdlet["a"])?;
        let documented = documented(&cmdlet["d"])?;
        let aliases = strings(&cmdlet["l"])?.join(",");
        let line = format!("{}|{kind}|{required}|{documented}|{forbidden}|{aliases}", fronted(&mut before, name));
        writeln!(out, "{}", line.trim_end_matches('|'))?;
    }
    Ok(())
}

fn documented(value: &Value) -> Result<String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Array(items) if items.iter().all(Value::is_string) => Ok(strings(value)?.join(",")),
        other => sets(other),
    }
}

fn write_exchange(out: &mut String, exchange: &Value) -> Result<()> {
    let inferred = &exchange["inferred"];
    let protection: Vec<&str> = strings(&inferred["protectionCmdlets"])?;
    let recipients: Vec<&str> = strings(&inferred["recipientNouns"])?;
    let forbidden = strings(&exchange["notAppOnly"])?;
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let mut mark = |name, mark: char| {
        let marks: &mut String = names.entry(name).or_default();
        if !marks.contains(mark) {
            marks.push(mark);
        }
    };
    for name in strings(&exchange["exchangeOnline"])? {
        mark(name, 'e');
        if protection.contains(&name) {
            mark(name, 'p');
        }
        if name.split_once('-').is_some_and(|(_, noun)| recipients.contains(&noun)) {
            mark(name, 'r');
        }
    }
    for name in strings(&exchange["securityCompliance"])? {
        mark(name, 'c');
    }
    for name in strings(&exchange["onPremisesOnly"])? {
        mark(name, 'o');
    }
    for name in forbidden {
        mark(name, 'x');
    }
    out.push_str("[exchange]\n");
    for (name, value) in [
        ("permission", text(&exchange["permission"])?.to_owned()),
        ("read verbs", strings(&inferred["readVerbs"])?.join(",")),
        ("read role", text(&inferred["readRole"])?.to_owned()),
        ("protection read role", text(&inferred["protectionReadRole"])?.to_owned()),
        ("recipient role", text(&inferred["recipientRole"])?.to_owned()),
        ("protection role", text(&inferred["protectionRole"])?.to_owned()),
        ("other role", text(&inferred["otherRole"])?.to_owned()),
    ] {
        writeln!(out, "{name}: {value}")?;
    }
    let mut before = String::new();
    for (name, marks) in names {
        writeln!(out, "{}|{marks}", fronted(&mut before, name))?;
    }
    Ok(())
}

fn write_teams(out: &mut String, teams: &Value) -> Result<()> {
    out.push_str("[teams]\n");
    writeln!(out, "permissions: {}", strings(&teams["graphPermissionsOther"])?.join(","))?;
    writeln!(out, "permissions of Cs: {}", strings(&teams["graphPermissionsCs"])?.join(","))?;
    writeln!(out, "roles: {}", strings(&teams["role"])?.join(","))?;
    writeln!(out, "not for applications: {}", strings(&teams["notAppOnly"])?.join(","))?;
    let mut names = strings(&teams["csCmdlets"])?;
    names.extend(strings(&teams["otherCmdlets"])?);
    names.sort_unstable();
    let mut before = String::new();
    for name in names {
        writeln!(out, "{}", fronted(&mut before, name))?;
    }
    Ok(())
}

/// The name after the number of bytes that it shares with the name before.
fn fronted(before: &mut String, name: &str) -> String {
    let (shared, rest) = front(before, name);
    let cell = format!("{shared}{rest}");
    name.clone_into(before);
    cell
}

fn front<'a>(before: &str, name: &'a str) -> (String, &'a str) {
    let shared = before.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count().min(35);
    (base36(shared as u64), &name[shared..])
}

/// `GET /users;POST /groups`.
fn pairs(value: &Value) -> Result<String> {
    let Value::Array(items) = value else { return Ok(String::new()) };
    let pairs = items.iter().map(|pair| Ok(format!("{} {}", text(&pair[0])?, text(&pair[1])?)));
    Ok(pairs.collect::<Result<Vec<_>>>()?.join(";"))
}

/// `A+B,C`.
fn sets(value: &Value) -> Result<String> {
    let Value::Array(items) = value else { return Ok(String::new()) };
    Ok(items.iter().map(|set| Ok(strings(set)?.join("+"))).collect::<Result<Vec<_>>>()?.join(","))
}

fn strings(value: &Value) -> Result<Vec<&str>> {
    match value {
        Value::Null => Ok(Vec::new()),
        other => array(other)?.iter().map(text).collect(),
    }
}

fn numbers(value: &Value) -> Result<Vec<u64>> {
    array(value)?.iter().map(|number| number.as_u64().context("an index is a number")).collect()
}

fn array(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().with_context(|| format!("not a list: {value}"))
}

fn object(value: &Value) -> Result<&serde_json::Map<String, Value>> {
    value.as_object().with_context(|| format!("not an object: {value}"))
}

fn text(value: &Value) -> Result<&str> {
    value.as_str().with_context(|| format!("not a text: {value}"))
}

/// `/users/{}/manager` as `users`, an empty segment, `manager`.
fn segments(path: &str) -> Vec<String> {
    path.trim_start_matches('/').split('/').map(|part| if part == "{}" { String::new() } else { part.into() }).collect()
}

fn letter(method: &str) -> Result<char> {
    Ok(match method {
        "GET" => 'g',
        "POST" => 'p',
        "PATCH" => 'a',
        "PUT" => 'u',
        "DELETE" => 'd',
        other => bail!("the method {other} has no letter"),
    })
}

fn usual_verb(letter: char) -> &'static str {
    match letter {
        'g' => "Get",
        'p' => "New",
        'a' => "Update",
        'u' => "Set",
        _ => "Remove",
    }
}

fn base36(number: u64) -> String {
    let mut digits = Vec::new();
    let mut rest = number;
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(rest % 36) as usize]);
        rest /= 36;
        if rest == 0 {
            break;
        }
    }
    digits.reverse();
    digits.into_iter().map(char::from).collect()
}
