//! What is left to do in Exchange and SharePoint after a change.

/// The heading.
pub const HEADING: &str = "What is left to do";
/// What it is.
pub const WHAT: &str = "Some of what was added works only together with something that is set in Exchange or SharePoint. \
                        Capitals in a command stand for what you fill in; the page of the identity shows which steps are \
                        done.";
