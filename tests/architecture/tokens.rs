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

/// The first segment of every path into the crate `name`, with its line.
pub fn paths_into(name: &str, tokens: TokenStream) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    each_level(tokens, &mut |level| {
        for start in 0..level.len() {
            let follows_colon =
                start > 0 && matches!(&level[start - 1], TokenTree::Punct(mark) if mark.as_char() == ':');
            if !follows_colon
                && is_identifier(&level[start], name)
                && let Some(rest) = after_colons(&level[start + 1..])
            {
                let line = level[start].span().start().line;
                found.extend(first_segments(rest).into_iter().map(|path| (path, line)));
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

/// The first names of a path: `a::b` has `a`, and `{a, b::c}` has `a` and `b`.
fn first_segments(tokens: &[TokenTree]) -> Vec<String> {
    match tokens.first() {
        Some(TokenTree::Ident(first)) => vec![first.to_string()],
        Some(TokenTree::Group(group)) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            tokens.split(is_comma).flat_map(first_segments).collect()
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
    let text = "// graph::web\nuse graph::{client::Client, pace};\nfn f() { graph::web::start(); web::graph::draw() }";
    let found: Vec<String> =
        paths_into("graph", of(text)).into_iter().map(|(module, line)| format!("{line} {module}")).collect();
    assert_eq!(found, ["2 client", "2 pace", "3 web"]);
}
