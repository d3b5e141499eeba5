//! Why a file isn't a log.

use std::fmt;

/// Why a file isn't a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogError {
    /// The bytes are not UTF-8.
    NotText,
    /// The file is empty.
    Empty,
    /// The JSON has no end, isn't an object or an array, or has something else than rows among its rows.
    DamagedJson,
    /// The JSON has none of the known forms.
    NoRows,
    /// A column that is needed is not there.
    MissingColumn(&'static str),
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => write!(f, "The file isn't UTF-8 text."),
            Self::Empty => write!(f, "The file is empty."),
            Self::DamagedJson => write!(f, "The JSON in the file is damaged or incomplete."),
            Self::NoRows => write!(f, "The JSON in the file has no rows of a log."),
            Self::MissingColumn(name) => write!(f, "The file has no column {name}."),
        }
    }
}

impl std::error::Error for LogError {}
