//! Entries of the directory's audit log: who changed what.

use domain::guid::Guid;
use domain::ids::UserId;
use domain::time::Timestamp;

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLogEntry {
    /// What ties entries of one change together, and makes the entry's id.
    pub correlation: Guid,
    /// When.
    pub at: Timestamp,
    /// What was done, in the log's own words.
    pub activity: &'static str,
    /// The part of the directory that it was done in.
    pub category: &'static str,
    /// `Assign` or `Unassign`, `Add`, …
    pub operation: &'static str,
    /// The user who did it.
    pub by: UserId,
    /// What it was done to.
    pub targets: Vec<AuditTarget>,
}

/// An object that a change was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditTarget {
    /// Its object id.
    pub id: Guid,
    /// Its name at that time.
    pub display_name: Option<String>,
    /// Its type: `ServicePrincipal`, `Role`.
    pub kind: &'static str,
    /// What changed of it: name, value before, value after.
    pub modified: Vec<(&'static str, Option<String>, Option<String>)>,
}
