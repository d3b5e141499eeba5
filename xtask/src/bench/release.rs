//! The release that is measured.

use std::path::PathBuf;

/// What is measured.
pub struct Release {
    /// The folder of the finished page.
    pub folder: PathBuf,
    /// The folder of another release. Times are measured of both in turn, so that their ratio can be told on a machine
    /// whose speed changes.
    pub against: Option<PathBuf>,
}
