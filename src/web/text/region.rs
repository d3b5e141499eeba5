//! How a part of a page says that it is being read, was read, or could not be.

/// The button that reads a part again.
pub const REFRESH: &str = "Refresh";
/// The button that repeats what failed.
pub const RETRY: &str = "Try again";
/// The button that asks for more permissions.
pub const ALLOW: &str = "Grant access";
/// Said while something is read and there is nothing better to say.
pub const READING: &str = "Loading";
/// The button that puts a text on the clipboard.
pub const COPY: &str = "Copy";
/// Said once it is there.
pub const COPIED: &str = "Copied";
/// Said where the browser refused.
pub const NOT_COPIED: &str = "The browser didn't allow copying. Select the text and copy it yourself.";
/// Said of old content while a refresh failed.
pub const STALE: &str = "Showing earlier data.";

/// When a part was read.
pub fn read_at(time: &str) -> String {
    format!("Updated {time}")
}

/// The name of a refresh button, for screen readers.
pub fn refresh(what: &str) -> String {
    format!("{REFRESH}: {what}")
}

/// The name of a copy button, for screen readers.
pub fn copy(what: &str) -> String {
    format!("{COPY} {what}")
}

/// Said where a list stopped before its end.
pub fn incomplete(shown: usize) -> String {
    let shown = super::count::of(shown, "entry", "entries");
    format!("This list is incomplete: loading stopped after {shown}.")
}

/// Said where entries of a list could not be read.
pub fn unreadable(entries: usize) -> String {
    let entries = super::count::of(entries, "entry", "entries");
    format!("{entries} couldn't be read and are missing below.")
}
