//! Headings over lists, and what else is above a permission and says to which API it belongs.

use super::event::Event;
use crate::ids::AppId;
use crate::pasted_text::api_names::{LONGEST, api_named, words_of};
use crate::pasted_text::api_refs::{ApiRef, Apis, Clarity};
use crate::pasted_text::lexer::{Bracket, Kind};
use crate::pasted_text::statements::{Delegation, ItemContext};
use crate::pasted_text::tree::Tree;

/// What is read so far of the headings above.
#[derive(Default)]
pub(super) struct Above {
    pub(super) api: Option<usize>,
    /// The level of the heading that names the API; 7 where it is none of Markdown's.
    pub(super) level: usize,
    pub(super) kind: Option<Delegation>,
    /// What was named since the last permission.
    pub(super) fresh: Vec<usize>,
}

/// What a line without permissions says of those below it.
pub(super) fn heading(
    tree: &Tree<'_>,
    apis: &mut Apis,
    refs: &[Option<ApiRef>],
    doings: &[ItemContext],
    line: std::ops::Range<usize>,
    events: &[Event],
    above: &mut Above,
) {
    let Some(first) = line.clone().find(|at| tree.tokens[*at].kind != Kind::Tab) else { return };
    let level = (first..line.end).take_while(|at| tree.tokens[*at].kind == Kind::Mark('#')).count();
    let last = line.clone().rev().find(|at| tree.tokens[*at].kind != Kind::Tab).unwrap_or(first);
    let text = tree
        .text
        .get(tree.tokens[first].start..tree.tokens[last].start + tree.tokens[last].text.len())
        .unwrap_or_default();
    let is_message = doings[tree.innermost_unquoted_item(first)].says;
    let is_comment = tree.tokens[first].kind == Kind::Comment;
    let mut named: Vec<usize> =
        events.iter().filter_map(|event| if let Event::Api { api, .. } = event { Some(*api) } else { None }).collect();
    named.dedup();
    let said = if is_message {
        text.find(['"', '\'']).map_or(text, |quote| &text[quote..text.rfind(['"', '\'']).unwrap_or(text.len())])
    } else {
        text
    };
    let plainly = heading_api(said).and_then(|api| apis.number(api));
    let loosely = (level > 0 || tree.tokens[last].kind == Kind::Assign && !is_comment)
        .then(|| if named.len() == 1 { Some(named[0]) } else { None })
        .flatten();
    if let Some(api) = plainly.or(loosely) {
        let api_level = if level > 0 { level } else { 7 };
        (above.api, above.level, above.fresh) = (Some(api), api_level, vec![api]);
        above.kind = None;
    } else if level > 0 && level <= above.level {
        *above = Above::default();
    } else if !is_comment && !is_message {
        anchors(tree, refs, line.clone(), above);
    }
    let mut kinds: Vec<Delegation> = events
        .iter()
        .filter_map(|event| if let Event::Kind { kind, .. } = event { Some(*kind) } else { None })
        .collect();
    if is_comment || kinds.is_empty() {
        let words = words_of(text);
        let only_fillers = words.iter().all(|word| is_filler(word)) || level > 0;
        let has = |wanted: &str| words.iter().any(|word| word == wanted);
        if only_fillers && words.len() > 1 && has("delegated") {
            kinds.push(Delegation::Delegated);
        } else if only_fillers && words.len() > 1 && has("application") && (has("permissions") || has("permission")) {
            kinds.push(Delegation::Application);
        }
    }
    kinds.dedup();
    let is_heading = level > 0
        || is_comment
        || tree.tokens[last].kind == Kind::Assign
        || words_of(text).iter().all(|word| is_filler(word) || api_named(word).is_some());
    if let ([kind], true) = (&kinds[..], is_heading) {
        above.kind = Some(*kind);
    }
}

/// Notes what a statement names by its ID, for what is listed after it.
pub(super) fn anchors(tree: &Tree<'_>, refs: &[Option<ApiRef>], line: std::ops::Range<usize>, above: &mut Above) {
    for at in line {
        let by_id = refs[at].filter(|found| found.clarity == Clarity::Id);
        if let Some(found) = by_id
            .filter(|_| tree.items[tree.innermost_unquoted_item(at)].group == 0 || is_in_value_of_statement(tree, at))
        {
            above.fresh.push(found.api);
        }
    }
}

/// Whether a token is in the brackets of a statement, and not in a block of statements.
fn is_in_value_of_statement(tree: &Tree<'_>, at: usize) -> bool {
    tree.enclosing_items(at).all(|(item, _)| {
        let group = tree.items[item].group;
        group == 0 || !matches!(tree.groups[group].bracket, Bracket::Curly | Bracket::Loop)
    })
}

/// The kind that is all that a line says.
pub(super) fn only_kind(tree: &Tree<'_>, line: std::ops::Range<usize>) -> Option<Delegation> {
    let mut words = line.filter(|at| tree.tokens[*at].kind != Kind::Tab).map(|at| tree.tokens[at].text);
    let word = words.next().filter(|_| words.next().is_none())?;
    match word {
        "Delegated" => Some(Delegation::Delegated),
        "Application" => Some(Delegation::Application),
        _ => None,
    }
}

/// The API that a heading names, where it says nothing else.
pub(super) fn heading_api(text: &str) -> Option<AppId> {
    if text.len() > 120 {
        return None;
    }
    let words = words_of(text);
    let mut found = None;
    let mut at = 0;
    while at < words.len() {
        let named = (1..=LONGEST.min(words.len() - at))
            .rev()
            .find_map(|length| api_named(&words[at..at + length].concat()).map(|api| (api, length)));
        match named {
            Some((api, length)) if found.is_none_or(|known| known == api) => {
                found = Some(api);
                at += length;
            }
            Some(_) => return None,
            None if is_filler(&words[at]) => at += 1,
            None => return None,
        }
    }
    found
}

fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 47] = [
        "permissions",
        "permission",
        "api",
        "apis",
        "application",
        "delegated",
        "app",
        "only",
        "roles",
        "role",
        "scopes",
        "scope",
        "required",
        "needed",
        "adding",
        "add",
        "granting",
        "grant",
        "grants",
        "assign",
        "assigning",
        "set",
        "the",
        "for",
        "of",
        "to",
        "online",
        "office",
        "microsoft",
        "name",
        "type",
        "these",
        "following",
        "are",
        "on",
        "azure",
        "ad",
        "entra",
        "and",
        "list",
        "all",
        "id",
        "service",
        "principal",
        "resource",
        "define",
        "section",
    ];
    FILLERS.contains(&word) || word.chars().all(|c| c.is_ascii_digit())
}
