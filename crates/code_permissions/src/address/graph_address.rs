//! Paths of Microsoft Graph with their query, and the template of the table that a path fits.

use super::equivalents::equivalents;
use super::percent::decode;
use super::segments::normalize;
use crate::table::{Method, PathTree};
use crate::value::is_hole;

/// A path of Microsoft Graph with its query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GraphAddress {
    /// Whether the version is beta.
    pub is_beta: bool,
    /// Segments as they are written, holes as `{}`.
    pub segments: Vec<String>,
    /// Options of the query in lower case, without `$`, with their values.
    pub query: Vec<(String, String)>,
}

impl GraphAddress {
    /// The template of the table that the path fits, such as `/users/{}/manager`. With a method, one that has it.
    pub fn template(&self, paths: &PathTree, method: Option<Method>) -> Option<String> {
        if self.segments.len() > 24 {
            return None;
        }
        let segments = normalize(&self.segments, paths);
        let mut tried = vec![segments.clone()];
        // `$value`, `$ref` and `$count` at the end need what the path before needs.
        if segments.last().is_some_and(|last| matches!(last.as_str(), "$value" | "$ref" | "$count")) {
            tried.push(segments[..segments.len() - 1].to_vec());
        }
        tried.into_iter().find_map(|segments| {
            let candidate = equivalents(&segments);
            candidate.into_iter().find_map(|segments| paths.find(&segments.join("/"), method))
        })
    }

    /// The path as it is written, in lower case, keys as `{}` where that is certain.
    pub fn display(&self, paths: &PathTree) -> String {
        let mut text = String::new();
        for segment in normalize(&self.segments, paths) {
            text.push('/');
            text.push_str(&segment.replace(is_hole, "{}"));
        }
        text
    }

    /// An option of the query.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A path of Microsoft Graph, with or without its version.
pub fn graph(path: &str) -> GraphAddress {
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut address = GraphAddress { query: options(query), ..GraphAddress::default() };
    let mut open = 0usize;
    let mut segment = String::new();
    let mut segments = Vec::new();
    // A slash inside brackets or quotes belongs to a key.
    for character in path.chars() {
        match character {
            '/' if open == 0 => segments.push(std::mem::take(&mut segment)),
            '(' => {
                open += 1;
                segment.push('(');
            }
            ')' => {
                open = open.saturating_sub(1);
                segment.push(')');
            }
            character => segment.push(character),
        }
    }
    segments.push(segment);
    segments.retain(|segment| !segment.is_empty());
    if let Some(first) = segments.first()
        && let Some(is_beta) = version(first)
    {
        address.is_beta = is_beta;
        segments.remove(0);
    }
    address.segments = segments;
    address
}

pub(super) fn version(segment: &str) -> Option<bool> {
    match segment.to_ascii_lowercase().as_str() {
        "v1.0" => Some(false),
        "beta" => Some(true),
        _ => None,
    }
}

/// The options of a query. `&` and a further `?` separate them.
fn options(query: &str) -> Vec<(String, String)> {
    let mut options = Vec::new();
    for part in query.split(['&', '?']).take(32) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let name = decode(name);
        let name = name.trim().trim_start_matches(['`', '\\']).trim_start_matches('$').to_ascii_lowercase();
        if !name.is_empty() {
            options.push((name, decode(value)));
        }
    }
    options
}
