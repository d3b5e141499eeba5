//! What the calls of an identity say about each permission that is assigned to it.

use super::allowed::Allowed;
use super::calls::{IdentityCalls, UnmatchedCall, find_calls};
use super::log::{IdentityIds, UsageLog};
use super::time::{DateOrder, LogTime, Window};
use crate::answer::smallest;
use crate::permission::{Permission, covers};
use crate::resolve::NeededCall;
use crate::table::Table;
use std::collections::{BTreeMap, BTreeSet};

/// An application permission that is assigned to the identity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AssignedPermission {
    /// The name of the API; `None` for Microsoft Graph.
    pub api: Option<String>,
    /// The value, such as `User.Read.All`.
    pub name: String,
}

impl AssignedPermission {
    /// A permission of Microsoft Graph.
    pub fn graph(name: impl Into<String>) -> Self {
        Self { api: None, name: name.into() }
    }
}

/// How rows of the file are accounted for. Repeated and unreadable rows are in none of the other numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// All rows.
    pub rows: usize,
    /// Requests of the identity itself, with the envelopes of batches.
    pub of_identity: usize,
    /// Requests of others.
    pub of_others: usize,
    /// Requests of the same application for a signed-in user: they use delegated permissions.
    pub for_users: usize,
    /// Rows that repeat another.
    pub repeated: usize,
    /// Rows without address or method, and damaged ones.
    pub unreadable: usize,
    /// Envelopes of batches. Their requests are rows of their own.
    pub batches: usize,
}

/// What the log says about a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A call succeeded that no other assigned permission allows.
    Used,
    /// Calls succeeded that this and another assigned permission allow.
    PossiblyUsed,
    /// No call in the log needs it.
    NotSeen,
    /// The log can't say.
    Unknown(UnknownUse),
}

/// Why the log can't say whether a permission is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownUse {
    /// Calls of other APIs aren't in this log.
    OtherApi,
    /// The log has no request of the identity.
    NoRows,
    /// The file ends at a limit: rows are missing.
    Cut,
    /// Calls that it allows are there, and each of them failed.
    OnlyFailed,
}

/// A call and how often it succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallCount {
    /// Method and path template, such as `GET /users/{}`.
    pub call: String,
    /// How many requests succeeded.
    pub count: u64,
}

/// An assigned permission and what the log says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The permission.
    pub permission: AssignedPermission,
    /// The answer.
    pub verdict: Verdict,
    /// How many requests succeeded that it allows.
    pub count: u64,
    /// The last of them. `None` as well where the dates of the file are ambiguous.
    pub last: Option<LogTime>,
    /// The calls that succeeded and that it allows, sorted.
    pub calls: Vec<CallCount>,
    /// Other assigned permissions that allow the same calls.
    pub shared_with: Vec<String>,
    /// Permissions with fewer privileges that would do for the calls that were seen. Empty where there are none.
    pub narrower: Vec<String>,
}

/// A call that was refused (401, 403), and that no assigned permission allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedCall {
    /// Method and path template.
    pub call: String,
    /// The least permissions that it needs together.
    pub least: Vec<String>,
    /// How many requests were refused.
    pub count: u64,
}

/// What a log says about an identity and its permissions.
#[derive(Clone, Debug)]
pub struct PermissionUsage {
    /// How the rows are accounted for.
    pub counts: RowCounts,
    /// First and last time of the file; `None` where the dates are ambiguous or there are none.
    pub window: Option<Window>,
    /// The order of day and month in the file.
    pub date_order: DateOrder,
    /// Whether rows are missing at the end of the file.
    pub is_cut: bool,
    /// Each assigned permission, in the order given.
    pub permissions: Vec<Usage>,
    /// Asked for and not assigned.
    pub refused: Vec<RefusedCall>,
    /// Calls that succeeded though no assigned permission allows them: an Entra role, or a permission that was assigned
    /// then.
    pub unexplained: Vec<CallCount>,
    /// Calls that aren't in the table. They could have used any permission.
    pub unmatched: Vec<UnmatchedCall>,
    /// Whether more calls than these weren't understood.
    pub has_more_unmatched: bool,
    /// The least permissions for all calls that succeeded.
    pub least: Vec<String>,
}

/// Says for each assigned permission what the log shows of its use.
///
/// Each row is looked at once, and each call that needs something else once for each permission.
pub fn permission_usage(
    log: &UsageLog,
    ids: &IdentityIds,
    assigned: &[AssignedPermission],
    table: &Table,
) -> PermissionUsage {
    let found = find_calls(log, ids, table);
    let graph: BTreeSet<Permission> = assigned
        .iter()
        .filter(|permission| permission.api.is_none())
        .map(|permission| Permission::graph(&permission.name))
        .collect();
    let allowed: Vec<Allowed<'_>> = found.calls.iter().map(|call| Allowed::of(call, &graph)).collect();
    let permissions =
        assigned.iter().map(|permission| usage(permission, &allowed, &graph, &found, log.is_cut, table)).collect();
    let mut refused: BTreeMap<(String, Vec<String>), u64> = BTreeMap::new();
    let mut unexplained: BTreeMap<&str, u64> = BTreeMap::new();
    for allowed in allowed.iter().filter(|allowed| allowed.by.is_empty()) {
        let call = allowed.call;
        if call.refused > 0 {
            let least = call.need.least.first().into_iter().flatten().map(|permission| permission.name.clone());
            *refused.entry((call.label.clone(), least.collect())).or_default() += call.refused;
        }
        if call.succeeded > 0 {
            *unexplained.entry(&call.label).or_default() += call.succeeded;
        }
    }
    let succeeded: Vec<NeededCall> =
        found.calls.iter().filter(|call| call.succeeded > 0).map(|call| call.need.clone()).collect();
    let counts = RowCounts {
        rows: log.rows,
        of_identity: found.rows,
        of_others: found.others,
        for_users: found.for_users,
        repeated: log.repeated,
        unreadable: log.unreadable,
        batches: found.batches,
    };
    PermissionUsage {
        counts,
        window: log.window(),
        date_order: log.date_order,
        is_cut: log.is_cut,
        permissions,
        refused: refused.into_iter().map(|((call, least), count)| RefusedCall { call, least, count }).collect(),
        unexplained: counted(unexplained),
        least: smallest(&succeeded, table).into_iter().map(|permission| permission.name).collect(),
        has_more_unmatched: found.has_more_unmatched,
        unmatched: found
            .unmatched
            .into_iter()
            .map(|((method, path, reason), count)| UnmatchedCall { method, path, reason, count })
            .collect(),
    }
}

fn counted(counts: BTreeMap<&str, u64>) -> Vec<CallCount> {
    counts.into_iter().map(|(call, count)| CallCount { call: call.to_owned(), count }).collect()
}

fn usage(
    permission: &AssignedPermission,
    allowed: &[Allowed<'_>],
    assigned: &BTreeSet<Permission>,
    found: &IdentityCalls,
    is_cut: bool,
    table: &Table,
) -> Usage {
    let name = permission.name.as_str();
    let mut usage = Usage {
        permission: permission.clone(),
        verdict: Verdict::Unknown(UnknownUse::OtherApi),
        count: 0,
        last: None,
        calls: Vec::new(),
        shared_with: Vec::new(),
        narrower: Vec::new(),
    };
    if permission.api.is_some() {
        return usage;
    }
    let of_permission = allowed.iter().filter(|allowed| allowed.by.contains(name));
    let (succeeded, failed): (Vec<&Allowed<'_>>, Vec<&Allowed<'_>>) =
        of_permission.partition(|allowed| allowed.call.succeeded > 0);
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for allowed in &succeeded {
        usage.count += allowed.call.succeeded;
        usage.last = usage.last.max(allowed.call.last);
        *counts.entry(&allowed.call.label).or_default() += allowed.call.succeeded;
    }
    usage.calls = counted(counts);
    let is_used = succeeded.iter().any(|allowed| allowed.only_with.contains(name));
    usage.verdict = if is_used {
        usage.narrower = narrower(name, &succeeded, assigned, table);
        Verdict::Used
    } else if !succeeded.is_empty() {
        let others = succeeded.iter().flat_map(|allowed| &allowed.by).filter(|other| **other != name);
        usage.shared_with = others.collect::<BTreeSet<_>>().into_iter().map(|other| (*other).to_owned()).collect();
        Verdict::PossiblyUsed
    } else if found.rows == 0 {
        Verdict::Unknown(UnknownUse::NoRows)
    } else if !failed.is_empty() {
        Verdict::Unknown(UnknownUse::OnlyFailed)
    } else if is_cut {
        Verdict::Unknown(UnknownUse::Cut)
    } else {
        Verdict::NotSeen
    };
    usage
}

/// Permissions with fewer privileges that would do for the calls which need a permission.
fn narrower(name: &str, succeeded: &[&Allowed<'_>], assigned: &BTreeSet<Permission>, table: &Table) -> Vec<String> {
    let needed = succeeded.iter().filter(|allowed| allowed.only_with.contains(name));
    let needed: Vec<NeededCall> = needed.map(|allowed| allowed.call.need.clone()).collect();
    let mut set = smallest(&needed, table);
    if set.iter().any(|permission| permission.name == name) {
        return Vec::new();
    }
    set.retain(|permission| !assigned.contains(permission));
    let is_narrower = |permission: &Permission| {
        !covers(&permission.name, name)
            && (covers(name, &permission.name) || table.privilege(&permission.name) < table.privilege(name))
    };
    if set.iter().all(is_narrower) { set.into_iter().map(|permission| permission.name).collect() } else { Vec::new() }
}
