//! Each access to the outside is in one file.

use crate::sources::{Source, assert_none, below};
use crate::tokens::{identifiers, of};

/// Where the code of the page is.
const ALL: [&str; 4] = ["src", "crates/domain", "crates/graph", "crates/simulator"];

#[test]
fn one_file_sends_requests() {
    let senders = ["gloo_net", "fetch_with_request", "fetch_with_str", "XmlHttpRequest", "WebSocket", "send_beacon"];
    assert_eq!(naming(&senders), ["src/web/tenant/fetch.rs"]);
}

#[test]
fn one_file_knows_the_sign_in_library() {
    let binding = |source: &Source| source.text.contains("js_namespace = msal");
    let files: Vec<String> = ALL.into_iter().flat_map(below).filter(binding).map(|source| source.path).collect();
    assert_eq!(files, ["src/web/msal/bindings.rs"]);
}

#[test]
fn nothing_turns_text_into_markup_or_code() {
    let forbidden = ["inner_html", "set_inner_html", "set_outer_html", "insert_adjacent_html", "eval", "Function"];
    // The second tries whether it is refused, and is the only place that does.
    let allowed = ["src/web/msal/bindings.rs", "src/web/hosting/probe.rs"];
    let files: Vec<String> = naming(&forbidden).into_iter().filter(|path| !allowed.contains(&path.as_str())).collect();
    assert_none(&files, "These files name a way to turn text into markup or code:");
}

fn naming(names: &[&str]) -> Vec<String> {
    let does = |source: &Source| identifiers(of(&source.text)).iter().any(|(name, _)| names.contains(&name.as_str()));
    ALL.into_iter().flat_map(below).filter(does).map(|source| source.path).collect()
}
