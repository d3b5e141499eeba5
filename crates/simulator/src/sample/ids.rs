//! Ids made of names: the same on every run, whatever is added beside them.

use crate::tenant::{mix, random_guid};
use domain::guid::Guid;

/// The ID of the object of this kind and name.
pub(super) fn id_of(kind: &str, name: &str) -> Guid {
    let seed = kind.bytes().chain([0]).chain(name.bytes()).fold(0, |seed, byte| mix(seed ^ u64::from(byte)));
    random_guid(seed, 1)
}
