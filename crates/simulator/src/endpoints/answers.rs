//! Answers as most endpoints give them: a list, one entry, one that was just made, what an id in the path names, and times.

use std::str::FromStr;

use super::super::inquiry::Inquiry;
use super::super::odata::{self, Entity, EntitySet};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use domain::time::Timestamp;

/// Answers a list of entries.
pub(super) fn list<'t, E: Entity + 't>(
    set: &EntitySet,
    entries: impl Iterator<Item = E>,
    inquiry: &Inquiry<'_>,
) -> Result<Reply, Refusal> {
    odata::list(set, entries, &inquiry.options, &inquiry.address())
}

/// Answers one entry.
pub(super) fn one(set: &EntitySet, entry: &dyn Entity, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    odata::one(set, entry, &inquiry.options, inquiry.version.as_str())
}

/// Answers the entry that the request made.
pub(super) fn created(set: &EntitySet, entry: &dyn Entity, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    Ok(Reply { status: 201, ..one(set, entry, inquiry)? })
}

/// What an id names, as it is in the path.
pub(super) fn named<'t, I: FromStr, T>(id: &str, find: impl FnOnce(&I) -> Option<&'t T>) -> Result<&'t T, Refusal> {
    let found = id.parse().ok().and_then(|id: I| find(&id));
    found.ok_or_else(|| Refusal::NotFound(id.to_owned()))
}

/// A time as the directory writes those of assignments: with seven digits behind the second.
pub(super) fn precise(at: Timestamp) -> String {
    format!("{}.{:03}0000Z", at.to_string().get(..19).unwrap_or_default(), at.millis().rem_euclid(1000))
}
