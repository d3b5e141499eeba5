//! Why a permission set is not read or saved.

use crate::file_text::FileTextError;

/// Why a file is not read as a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetError {
    /// It is larger than any set: choose another file.
    TooLarge,
    /// It contains too many permissions: divide it.
    TooMany,
    /// It is no JSON, or not of a form that is known: correct it at this place.
    NotASet {
        /// The line, counted from one.
        line: usize,
        /// The column, counted from one.
        column: usize,
        /// What was found, in the reader's words.
        found: String,
    },
    /// It was written by a newer version of the page: reload, or ask the host to update.
    NewerVersion,
    /// The same permission is in it twice: remove one.
    Twice(String),
    /// A name is empty, far too long, or has characters that draw nothing: correct it.
    BadName(String),
    /// A directory role has a scope that no other tenant knows: remove it.
    ScopeOfATenant(String),
    /// It has no permissions.
    Empty,
}

impl From<FileTextError> for SetError {
    fn from(none: FileTextError) -> Self {
        match none {
            FileTextError::TooLarge => Self::TooLarge,
            FileTextError::NotText => Self::NotASet { line: 0, column: 0, found: "it isn't text".to_owned() },
        }
    }
}

impl SetError {
    /// For a file that is no JSON, or not of the form that was expected.
    pub(super) fn not_a_set(error: &serde_json::Error) -> Self {
        Self::NotASet { line: error.line(), column: error.column(), found: error.to_string() }
    }
}
