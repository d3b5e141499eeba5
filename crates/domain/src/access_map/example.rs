//! Maps for the tests.

use super::contents::*;
use crate::tiers::Tier;

/// A thing of an API's kind.
pub fn thing(name: &str, size: usize, tier: Option<Tier>) -> MapEntry {
    MapEntry { kind: MapEntryKind::Api, name: name.to_owned(), detail: String::new(), size, tier }
}

/// A map whose branch of groups has this many things.
pub fn map_with_groups(number: usize) -> AccessMap {
    let groups = (0..number).map(|at| thing(&format!("group {at:04}"), 1, None)).collect();
    AccessMap {
        tier: Some(Tier::One),
        branches: vec![
            BranchContents::new(Branch::Owners, Vec::new(), Knowledge::Complete),
            BranchContents::new(Branch::Apis, vec![thing("Graph", 3, Some(Tier::Zero))], Knowledge::Complete),
            BranchContents::new(Branch::Groups, groups, Knowledge::Complete),
        ],
    }
}
