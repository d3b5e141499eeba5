//! Names that a text gives to an API, so that `$app` means Microsoft Graph after it was set to it.

use crate::sort;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

use super::api_refs::{ApiRef, ApiSet, Clarity};
use super::lexer::{Bracket, Kind};
use super::tree::Tree;

/// A value of more tokens than this names no API.
const LONGEST_VALUE: usize = 400;

/// What was given to which name, in the order of the text.
#[derive(Default)]
pub(super) struct Bindings(SortedMap<String, Vec<(usize, Option<usize>)>>);

impl Bindings {
    /// The API that a name means at a place: what it was given last before it, or its only value.
    fn at(&self, name: &str, token: usize) -> Option<usize> {
        let all = self.0.get(name)?;
        match all[..all.partition_point(|(at, _)| *at < token)].last() {
            Some((_, api)) => *api,
            None if all.len() == 1 => all[0].1,
            None => None,
        }
    }
}

/// Notes for each token that is a variable which API it means. `is_wish` says of a token whether it names a permission.
pub(super) fn bind(tree: &Tree<'_>, refs: &mut [Option<ApiRef>], is_wish: &[bool]) {
    let wishes_before = counts(is_wish);
    let mut bindings = Bindings::default();
    let mut order: Vec<usize> = (0..tree.items.len()).collect();
    sort::sort_by_key(&mut order, |item| tree.items[*item].tokens.start);
    for item in order {
        let of = &tree.items[item];
        if tree.groups[of.group].bracket == Bracket::Quote || of.tokens.len() > LONGEST_VALUE {
            continue;
        }
        let Some((name, value)) = assigned(tree, item) else { continue };
        if wishes_before[of.tokens.end] > wishes_before[of.tokens.start] {
            continue;
        }
        let mut apis = ApiSet::default();
        for at in value {
            let bound = || variables(tree, at).into_iter().find_map(|name| bindings.at(&name, at));
            match refs[at] {
                Some(found) if found.clarity >= Clarity::Identifier => apis.insert(found.api),
                _ => {
                    if let Some(api) = bound() {
                        apis.insert(api);
                    }
                }
            }
        }
        bindings.0.entry(name).or_default().push((of.tokens.end, apis.only()));
    }
    let names: SortedSet<&String> = bindings.0.keys().collect();
    for (at, found) in refs.iter_mut().enumerate() {
        let is_known = found.as_ref().is_some_and(|found| found.clarity >= Clarity::Name);
        if tree.tokens[at].kind != Kind::Word || is_known {
            continue;
        }
        let meant =
            variables(tree, at).into_iter().filter(|name| names.contains(name)).find_map(|name| bindings.at(&name, at));
        if let Some(api) = meant {
            *found = Some(ApiRef { api, clarity: Clarity::Name });
        }
    }
}

/// How many marked tokens are before each.
pub(super) fn counts(marked: &[bool]) -> Vec<usize> {
    let mut counts = Vec::with_capacity(marked.len() + 1);
    counts.push(0);
    for mark in marked {
        counts.push(counts[counts.len() - 1] + usize::from(*mark));
    }
    counts
}

/// The name that an item gives to something, and the tokens of what it gives it to.
pub(super) fn assigned(tree: &Tree<'_>, item: usize) -> Option<(String, std::ops::Range<usize>)> {
    let of = &tree.items[item];
    let words = |end: usize| (of.tokens.start..end).filter(|at| tree.tokens[*at].kind == Kind::Word);
    if let Some(label) = label(tree, item) {
        return Some(label);
    }
    let assign = of.assign?;
    if !declares(tree, item) {
        return None;
    }
    let variable = words(assign).find(|at| tree.tokens[*at].text.starts_with('$'));
    // Bicep: `resource graph '…' existing = {`.
    let declared =
        words(assign).next().filter(|at| matches!(tree.tokens[*at].text, "resource" | "module")).map(|at| at + 1);
    let named = variable.or(declared).or_else(|| words(assign).next_back())?;
    // TypeScript puts a type between a name and its value.
    let name = if tree.tokens[assign].text == ":" && words(assign).count() > 1 && variable.is_none() {
        words(assign).next_back()?
    } else {
        named
    };
    let name = bare(tree.tokens[name].text);
    // `$app.ResourceAppId = …` says something of `$app`.
    let name = name.split('.').next().unwrap_or_default().to_owned();
    (!name.is_empty()).then_some((name, assign + 1..of.tokens.end))
}

/// Whether an item declares a name, and is not an entry of an object whose keys mean nothing elsewhere.
fn declares(tree: &Tree<'_>, item: usize) -> bool {
    let of = &tree.items[item];
    let first = tree.tokens[of.tokens.start].text;
    let group = &tree.groups[of.group];
    let in_locals = || {
        let open = group.open?;
        let parent = tree.items.get(tree.item_of[open])?;
        Some(tree.tokens[parent.tokens.start].text == "locals")
    };
    of.group == 0
        || group.bracket == Bracket::Loop
        || matches!(first, "const" | "let" | "var" | "local" | "export")
        || (of.tokens.start..of.assign.unwrap_or(of.tokens.start)).any(|at| tree.tokens[at].text.starts_with('$'))
        || in_locals() == Some(true)
}

/// Terraform's blocks: `resource "type" "label" {`, `data`, `variable`.
fn label(tree: &Tree<'_>, item: usize) -> Option<(String, std::ops::Range<usize>)> {
    let of = &tree.items[item];
    let first = tree.tokens.get(of.tokens.start).filter(|_| !of.tokens.is_empty())?;
    if !matches!(first.text, "resource" | "data" | "module" | "variable") || of.assign.is_some() {
        return None;
    }
    let mut quotes = of.groups.iter().filter(|group| tree.groups[**group].bracket == Bracket::Quote);
    let label = super::mentions::quoted_text(tree, *quotes.next_back()?)?;
    Some((label.to_ascii_lowercase(), of.tokens.start + 1..of.tokens.end))
}

/// The names by which a token may mean something that was named: `$graphApp.AppRoles`, `local.roles`, `@params`.
pub(super) fn variables(tree: &Tree<'_>, at: usize) -> Vec<String> {
    let token = &tree.tokens[at];
    if token.kind != Kind::Word || token.text.len() > 200 {
        return Vec::new();
    }
    if token.text.starts_with('$') {
        let name = bare(token.text);
        let mut segments = name.split('.');
        let mut names = vec![segments.next().unwrap_or_default().to_owned()];
        if matches!(names[0].as_str(), "local" | "var" | "module" | "data") {
            names.extend(segments.map(str::to_owned));
        }
        return names;
    }
    let is_splat = at > 0 && tree.tokens[at - 1].kind == Kind::Mark('@');
    let name = token.text.trim_start_matches('*').to_ascii_lowercase();
    let mut segments = name.split('.');
    let first = segments.next().unwrap_or_default();
    // The name of an option or of a key is not a use of what is called the same.
    let is_key = tree.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Assign);
    if is_key && !is_splat || first.len() < 2 {
        return Vec::new();
    }
    let mut names = vec![first.to_owned()];
    if matches!(first, "local" | "var" | "module" | "data") || first.contains('_') {
        names.extend(segments.map(str::to_owned));
    }
    names
}

/// A variable without its signs: `${GRAPH_ID}`, `$script:graphApp` and `${PERMISSIONS[@]}`.
fn bare(text: &str) -> String {
    let name = text.trim_start_matches('$').trim_start_matches('{').trim_end_matches('}');
    let name = name.split('[').next().unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or_default();
    name.to_ascii_lowercase()
}
