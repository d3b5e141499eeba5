//! `domain` <- `graph` <- `operations` <- `web`, and the simulator beside them.

use crate::sources::{assert_none, below};
use crate::tokens::{crate_paths, of};

/// What each layer may name of this crate. Its own modules are a matter of course.
const LAYERS: [(&str, &[&str]); 5] = [
    ("domain", &[]),
    ("graph", &["domain"]),
    ("operations", &["domain", "graph"]),
    // Requests and responses only: it writes its own JSON, so that a wrong field name in the client shows.
    ("simulator", &["domain", "graph::transport"]),
    ("web", &["domain", "graph", "operations"]),
];

/// What parts of the page may name: pages call operations and never endpoints, components see values of the domain.
const PARTS_OF_THE_PAGE: [(&str, &[&str]); 2] =
    [("web/pages", &["domain", "operations", "web"]), ("web/components", &["domain", "operations", "web"])];

#[test]
fn each_layer_uses_only_those_below_it() {
    let mut found = Vec::new();
    for (layer, allowed) in LAYERS {
        let allowed = [allowed, &[layer]].concat();
        found.extend(foreign_paths(layer, &allowed));
    }
    assert_none(&found, "A layer names one that it must not know:");
}

#[test]
fn pages_and_components_know_no_endpoint() {
    let found: Vec<String> =
        PARTS_OF_THE_PAGE.iter().flat_map(|(folder, allowed)| foreign_paths(folder, allowed)).collect();
    assert_none(&found, "A page or a component names what it must not know:");
}

fn foreign_paths(folder: &str, allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let folder = format!("src/{folder}/");
    for source in below("src").into_iter().filter(|source| source.path.starts_with(&folder)) {
        for (path, line) in crate_paths(of(&source.text)) {
            let known = allowed.iter().any(|&layer| path == layer || path.starts_with(&format!("{layer}::")));
            if !known {
                found.push(format!("{}:{line}: crate::{path}", source.path));
            }
        }
    }
    found
}
