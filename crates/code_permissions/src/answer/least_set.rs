//! The smallest set of permissions that serves all calls.

use crate::permission::{Api, Permission, covers, rank_operation, split_name};
use crate::resolve::NeededCall;
use crate::table::Table;
use std::collections::BTreeSet;

/// Whether a set of permissions lets a call pass.
pub(crate) fn is_accepted(call: &NeededCall, set: &BTreeSet<Permission>) -> bool {
    let has = |permission: &Permission| {
        set.contains(permission)
            || set.iter().any(|other| other.api == permission.api && covers(&other.name, &permission.name))
    };
    if call.least.iter().any(|alternative| alternative.iter().all(has)) {
        return true;
    }
    if call.is_conditional {
        return false;
    }
    call.others.iter().any(|other| set.contains(other) && serves(call, other))
}

/// Whether another permission that is accepted serves a call alone. For some changes the table lists permissions that
/// are only needed as well, for one kind of object.
fn serves(call: &NeededCall, other: &Permission) -> bool {
    if matches!(call.method, None | Some("GET")) {
        return true;
    }
    let Some((resource, operation, reach)) = split_name(&other.name) else { return false };
    let is_narrower = |least: &Permission| covers(&least.name, &other.name);
    if matches!(operation, "Read" | "ReadBasic") || call.least.iter().flatten().any(is_narrower) {
        return false;
    }
    if !call.flags.contains('o') || resource == "Directory" {
        return true;
    }
    // `Group.ReadWrite.All` for `GroupMember.ReadWrite.All`, and not the other way round.
    reach == "All"
        && call.least.iter().flatten().any(|least| {
            split_name(&least.name).is_some_and(|(name, narrow, _)| {
                name.starts_with(resource) && rank_operation(operation) > rank_operation(narrow).min(2)
            })
        })
}

/// What a call needs: calls with the same need are one.
type Need<'a> = (&'a Vec<Vec<Permission>>, &'a Vec<Permission>, bool);

/// The smallest set, by number and privilege, that serves all calls.
pub(crate) fn smallest(calls: &[NeededCall], table: &Table) -> BTreeSet<Permission> {
    let mut seen: BTreeSet<Need<'_>> = BTreeSet::new();
    let mut distinct: Vec<&NeededCall> = calls.iter().filter(|call| call.api != Api::Azure).collect();
    distinct.retain(|call| seen.insert((&call.least, &call.others, call.is_conditional)));
    let mut set: BTreeSet<Permission> = BTreeSet::new();
    // First what has no alternative.
    let mut ordered = distinct.clone();
    ordered.sort_by_key(|call| call.least.len());
    for call in ordered {
        let is_there =
            call.least.iter().any(|alternative| alternative.iter().all(|permission| set.contains(permission)));
        if !is_there && let Some(first) = call.least.first() {
            set.extend(first.iter().cloned());
        }
    }
    // Then away with what the others serve too, the most privileged first.
    let mut candidates: Vec<Permission> = set.iter().cloned().collect();
    candidates
        .sort_by_key(|permission| std::cmp::Reverse((table.privilege(&permission.name), reach(&permission.name))));
    for candidate in candidates {
        set.remove(&candidate);
        let mut concerned = distinct.iter().filter(|call| {
            call.least.iter().flatten().any(|needed| {
                needed.api == candidate.api && (needed == &candidate || covers(&candidate.name, &needed.name))
            }) || call.others.contains(&candidate)
        });
        if !concerned.all(|call| is_accepted(call, &set)) {
            set.insert(candidate);
        }
    }
    set
}

/// How far a permission reaches, for the order of those of the same privilege.
fn reach(name: &str) -> u8 {
    split_name(name).map_or(0, |(_, operation, _)| rank_operation(operation))
}

/// The Entra roles that all calls need, without those that another contains.
pub(super) fn roles(calls: &[NeededCall]) -> BTreeSet<String> {
    let all: BTreeSet<&str> = calls.iter().filter_map(|call| call.roles.first()).map(String::as_str).collect();
    let is_contained = |role: &str| {
        all.iter().any(|other| {
            let contained: &[&str] = match *other {
                "Global Administrator" => return *other != role,
                "Exchange Administrator" => &["Exchange Recipient Administrator", "Global Reader"],
                "Exchange Recipient Administrator" => &["Global Reader"],
                "Security Administrator" => &["Security Reader", "Global Reader"],
                "Global Reader" => &["Security Reader"],
                _ => &[],
            };
            contained.contains(&role)
        })
    };
    all.iter().filter(|role| !is_contained(role)).map(|role| (*role).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, analyze};

    fn grant(script: &str) -> Vec<String> {
        let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/calls-to-permissions.txt")).unwrap();
        let table = Table::read(&bytes).unwrap();
        let answer = analyze(script, Language::PowerShell, &table);
        answer.grant.into_iter().map(|permission| permission.name).collect()
    }

    #[test]
    fn read_is_covered_by_a_needed_write() {
        let script = "Get-MgGroup -All\nUpdate-MgGroup -GroupId $id -Description x\n";
        assert_eq!(grant(script), ["Group.ReadWrite.All"]);
    }

    #[test]
    fn permission_for_one_kind_of_member_does_not_cover_a_change() {
        let script = "Update-MgGroup -GroupId $id -BodyParameter $p\nUpdate-MgDevice -DeviceId $d\n\
                      Remove-MgGroupMemberByRef -GroupId $id -DirectoryObjectId $u\n";
        assert_eq!(grant(script), ["Device.ReadWrite.All", "Group.ReadWrite.All"]);
    }

    #[test]
    fn permission_for_one_property_does_not_cover_another_change() {
        let script = "Update-MgUser -UserId $u -AccountEnabled:$false\nUpdate-MgUser -UserId $u -JobTitle x\n";
        assert!(grant(script).contains(&"User.ReadWrite.All".to_owned()));
    }
}
