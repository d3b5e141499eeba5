//! The setting that decides whether parts of the page are fetched before they are asked for.

/// The heading.
pub const HEADING: &str = "Loading";
/// The label of the box.
pub const LABEL: &str = "Load pages in advance";
/// What that means.
pub const HINT: &str = "When a tenant is open, the code of the other pages is loaded in the background, so that they open \
                        at once. Nothing is loaded in advance when the browser is set to save data.";
