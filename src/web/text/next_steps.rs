//! What is left to do in Exchange and SharePoint after a change.

/// The heading.
pub const HEADING: &str = "Next steps";
/// What it is.
pub const WHAT: &str = "Some permissions need additional setup in Exchange Online or SharePoint. Replace the values in CAPITALS. The \
     identity's page shows which steps are done.";
