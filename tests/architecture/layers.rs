//! What the crates' dependencies don't say about the layers: which parts of `graph` the simulator and the page may use.

use crate::sources::{assert_none, below};
use crate::tokens::{of, paths_into};

/// Folders, and the modules of `graph` that their files may name.
const ALLOWED: [(&str, &[&str]); 3] = [
    // The simulator writes its own JSON, so that a wrong field name in the client shows.
    ("crates/simulator/src", &["transport"]),
    // Pages call operations and never endpoints.
    ("src/web/pages", &["operations"]),
    ("src/web/components", &["operations"]),
];

#[test]
fn simulator_names_no_endpoint_and_pages_call_operations_only() {
    let mut found = Vec::new();
    for (folder, allowed) in ALLOWED {
        for source in below(folder) {
            for (module, line) in paths_into("graph", of(&source.text)) {
                if !allowed.contains(&module.as_str()) {
                    found.push(format!("{}:{line}: graph::{module}", source.path));
                }
            }
        }
    }
    assert_none(&found, "These files name modules of `graph` that their layer must not know:");
}
