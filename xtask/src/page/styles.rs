//! The style sheets. They are written in files named after their contents, and fetched as one, without comments.

use super::assets::Assets;
use super::compact;
use anyhow::{Context, Result, ensure};
use std::fmt::Write;

/// The name of the one.
const JOINED: &str = "style.css";

/// Joins the style sheets that a document links to, in the order of its links, and gives the document that links to
/// the one. What the links say but for the address would be lost, so they say nothing else.
pub fn join(html: &str, assets: &mut Assets) -> Result<String> {
    let mut joined = String::new();
    let mut document = String::with_capacity(html.len());
    for line in html.lines() {
        let Some(name) = linked(line) else {
            writeln!(document, "{line}")?;
            continue;
        };
        if joined.is_empty() {
            writeln!(document, "    <link rel=\"stylesheet\" href=\"./{JOINED}\"/>")?;
        }
        joined += &compact::style_sheet(&String::from_utf8(assets.take(name)?).context("a style sheet isn't text")?);
    }
    ensure!(!joined.is_empty(), "the document links to no style sheet");
    ensure!(!document.contains("data-trunk"), "Trunk left a link as it was");
    assets.put(JOINED, joined.into_bytes());
    Ok(document)
}

/// The style sheet that a line of Trunk's links to.
fn linked(line: &str) -> Option<&str> {
    line.trim().strip_prefix("<link rel=\"stylesheet\" href=\"./")?.strip_suffix("\"/>")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<head>\n  <link rel=\"stylesheet\" href=\"./b.css\"/>\n  <link rel=\"icon\" href=\"./i.svg\" />\n  <link rel=\"stylesheet\" href=\"./a.css\"/>\n</head>\n";

    #[test]
    fn style_sheets_are_joined_in_the_order_of_their_links() {
        let mut assets = Assets::of(&[("a.css", "a {}\n"), ("b.css", "b {}\n"), ("i.svg", "<svg/>")]);
        let html = join(HTML, &mut assets).unwrap();
        assert_eq!(
            html,
            "<head>\n    <link rel=\"stylesheet\" href=\"./style.css\"/>\n  <link rel=\"icon\" href=\"./i.svg\" />\n</head>\n"
        );
        assert_eq!(assets.content("style.css").unwrap(), b"b {}\na {}\n");
        assert_eq!(assets.names().collect::<Vec<_>>(), ["i.svg", "style.css"]);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_an_error() {
        assert!(join(HTML, &mut Assets::of(&[("a.css", "a {}")])).is_err());
        assert!(join("<head></head>", &mut Assets::of(&[("a.css", "a {}")])).is_err());
    }
}
