//! Names of Entra roles in a text. They consist of everyday words, so the position of one decides.

use super::known::{KnownDirectoryRole, KnownPermissions};
use super::lexer::{Bracket, Kind, trimmed};
use super::tree::Tree;

/// Words around the name of a role that say nothing else.
const FILLERS: [&str; 20] = [
    "role",
    "roles",
    "directory",
    "entra",
    "microsoft",
    "azure",
    "ad",
    "id",
    "the",
    "and",
    "or",
    "a",
    "an",
    "plus",
    "built-in",
    "&",
    "also",
    "admin",
    "both",
    "aad",
];
/// Words of a sentence about what an identity is to have.
const WANTED: [&str; 30] = [
    "assign", "assigned", "assigns", "grant", "granted", "grants", "add", "added", "give", "given", "gets", "get",
    "needs", "need", "needed", "requires", "require", "required", "member", "has", "have", "hold", "holds", "use",
    "uses", "with", "role", "roles", "plus", "receives",
];
/// Words of a sentence about the operator who makes the change.
const ABOUT_THE_OPERATOR: [&str; 17] = [
    "you",
    "your",
    "sign",
    "signed",
    "log",
    "logged",
    "login",
    "run",
    "running",
    "runs",
    "must",
    "prerequisite",
    "prerequisites",
    "operator",
    "executing",
    "execute",
    "who",
];

/// The roles that are meant, each at its first token, and which tokens belong to the name of any role.
pub(super) fn roles_in_text(
    tree: &Tree<'_>,
    known: &KnownPermissions,
) -> (Vec<(usize, KnownDirectoryRole)>, Vec<bool>) {
    let mut found = Vec::new();
    let mut taken = vec![false; tree.tokens.len()];
    let mut at = 0;
    while at < tree.tokens.len() {
        let Some((role, length)) = role_at(tree, known, at) else {
            at += 1;
            continue;
        };
        taken[at..at + length].fill(true);
        if is_role_to_assign(tree, at, at + length) {
            found.push((at, role));
        }
        at += length;
    }
    (found, taken)
}

/// The role whose name begins at a token, and how many tokens the name has.
fn role_at(tree: &Tree<'_>, known: &KnownPermissions, at: usize) -> Option<(KnownDirectoryRole, usize)> {
    let first = trimmed_role_word(tree, at)?;
    if !known.begins_directory_role(first) {
        return None;
    }
    let longest = (1..known.longest_role_name())
        .take_while(|more| tree.tokens.get(at + more).is_some_and(|token| token.kind == Kind::Word));
    let longest = longest.count() + 1;
    (2..=longest).rev().find_map(|length| {
        let words: Option<Vec<&str>> = (at..at + length).map(|at| trimmed_role_word(tree, at)).collect();
        Some((known.directory_role(&words?.join(" "))?, length))
    })
}

fn trimmed_role_word<'t>(tree: &Tree<'t>, at: usize) -> Option<&'t str> {
    let token = tree.tokens.get(at)?;
    (token.kind == Kind::Word).then(|| trimmed(token.text))
}

/// Whether the name of a role, from one token up to another, is one that someone is to have.
fn is_role_to_assign(tree: &Tree<'_>, start: usize, end: usize) -> bool {
    let group = tree.items[tree.item_of[start]].group;
    let quoted = tree.groups[group].bracket == Bracket::Quote;
    let is_filler = |at: usize| {
        let token = &tree.tokens[at];
        token.kind == Kind::Word
            && (FILLERS.contains(&token.text.to_ascii_lowercase().as_str())
                || token.text.trim_matches(|c: char| "-*_.0123456789".contains(c)).is_empty())
    };
    let mut before = start;
    while before > 0 && is_filler(before - 1) {
        before -= 1;
    }
    let mut after = end;
    while after < tree.tokens.len() && is_filler(after) {
        after += 1;
    }
    let bounds = |at: Option<usize>| {
        at.and_then(|at| tree.tokens.get(at)).is_none_or(|token| match token.kind {
            Kind::Word => token.text == "-",
            Kind::Mark(mark) => "|-`\"'.".contains(mark) && !quoted || mark == '|' || mark == '\\',
            _ => true,
        })
    };
    let is_cell = bounds(before.checked_sub(1)) && bounds(Some(after));
    if quoted {
        return is_cell;
    }
    let capital =
        tree.tokens[start].text.trim_matches(|c: char| "*_-".contains(c)).starts_with(|c: char| c.is_uppercase());
    let sentence = sentence(tree, start, end);
    let says = |words: &[&str]| sentence.iter().any(|word| words.contains(&word.as_str()));
    let wanted = says(&WANTED) || before < start && is_role_word(tree, before, start) || is_role_word(tree, end, after);
    capital && !says(&ABOUT_THE_OPERATOR) && !is_agent(tree, before, after) && (is_cell || wanted)
}

/// Whether a sentence speaks of someone with the role: "as a Global Administrator", "a Global Administrator can".
fn is_agent(tree: &Tree<'_>, before: usize, after: usize) -> bool {
    let word = |at: Option<usize>| {
        let token = at.and_then(|at| tree.tokens.get(at)).filter(|token| token.kind == Kind::Word);
        token.map(|token| trimmed(token.text).to_ascii_lowercase()).unwrap_or_default()
    };
    let leads = ["by", "as", "ask", "contact", "tell", "only", "your", "from"];
    let follows = ["can", "must", "has", "needs", "should", "may", "will", "consents", "grants", "approves"];
    leads.contains(&word(before.checked_sub(1)).as_str()) || follows.contains(&word(Some(after)).as_str())
}

fn is_role_word(tree: &Tree<'_>, from: usize, to: usize) -> bool {
    tree.tokens[from..to].iter().any(|token| token.text.to_ascii_lowercase().starts_with("role"))
}

/// The words of the sentence on whose line the name of a role is, in lower case, without the name.
fn sentence(tree: &Tree<'_>, start: usize, end: usize) -> Vec<String> {
    let ends = |at: usize| {
        let token = &tree.tokens[at];
        matches!(token.kind, Kind::Newline | Kind::Mark('|' | '!' | '?'))
            || (token.kind == Kind::Word && token.text.len() > 1 && token.text.ends_with('.'))
    };
    let before = (0..start).rev().take(60).take_while(|at| !ends(*at));
    let mut words = before.collect::<Vec<_>>();
    let last_ends = ends(end - 1);
    let mut at = end;
    while !last_ends && at < tree.tokens.len() && at < end + 60 {
        words.push(at);
        if ends(at) {
            break;
        }
        at += 1;
    }
    words.into_iter().map(|at| trimmed(tree.tokens[at].text).to_ascii_lowercase()).collect()
}
