//! Which of the assigned permissions allow a call.

use super::calls::LoggedCall;
use crate::answer::is_accepted;
use crate::permission::{Permission, covers};
use std::collections::BTreeSet;

/// How a set of permissions allows a call. The first that all assigned permissions together satisfy is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By the documented alternatives, or a broader permission of the same kind.
    Documented,
    /// By any permission that is accepted there. Without one for a single property the answer has fewer properties.
    Accepted,
    /// By a permission for single sites, lists or files.
    Selected,
}

/// A call and the assigned permissions that allow it.
pub(super) struct Allowed<'a> {
    /// The call.
    pub call: &'a LoggedCall,
    /// The permissions that take part, by name.
    pub by: BTreeSet<&'a str>,
    /// Those without which it isn't allowed.
    pub only_with: BTreeSet<&'a str>,
}

impl<'a> Allowed<'a> {
    /// Which of the assigned permissions of Microsoft Graph allow a call.
    pub fn of(call: &'a LoggedCall, assigned: &'a BTreeSet<Permission>) -> Self {
        let way = [Way::Documented, Way::Accepted, Way::Selected].into_iter().find(|way| allows(*way, call, assigned));
        let mut allowed = Self { call, by: BTreeSet::new(), only_with: BTreeSet::new() };
        let Some(way) = way else { return allowed };
        for permission in assigned.iter().filter(|permission| takes_part(way, call, permission, assigned)) {
            allowed.by.insert(&permission.name);
            let mut others = assigned.clone();
            others.remove(permission);
            if !allows(way, call, &others) {
                allowed.only_with.insert(&permission.name);
            }
        }
        allowed
    }
}

fn has(set: &BTreeSet<Permission>, needed: &Permission) -> bool {
    set.contains(needed) || set.iter().any(|permission| covers(&permission.name, &needed.name))
}

fn allows(way: Way, call: &LoggedCall, set: &BTreeSet<Permission>) -> bool {
    match way {
        Way::Documented => is_accepted(&call.need, set),
        Way::Accepted => {
            call.unconditional.iter().any(|alternative| alternative.iter().all(|needed| has(set, needed)))
                || call.need.others.iter().any(|other| has(set, other))
        }
        Way::Selected => is_in_sharepoint(&call.template) && set.iter().any(|permission| is_selected(&permission.name)),
    }
}

/// Whether a permission takes part in allowing a call.
fn takes_part(way: Way, call: &LoggedCall, permission: &Permission, assigned: &BTreeSet<Permission>) -> bool {
    let serves = |needed: &Permission| covers(&permission.name, &needed.name);
    let in_whole = |alternative: &Vec<Permission>| {
        alternative.iter().any(serves) && alternative.iter().all(|needed| has(assigned, needed))
    };
    match way {
        Way::Selected => is_selected(&permission.name),
        Way::Documented | Way::Accepted => {
            call.need.least.iter().any(in_whole)
                || call.unconditional.iter().any(in_whole)
                || call.need.others.iter().any(serves)
        }
    }
}

/// Whether a permission is for single sites, lists, items or files that it is granted on.
fn is_selected(name: &str) -> bool {
    name.ends_with(".Selected")
}

fn is_in_sharepoint(template: &str) -> bool {
    ["/sites/{}", "/drives/{}", "/shares/{}"].iter().any(|start| template.starts_with(start))
        || template.contains("/drive/")
        || template.contains("/drives")
        || template.ends_with("/drive")
}
