//! Sentences that say what is not wanted: "don't grant Mail.Send", "Sites.Selected instead of Sites.FullControl.All".

use super::context::LineContext;
use crate::pasted_text::lexer::{Bracket, Kind};
use crate::pasted_text::tree::Tree;

/// Notes which mentions of a line it says not to take.
pub(super) fn negations(
    tree: &Tree<'_>,
    line: std::ops::Range<usize>,
    mentions: &[usize],
    first: usize,
    said: &mut [LineContext],
) {
    let is_code = line.clone().any(|at| {
        let token = &tree.tokens[at];
        token.kind == Kind::Open(Bracket::Curly) || (token.kind == Kind::Word && token.text.starts_with('$'))
    });
    if is_code {
        return;
    }
    let (mut negated, mut doubled, mut chained) = (false, false, false);
    let mut next = 0;
    let mut words: Vec<String> = Vec::new();
    for at in line {
        let token = &tree.tokens[at];
        if mentions.get(next) == Some(&at) {
            let keeps = chained && words.iter().all(|word| matches!(word.as_str(), "or" | "and" | "nor"));
            let here = (negated && !chained) || keeps;
            said[first + next].negated = here && !doubled;
            (chained, negated) = (here, false);
            words.clear();
            while mentions.get(next) == Some(&at) {
                next += 1;
            }
            continue;
        }
        match token.kind {
            Kind::Word => {
                let word = token.text.trim_matches(|c: char| "*_.".contains(c)).to_ascii_lowercase();
                let after = tree.tokens.get(at + 1).map(|token| token.text.to_ascii_lowercase()).unwrap_or_default();
                let is_unwanted = matches!(
                    word.as_str(),
                    "not" | "don't" | "doesn't" | "never" | "avoid" | "except" | "excluding" | "isn't"
                ) && after != "only"
                    || (word == "instead" && after == "of")
                    || (word == "rather" && after == "than")
                    || (word == "no" && after == "longer")
                    || (matches!(word.as_str(), "remove" | "revoke" | "drop" | "delete")
                        && mentions.get(next).is_some_and(|mention| *mention <= at + 4));
                let is_lack = matches!(word.as_str(), "without" | "unless" | "if");
                doubled |= is_lack;
                // "Mail.Send is not needed" speaks of what is before it.
                if is_unwanted && words.len() <= 3 && chained_subject(&words) && next > 0 && says_not_needed(tree, at) {
                    said[first + next - 1].negated = true;
                } else {
                    negated |= is_unwanted;
                }
                words.push(word.clone());
                if token.text.ends_with('.') && token.text.len() > 1 {
                    (negated, doubled, chained) = (false, false, false);
                }
            }
            Kind::Semicolon | Kind::Mark('|') | Kind::Tab => (negated, doubled, chained) = (false, false, false),
            _ => {}
        }
    }
}

/// Whether there is nothing but "is" since the last permission.
fn chained_subject(words: &[String]) -> bool {
    words.iter().all(|word| matches!(word.as_str(), "is" | "are" | "was"))
}

fn says_not_needed(tree: &Tree<'_>, at: usize) -> bool {
    tree.tokens[at + 1..].iter().take(2).any(|token| {
        matches!(
            token.text.trim_end_matches('.').to_ascii_lowercase().as_str(),
            "needed" | "required" | "necessary" | "used" | "wanted"
        )
    })
}
