//! What a reviewer should look at first. Each finding names its identities and what each could do without.
//!
//! Some are made of the review alone. Others need more: sign-ins or Azure. Those say so until they can be known, and
//! are never guessed.

use super::evidence::{AzureInventory, GrantLog, ResourcePresence, SignIns};
use super::filter::span;
use super::missing::MissingData;
use super::{PermissionKey, PermissionState, ReviewedPermission, TenantReview, rights};
use crate::sort;
use crate::sorted_map::SortedMap;
use crate::tiers::{Tier, TierGap, TierRating};
use crate::time::Timestamp;
use crate::traps::beside;

/// Grants that are younger than this are worth a look.
pub const RECENT_DAYS: u16 = 30;

/// An identity that did not sign in for so long is taken for unused.
pub const UNUSED_DAYS: u16 = 90;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// Identities with a permission of tier 0.
    TierZero,
    /// Identities that can give roles and change something else as well.
    WritesAndGivesRoles,
    /// Identities that were given an app role lately.
    GrantedLately,
    /// Identities with a permission for selected resources beside one for all resources.
    BroadBesideScoped,
    /// Identities with orphaned roles: the API, or the role in the API, was deleted.
    LeftOver,
    /// Identities that share a name.
    Twins,
    /// Identities that were granted an app role or a directory role recently, and by which user. Requires the audit
    /// log.
    Logged,
    /// Identities whose Azure resource was deleted. Requires Azure.
    Orphans,
    /// Identities that have something and did not sign in for long. Needs sign-ins.
    Unused,
}

/// A finding, as far as it can be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// The identities, in the order of their names.
    pub found: Vec<FoundIdentity>,
    /// How many identities it cannot be told of. Only findings that need more than the review have any.
    pub not_known: usize,
    /// Whether something that the finding depends on is missing in the review, so that there may be more.
    pub incomplete: bool,
}

/// An identity of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundIdentity {
    /// Its row.
    pub row: usize,
    /// The permissions that the finding is about, by index.
    pub things: Vec<u32>,
    /// The Azure roles of the identity that the finding is about, by place among those of its row.
    pub azure: Vec<usize>,
    /// Since when, or when last, where the finding is about a time.
    pub at: Option<Timestamp>,
}

impl FindingKind {
    /// Every kind that the review alone tells, the gravest first.
    pub const OF_REVIEW: [Self; 6] = [
        Self::TierZero,
        Self::WritesAndGivesRoles,
        Self::GrantedLately,
        Self::BroadBesideScoped,
        Self::LeftOver,
        Self::Twins,
    ];

    /// Every kind, those that need more last.
    pub const ALL: [Self; 9] = [
        Self::TierZero,
        Self::WritesAndGivesRoles,
        Self::GrantedLately,
        Self::BroadBesideScoped,
        Self::LeftOver,
        Self::Twins,
        Self::Logged,
        Self::Orphans,
        Self::Unused,
    ];

    /// The word for it in addresses and files, which does not change.
    pub const fn word(self) -> &'static str {
        match self {
            Self::TierZero => "tier-0",
            Self::WritesAndGivesRoles => "writes-and-gives-roles",
            Self::GrantedLately => "granted-lately",
            Self::BroadBesideScoped => "broad-beside-scoped",
            Self::LeftOver => "left-over",
            Self::Twins => "same-name",
            Self::Logged => "logged",
            Self::Orphans => "resource-gone",
            Self::Unused => "unused",
        }
    }

    /// The kind with this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The findings that the review alone tells.
pub fn findings(review: &TenantReview, now: Timestamp) -> Vec<Finding> {
    let finding = |kind| {
        let found = match kind {
            FindingKind::TierZero => tier_zero(review),
            FindingKind::WritesAndGivesRoles => writes_and_gives_roles(review),
            FindingKind::GrantedLately => recently_granted(review, now),
            FindingKind::BroadBesideScoped => broad_beside_scoped(review),
            FindingKind::LeftOver => rows_with_permissions(review, |it| {
                matches!(it.state, PermissionState::ApiGone | PermissionState::RoleGone)
            }),
            FindingKind::Twins => identities_with_same_name(review),
            FindingKind::Logged | FindingKind::Orphans | FindingKind::Unused => Vec::new(),
        };
        Finding { kind, found, not_known: 0, incomplete: is_incomplete(review, kind) }
    };
    FindingKind::OF_REVIEW.into_iter().map(finding).collect()
}

/// The identities that the log says were given something.
pub fn logged(review: &TenantReview, log: &GrantLog) -> Finding {
    let found = review.rows.iter().enumerate().filter_map(|(row, it)| {
        let newest = log.of_identity(it.identity.id).first()?;
        Some(FoundIdentity { row, things: Vec::new(), azure: Vec::new(), at: Some(newest.at) })
    });
    let incomplete = log.gap.is_some() || is_incomplete(review, FindingKind::Logged);
    Finding { kind: FindingKind::Logged, found: found.collect(), not_known: 0, incomplete }
}

/// The identities whose Azure resource was deleted.
pub fn orphans(review: &TenantReview, azure: &AzureInventory) -> Finding {
    let incomplete = azure.gap.is_some() || is_incomplete(review, FindingKind::Orphans);
    let mut finding = Finding { kind: FindingKind::Orphans, found: Vec::new(), not_known: 0, incomplete };
    for (row, it) in review.rows.iter().enumerate() {
        let presence = it.identity.resource.as_ref().map_or(ResourcePresence::NotKnown, |it| azure.presence(it));
        match presence {
            ResourcePresence::There => {}
            ResourcePresence::NotKnown => finding.not_known += 1,
            ResourcePresence::Gone => {
                finding.found.push(FoundIdentity { row, things: everything(review, row), azure: Vec::new(), at: None })
            }
        }
    }
    finding
}

/// The identities that have something and did not sign in for long.
pub fn unused(review: &TenantReview, sign_ins: &SignIns, now: Timestamp) -> Finding {
    let incomplete = sign_ins.gap.is_some() || is_incomplete(review, FindingKind::Unused);
    let mut finding = Finding { kind: FindingKind::Unused, found: Vec::new(), not_known: 0, incomplete };
    for (row, it) in review.rows.iter().enumerate().filter(|(_, it)| it.count > 0) {
        match sign_ins.last(it.identity.app_id) {
            None => finding.not_known += 1,
            Some(last) if now.since(last) > span(UNUSED_DAYS) => {
                finding.found.push(FoundIdentity {
                    row,
                    things: everything(review, row),
                    azure: Vec::new(),
                    at: Some(last),
                });
            }
            Some(_) => {}
        }
    }
    finding
}

/// Whether the review lacks something that this finding depends on.
fn is_incomplete(review: &TenantReview, kind: FindingKind) -> bool {
    // Without Azure, tier 0 by an Azure role is not known.
    let without_azure = kind == FindingKind::TierZero && !review.is_azure_connected();
    without_azure || review.missing.iter().any(|missing| depends_on(kind, missing)) || has_unknown_reach(review, kind)
}

/// Whether it is not known where an Azure role of an identity leads, so that the identity may be tier 0.
fn has_unknown_reach(review: &TenantReview, kind: FindingKind) -> bool {
    kind == FindingKind::TierZero && review.rows.iter().any(|row| row.gaps.has(TierGap::AzureReach))
}

/// Whether a finding could name more identities if this were not missing.
fn depends_on(kind: FindingKind, missing: &MissingData) -> bool {
    use FindingKind::{BroadBesideScoped, GrantedLately, LeftOver, TierZero, Twins, Unused, WritesAndGivesRoles};
    match missing {
        MissingData::Identities(_) => true,
        // Which identities there are is known; what each of them has is not.
        MissingData::NotReadYet(_) | MissingData::Unreadable(_) => kind != Twins,
        MissingData::Grants { .. } => {
            matches!(kind, TierZero | WritesAndGivesRoles | GrantedLately | BroadBesideScoped | LeftOver | Unused)
        }
        MissingData::DirectoryRoles(_) | MissingData::Members { .. } => {
            matches!(kind, TierZero | WritesAndGivesRoles | LeftOver | Unused)
        }
        MissingData::AzureRoles(_) => kind == TierZero,
        MissingData::RoleNames(_) => kind == LeftOver,
        MissingData::Endings(_) => false,
        MissingData::Apis(_) => matches!(kind, TierZero | WritesAndGivesRoles | BroadBesideScoped | LeftOver),
    }
}

fn everything(review: &TenantReview, row: usize) -> Vec<u32> {
    review.assignments(row).iter().map(|it| it.thing).collect()
}

/// The rows that have such permissions, with these permissions.
fn rows_with_permissions(review: &TenantReview, is_it: impl Fn(&ReviewedPermission) -> bool) -> Vec<FoundIdentity> {
    let flags: Vec<bool> = review.things.iter().map(is_it).collect();
    let found = |row: usize| {
        let things: Vec<u32> = permissions_of(review, row).filter(|&it| flags[it as usize]).collect();
        (!things.is_empty()).then_some(FoundIdentity { row, things, azure: Vec::new(), at: None })
    };
    (0..review.rows.len()).filter_map(found).collect()
}

/// The permissions of a row, each once: a directory role may be assigned directly and through groups.
fn permissions_of(review: &TenantReview, row: usize) -> impl Iterator<Item = u32> {
    let mut things: Vec<u32> = everything(review, row);
    sort::sort(&mut things);
    things.dedup();
    things.into_iter()
}

/// The identities of tier 0, with what makes them so: in the directory and in Azure.
fn tier_zero(review: &TenantReview) -> Vec<FoundIdentity> {
    let is_zero = |verdict: Option<TierRating>| verdict.is_some_and(|verdict| verdict.tier == Tier::Zero);
    let flags: Vec<bool> = review.things.iter().map(|thing| is_zero(thing.verdict)).collect();
    let found = |row: usize| {
        let things: Vec<u32> = permissions_of(review, row).filter(|&it| flags[it as usize]).collect();
        let azure = (0..).zip(review.azure_roles(row)).filter(|(_, (role, _))| is_zero(role.rating.verdict));
        let azure: Vec<usize> = azure.map(|(at, _)| at).collect();
        (!things.is_empty() || !azure.is_empty()).then_some(FoundIdentity { row, things, azure, at: None })
    };
    (0..review.rows.len()).filter_map(found).collect()
}

fn writes_and_gives_roles(review: &TenantReview) -> Vec<FoundIdentity> {
    let gives: Vec<bool> = review.things.iter().map(rights::gives_roles).collect();
    let changes: Vec<bool> = review.things.iter().map(rights::changes).collect();
    let both = |found: &FoundIdentity| found.things.iter().any(|&it| changes[it as usize]);
    let mut found = rows_with_permissions(review, |thing| rights::gives_roles(thing) || rights::changes(thing));
    found.retain(|it| both(it) && it.things.iter().any(|&it| gives[it as usize]));
    // What could go is the right to give roles: few programs need it, and every other right needs it least.
    for it in &mut found {
        it.things.retain(|&it| gives[it as usize]);
    }
    found
}

fn recently_granted(review: &TenantReview, now: Timestamp) -> Vec<FoundIdentity> {
    let is_recent = |at: Option<Timestamp>| at.is_some_and(|at| now.since(at) <= span(RECENT_DAYS));
    let found = |row: usize| {
        let newest = review.newest_grant(row).filter(|_| is_recent(review.newest_grant(row)))?;
        let recent = review.assignments(row).iter().filter(|it| is_recent(it.since()));
        Some(FoundIdentity { row, things: recent.map(|it| it.thing).collect(), azure: Vec::new(), at: Some(newest) })
    };
    (0..review.rows.len()).filter_map(found).collect()
}

/// Identities whose permission for selected resources has no effect; the broad permission could be removed.
fn broad_beside_scoped(review: &TenantReview) -> Vec<FoundIdentity> {
    let permission = |thing: &ReviewedPermission| {
        let counts =
            matches!(thing.state, PermissionState::Offered | PermissionState::Disabled | PermissionState::NotListed);
        thing.api.filter(|_| counts).filter(|&api| beside::is_scoped_or_broad(api, &thing.label))
    };
    let concerned: Vec<bool> = review.things.iter().map(|thing| permission(thing).is_some()).collect();
    let found = |row: usize| {
        let things: Vec<u32> = permissions_of(review, row).filter(|&it| concerned[it as usize]).collect();
        if things.len() < 2 {
            return None;
        }
        let held: Vec<(_, &str)> = things
            .iter()
            .map(|&it| review.permission(it))
            .filter_map(|thing| Some((thing.api?, thing.label.as_str())))
            .collect();
        let broad: Vec<u32> = beside::broad_beside_scoped(&held).into_iter().map(|at| things[at]).collect();
        (!broad.is_empty()).then_some(FoundIdentity { row, things: broad, azure: Vec::new(), at: None })
    };
    (0..review.rows.len()).filter_map(found).collect()
}

/// Identities of one name are beside each other, because the rows are in the order of names.
fn identities_with_same_name(review: &TenantReview) -> Vec<FoundIdentity> {
    let mut of_name: SortedMap<&str, usize> = SortedMap::new();
    let name = |row: usize| review.lowered[row].split('\n').next().unwrap_or_default();
    for row in 0..review.rows.len() {
        *of_name.entry(name(row)).or_default() += 1;
    }
    let is_twin = |row: &usize| of_name.get(name(*row)).is_some_and(|&count| count > 1);
    (0..review.rows.len())
        .filter(is_twin)
        .map(|row| FoundIdentity { row, things: Vec::new(), azure: Vec::new(), at: None })
        .collect()
}

impl FoundIdentity {
    /// The permissions that can be removed from the identity itself: those that it doesn't have only through a group.
    pub fn removable(&self, review: &TenantReview) -> Vec<PermissionKey> {
        let direct = |place: &&u32| review.assignments(self.row).iter().any(|it| it.thing == **place && it.is_direct());
        self.things.iter().filter(direct).map(|&place| review.permission(place).key.clone()).collect()
    }
}

#[cfg(test)]
mod tests;
