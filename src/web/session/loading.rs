//! How far the loading of the sign-in library is.

/// How far the library is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// No one has asked for it.
    NotLoaded,
    /// It is on its way.
    Loading,
    /// It is there.
    Loaded,
    /// It didn't come.
    Missing,
}
