//! Which release of the page this tab runs, and whether the web host has another by now.
//!
//! Each release names its files by their contents, in the script that starts the page. That script is in the document,
//! so the document of this tab and the one that the host sends now can be compared with each other.

/// What distinguishes releases: the address of the program in the document.
pub fn of_document(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("\"app\":{")?;
    let (files, _) = rest.split_once('}')?;
    Some(files).filter(|files| files.contains("assets/"))
}

/// Whether the host sends another release than this tab runs. A document that names none, as an error page does, tells
/// nothing.
pub fn is_newer(running: &str, sent: &str) -> bool {
    match (of_document(running), of_document(sent)) {
        (Some(running), Some(sent)) => running != sent,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(hash: &str) -> String {
        let app = format!(
            "{{\"glue\":\"./assets/bestow-{hash}.js\",\"integrity\":\"x\",\"wasm\":\"./assets/bestow-{hash}.wasm\"}}"
        );
        format!("<script>(() => {{ const files = {{\"app\":{app},\"msal\":\"./assets/m.js\"}}; }})()</script>")
    }

    #[test]
    fn another_release_is_told_by_its_files() {
        let (old, new) = (document("1"), document("2"));
        assert!(is_newer(&old, &new));
        assert!(!is_newer(&old, &old));
        assert!(!is_newer(&old, &new.replace("bestow-2", "bestow-1")));
    }

    #[test]
    fn a_document_that_names_no_release_tells_nothing() {
        for text in ["", "<h1>Service unavailable</h1>", "\"app\":{", "\"app\":{}"] {
            assert!(!is_newer(&document("1"), text), "{text}");
            assert!(!is_newer(text, &document("1")), "{text}");
        }
    }
}
