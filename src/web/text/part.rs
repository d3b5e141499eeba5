//! A part of the page that is fetched when it is first opened.

/// Said while it comes.
pub const COMING: &str = "Opening";
/// Said where it did not come.
pub const NOT_THERE: &str = "This part of the page could not be loaded.";
/// What helps then.
pub const NOT_THERE_NEXT: &str = "Check the connection and try again. If a new version was just put on the web host, reload the page; what you have chosen stands in the address and stays.";
