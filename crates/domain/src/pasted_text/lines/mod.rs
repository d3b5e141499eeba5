//! What lines say: sentences, rows of tables, headings over lists.
//!
//! A line may put the API or the kind of a permission before it ("Graph: User.Read.All") or after it
//! ("User.Read.All (Application) in Graph"); what comes first on the line tells which.

mod context;
mod event;
mod headings;
mod negations;

use event::Event;
use headings::{Above, anchors, heading, heading_api, only_kind};
use negations::negations;

pub(super) use context::LineContext;

use super::api_refs::{ApiRef, Apis, Clarity};
use super::lexer::{Bracket, Kind};
use super::statements::{Delegation, ItemContext};
use super::tree::Tree;

/// What the lines say of each mention. `at` are the tokens of the mentions, in order.
pub(super) fn line_contexts(
    tree: &Tree<'_>,
    apis: &mut Apis,
    refs: &[Option<ApiRef>],
    doings: &[ItemContext],
    mentions: &[usize],
) -> Vec<LineContext> {
    let mut said = vec![LineContext::default(); mentions.len()];
    let mut above = Above::default();
    let (mut start, mut next) = (0, 0);
    let mut last_line: std::ops::Range<usize> = 0..0;
    let mut kinds_lead = None;
    while start < tree.tokens.len() {
        let end =
            (start..tree.tokens.len()).find(|at| tree.tokens[*at].kind == Kind::Newline).unwrap_or(tree.tokens.len());
        let first = next;
        while next < mentions.len() && mentions[next] < end {
            next += 1;
        }
        let events = events(tree, refs, start..end, &mentions[first..next], first);
        if first == next {
            let kind = only_kind(tree, start..end);
            match kind {
                Some(kind) if !last_line.is_empty() && kinds_lead == Some(false) => {
                    for mention in last_line.clone() {
                        said[mention].kind = said[mention].kind.or(Some(kind));
                    }
                }
                _ => {
                    if kind.is_some() && kinds_lead.is_none() {
                        kinds_lead = Some(true);
                    }
                    heading(tree, apis, refs, doings, start..end, &events, &mut above);
                }
            }
            if start < end {
                last_line = 0..0;
            }
        } else {
            kinds_lead = kinds_lead.or(Some(false));
            if let Some(&last) = above.fresh.last() {
                let one = above.fresh.iter().all(|api| *api == last);
                above.api = one.then_some(last);
                above.fresh.clear();
            }
            of_line(&events, &mut said);
            negations(tree, start..end, &mentions[first..next], first, &mut said);
            let comment = (start..end).rev().find(|at| tree.tokens[*at].kind == Kind::Comment);
            let trailing = comment.and_then(|at| heading_api(tree.tokens[at].text)).and_then(|api| apis.number(api));
            for mention in &mut said[first..next] {
                mention.api = mention.api.or(trailing);
                (mention.above, mention.kind_above) = (above.api, above.kind);
            }
            anchors(tree, refs, start..end, &mut above);
            last_line = first..next;
        }
        start = end + 1;
    }
    said
}

fn events(
    tree: &Tree<'_>,
    refs: &[Option<ApiRef>],
    line: std::ops::Range<usize>,
    mentions: &[usize],
    first: usize,
) -> Vec<Event> {
    let mut events = Vec::new();
    let mut next = 0;
    for at in line.clone() {
        let token = &tree.tokens[at];
        let mut is_mention = false;
        while mentions.get(next) == Some(&at) {
            events.push(Event::Mention(first + next));
            (next, is_mention) = (next + 1, true);
        }
        if !is_mention && token.kind == Kind::Word {
            if let Some(found) = refs[at].filter(|found| found.clarity >= Clarity::Identifier) {
                events.push(Event::Api { api: found.api, closed: is_alone_in_brackets(tree, at) });
            } else if let Some(kind) = kind_at(tree, at, mentions) {
                events.push(Event::Kind { kind, leads: leads(tree, at, line.end, mentions) });
            }
        }
        let ends = token.kind == Kind::Word
            && token.text.len() > 1
            && token.text.ends_with('.')
            && starts_sentence(tree, at + 1);
        if ends || token.kind == Kind::Mark('!') || token.kind == Kind::Mark('?') && starts_sentence(tree, at + 1) {
            events.push(Event::End);
        }
    }
    events
}

fn starts_sentence(tree: &Tree<'_>, at: usize) -> bool {
    tree.tokens.get(at).is_some_and(|next| next.kind == Kind::Word && next.text.starts_with(|c: char| c.is_uppercase()))
}

/// `(SharePoint)`, which speaks of what is before it.
fn is_alone_in_brackets(tree: &Tree<'_>, at: usize) -> bool {
    let group = tree.items[tree.item_of[at]].group;
    tree.groups[group].bracket == Bracket::Round && tree.tokens_in_group(group).len() <= 6
}

/// The kind of permission that a word names.
fn kind_at(tree: &Tree<'_>, at: usize, mentions: &[usize]) -> Option<Delegation> {
    let word = tree.tokens[at].text.trim_matches(|c: char| "*_.".contains(c));
    let before = at.checked_sub(1).map(|before| &tree.tokens[before]);
    if before.is_some_and(|before| before.text.eq_ignore_ascii_case("not") || before.text.eq_ignore_ascii_case("non")) {
        return None;
    }
    let is = |wanted: &str| word.eq_ignore_ascii_case(wanted);
    if is("delegated") || is("delegate") || is_delegated_elsewhere(word) {
        return Some(Delegation::Delegated);
    }
    if is("app-only") || is("apponly") {
        return Some(Delegation::Application);
    }
    let follows = at.checked_sub(1).is_some_and(|before| mentions.binary_search(&before).is_ok());
    let cell = is_cell(tree, at);
    let next = tree.tokens.get(at + 1);
    if is("application") {
        let named = next.is_some_and(|next| {
            next.kind == Kind::Assign
                || ["permission", "permissions"]
                    .contains(&next.text.trim_end_matches(['.', ':']).to_ascii_lowercase().as_str())
        });
        return (follows || cell || named).then_some(Delegation::Application);
    }
    match word {
        "Scope" if cell || follows => Some(Delegation::Delegated),
        "Role" if cell || follows => Some(Delegation::Application),
        _ => None,
    }
}

/// "Delegated" as the portals say it in other languages.
fn is_delegated_elsewhere(word: &str) -> bool {
    let word = word.to_lowercase();
    ["delegiert", "délégué", "delegada", "delegado", "delegata", "gedelegeerd", "委任", "委派"]
        .iter()
        .any(|start| word.starts_with(start))
}

/// Whether a word is all that its cell has.
fn is_cell(tree: &Tree<'_>, at: usize) -> bool {
    let bounds = |token: Option<&super::lexer::Token<'_>>| {
        token.is_none_or(|token| match token.kind {
            Kind::Word => token.text.chars().all(|c| "-*".contains(c)),
            Kind::Mark(mark) => "|`".contains(mark),
            Kind::Semicolon => true,
            Kind::Assign => token.text == "=",
            _ => true,
        })
    };
    bounds(at.checked_sub(1).and_then(|before| tree.tokens.get(before))) && bounds(tree.tokens.get(at + 1))
}

/// Whether a word leads to the permission after it: "delegated permission User.Read", "Application: User.Read.All".
fn leads(tree: &Tree<'_>, at: usize, end: usize, mentions: &[usize]) -> bool {
    for next in at + 1..end.min(at + 8) {
        if mentions.binary_search(&next).is_ok() {
            return true;
        }
        let token = &tree.tokens[next];
        let goes_on = match token.kind {
            Kind::Word => {
                let word = token.text.trim_matches(|c: char| "*_".contains(c)).to_ascii_lowercase();
                word.is_empty()
                    || word.starts_with("permission")
                    || word.starts_with("scope")
                    || word.starts_with("role")
            }
            Kind::Assign | Kind::Mark('`') | Kind::Open(Bracket::Quote) => true,
            _ => false,
        };
        if !goes_on {
            return false;
        }
    }
    false
}

/// Gives each mention of a line the API and the kind that the line says.
fn of_line(events: &[Event], said: &mut [LineContext]) {
    let is_mention = |event: &Event| matches!(event, Event::Mention(_));
    for sentence in events.split(|event| *event == Event::End) {
        let first_api = sentence.iter().position(|event| matches!(event, Event::Api { .. }));
        let first_kind = sentence.iter().position(|event| matches!(event, Event::Kind { .. }));
        let first_mention = sentence.iter().position(is_mention);
        let leads = |first: Option<usize>| first.is_some_and(|at| Some(at) < first_mention);
        let last_mention = sentence.iter().rposition(is_mention).unwrap_or_default();
        let is_kind = |event: &Event| matches!(event, Event::Kind { .. });
        let last_kind = sentence[..last_mention].iter().rposition(is_kind);
        let kind_at_end = sentence[last_mention..].iter().find_map(|event| match event {
            Event::Kind { kind, .. } => Some(*kind),
            _ => None,
        });
        let mut api_after = vec![None; sentence.len()];
        for at in (0..sentence.len().saturating_sub(1)).rev() {
            api_after[at] = if let Event::Api { api, .. } = sentence[at + 1] { Some(api) } else { api_after[at + 1] };
        }
        let (mut api_before, mut kind_before, mut kind_led) = (None, None, None);
        for (at, event) in sentence.iter().enumerate() {
            match *event {
                Event::Api { api, closed } => api_before = (!closed || leads(first_api)).then_some(api).or(api_before),
                Event::Kind { kind, leads } => {
                    kind_before = Some(kind);
                    kind_led = leads.then_some(kind);
                }
                Event::End => {}
                Event::Mention(mention) => {
                    said[mention].api = if leads(first_api) { api_before } else { api_after[at].or(api_before) };
                    let next = sentence[at + 1..].iter().find(|event| !matches!(event, Event::Api { .. }));
                    let kind_next =
                        if let Some(Event::Kind { kind, leads: false }) = next { Some(*kind) } else { None };
                    said[mention].kind = if leads(first_kind) {
                        kind_led.or(kind_next).or(kind_before)
                    } else {
                        let at_end = kind_at_end.filter(|_| last_kind.is_none_or(|kind| kind < at));
                        kind_next.or(kind_led).or(at_end)
                    };
                }
            }
        }
    }
}
