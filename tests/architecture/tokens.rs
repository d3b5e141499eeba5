//! Source text as tokens: comments and texts cannot be mistaken for code.

use proc_macro2::{Group, TokenStream, TokenTree};
use std::str::FromStr;

/// The tokens of a file.
pub fn of(text: &str) -> TokenStream {
    TokenStream::from_str(text).expect("a source file is made of Rust tokens")
}

/// Every identifier, with the line it is in.
pub fn identifiers(tokens: TokenStream) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    each_level(tokens, &mut |level| {
        found.extend(level.iter().filter_map(|token| match token {
            TokenTree::Ident(identifier) => Some((identifier.to_string(), identifier.span().start().line)),
            _ => None,
        }));
    });
    found
}

/// Every path below `crate`, as far as its first two segments, with its line.
pub fn crate_paths(tokens: TokenStream) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    each_level(tokens, &mut |level| {
        for start in 0..level.len() {
            if is_identifier(&level[start], "crate")
                && let Some(rest) = after_colons(&level[start + 1..])
            {
                let line = level[start].span().start().line;
                found.extend(segments(rest, 2).into_iter().map(|path| (path, line)));
            }
        }
    });
    found
}

/// The bodies of every call of the macro `name`, those inside other bodies included.
pub fn macro_bodies(tokens: TokenStream, name: &str) -> Vec<Group> {
    let mut found = Vec::new();
    each_level(tokens, &mut |level| {
        for window in level.windows(3) {
            if let [first, TokenTree::Punct(mark), TokenTree::Group(body)] = window
                && is_identifier(first, name)
                && mark.as_char() == '!'
            {
                found.push(body.clone());
            }
        }
    });
    found
}

fn each_level(tokens: TokenStream, visit: &mut impl FnMut(&[TokenTree])) {
    let level: Vec<TokenTree> = tokens.into_iter().collect();
    visit(&level);
    for token in level {
        if let TokenTree::Group(group) = token {
            each_level(group.stream(), visit);
        }
    }
}

/// `a::b::c` as `a::b`, and `{a, b::c}` as `a` and `b::c`.
fn segments(tokens: &[TokenTree], depth: usize) -> Vec<String> {
    match tokens.first() {
        Some(TokenTree::Ident(first)) => {
            let inner = after_colons(&tokens[1..]).filter(|_| depth > 1).map(|rest| segments(rest, depth - 1));
            match inner {
                Some(inner) if !inner.is_empty() => inner.iter().map(|rest| format!("{first}::{rest}")).collect(),
                _ => vec![first.to_string()],
            }
        }
        Some(TokenTree::Group(group)) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            tokens.split(is_comma).flat_map(|part| segments(part, depth)).collect()
        }
        _ => Vec::new(),
    }
}

fn after_colons(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [TokenTree::Punct(first), TokenTree::Punct(second), rest @ ..]
            if first.as_char() == ':' && second.as_char() == ':' =>
        {
            Some(rest)
        }
        _ => None,
    }
}

fn is_identifier(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(identifier) if identifier == name)
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')
}

#[test]
fn paths_are_found_in_groups_and_not_in_comments() {
    let text = "// crate::web\nuse crate::{domain::ids::AppId, graph};\nfn f() { crate::web::start() }";
    let paths: Vec<String> = crate_paths(of(text)).into_iter().map(|(path, line)| format!("{line} {path}")).collect();
    assert_eq!(paths, ["2 domain::ids", "2 graph", "3 web::start"]);
}
