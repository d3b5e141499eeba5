//! A part of the page that is fetched when it is first opened.

/// Said while it is loading.
pub const LOADING: &str = "Loading";
/// Said when that has taken some seconds.
pub const SLOW: &str = "This is taking longer than usual. Check your connection. If nothing happens, reload the page; your selection is kept.";
/// Said when it didn't load.
pub const NOT_LOADED: &str = "Couldn't load this part of the page.";
/// What to do then.
pub const NOT_LOADED_NEXT: &str =
    "Check your connection, then try again. If that doesn't help, reload the page; your selection is kept.";
/// Said when it didn't load because the web host has a newer release by now.
pub const REPLACED: &str = "A newer version of Bestow is available, so this part of the page can't be loaded anymore.";
/// What to do then.
pub const REPLACED_NEXT: &str = "Reload the page to continue. Your selection is kept.";
