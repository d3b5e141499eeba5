//! Writing a review to a file.

use serde::Serialize;

use super::form::{FORMAT, VERSION};
use crate::azure_reach::RatedAzureRole;
use crate::export::{EvidenceReader, EvidenceSource, EvidenceTenant, Gap};
use crate::json::{FileIdentity, FileUser, Named, compact};
use crate::tenant_review::{MissingData, PermissionKey, PermissionState, ReviewedPermission, TenantReview};
use crate::tiers::{Tier, TierGap};

/// How many identities make a piece.
const PIECE: usize = 500;

/// Where a review comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewOrigin {
    /// A tenant, or the sample.
    pub source: EvidenceSource,
    /// Which tenant.
    pub tenant: EvidenceTenant,
    /// Who read it.
    pub read_by: EvidenceReader,
}

/// The file, in pieces that follow each other.
pub fn write(review: &TenantReview, stamp: &ReviewOrigin) -> Vec<String> {
    let missing: Vec<SavedGap<'_>> = review.missing.iter().map(gap).collect();
    let groups: Vec<Named<'_>> = review.groups.iter().map(|(id, name)| Named::new(id, name)).collect();
    let head = SavedReviewHead {
        format: FORMAT,
        version: VERSION,
        source: stamp.source.word(),
        tenant: Named::from(&stamp.tenant),
        read_at: review.at.to_string(),
        read_by: FileUser::from(&stamp.read_by),
        complete: review.is_complete(),
        missing,
        groups,
        permissions: review.things.iter().map(SavedPermission::of).collect(),
    };
    let mut pieces = Vec::new();
    let mut piece = compact(&head);
    // The list of identities is written last, by hand, so that it can come in pieces.
    piece.truncate(piece.len().saturating_sub(1));
    piece.push_str(",\"identities\":[\n");
    for row in 0..review.rows.len() {
        if row > 0 {
            piece.push_str(",\n");
        }
        piece.push_str(&compact(&SavedRow::of(review, row)));
        if row % PIECE == PIECE - 1 {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    piece.push_str("\n]}\n");
    pieces.push(piece);
    pieces
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SavedReviewHead<'a> {
    format: &'static str,
    version: u32,
    source: &'static str,
    tenant: Named<'a>,
    read_at: String,
    read_by: FileUser<'a>,
    complete: bool,
    missing: Vec<SavedGap<'a>>,
    groups: Vec<Named<'a>>,
    permissions: Vec<SavedPermission<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SavedGap<'a> {
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    of: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SavedPermission<'a> {
    kind: &'static str,
    id: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_app_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope_name: Option<&'a str>,
    state: &'static str,
    tier: Option<u8>,
    reason: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SavedRow<'a> {
    #[serde(flatten)]
    identity: FileIdentity<'a>,
    read: bool,
    tier: Option<u8>,
    tier_missing: Vec<&'static str>,
    holds: Vec<SavedAssignment>,
    azure_roles: Vec<SavedAzureRole>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SavedAzureRole {
    id: String,
    name: String,
    scope: String,
    tier: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<String>,
}

#[derive(Serialize)]
struct SavedAssignment {
    permission: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<String>,
}

/// The word for what is known of a permission in every file.
pub(in crate::tenant_review) fn state_word(state: PermissionState) -> &'static str {
    match state {
        PermissionState::Offered => "offered",
        PermissionState::Disabled => "disabled",
        PermissionState::NotListed => "not-listed",
        PermissionState::RoleGone => "role-gone",
        PermissionState::ApiGone => "api-gone",
        PermissionState::DefaultAccess => "default-access",
        PermissionState::NotRead => "not-read",
    }
}

fn gap(missing: &MissingData) -> SavedGap<'_> {
    let (what, count, problem) = match missing {
        MissingData::Identities(problem) => ("identities", None, Some(problem)),
        MissingData::NotReadYet(count) => ("not-read-yet", Some(*count), None),
        MissingData::Grants { identities, problem } => ("app-roles", Some(identities.len()), Some(problem)),
        MissingData::DirectoryRoles(problem) => ("directory-roles", None, Some(problem)),
        MissingData::AzureRoles(problem) => ("azure-roles", None, Some(problem)),
        MissingData::Members { groups, problem } => ("members", Some(groups.len()), Some(problem)),
        MissingData::RoleNames(problem) => ("role-names", None, Some(problem)),
        MissingData::Endings(problem) => ("endings", None, Some(problem)),
        MissingData::Apis(problem) => ("apis", None, Some(problem)),
        MissingData::Unreadable(count) => ("entries", Some(*count), None),
    };
    let of = match missing {
        MissingData::Grants { identities, .. } => identities.iter().map(|(id, name)| Named::new(id, name)).collect(),
        MissingData::Members { groups, .. } => groups.iter().map(|(id, name)| Named::new(id, name)).collect(),
        _ => Vec::new(),
    };
    let gap = problem.map(Gap::from);
    let detail = gap.as_ref().map(|gap| gap.detail.clone()).filter(|detail| !detail.is_empty());
    SavedGap { what, count, of, reason: gap.map(|gap| gap.reason), detail }
}

/// What is missing, in a few words that do not change, for a line of a table.
pub(in crate::tenant_review) fn gap_words(review: &TenantReview) -> String {
    let word = |it: &MissingData| {
        let lack = gap(it);
        let count = lack.count.map(|count| format!("{count} ")).unwrap_or_default();
        format!("{count}{} {}", lack.what, lack.reason.unwrap_or_default()).trim_end().to_owned()
    };
    review.missing.iter().map(word).collect::<Vec<_>>().join("; ")
}

impl<'a> SavedPermission<'a> {
    fn of(thing: &'a ReviewedPermission) -> Self {
        let (kind, id, api, scope) = match &thing.key {
            PermissionKey::AppRole(api, role) => ("app-role", role.to_string(), Some(api.to_string()), None),
            PermissionKey::DirectoryRole(role, scope) => {
                ("directory-role", role.to_string(), None, Some(scope.to_string()))
            }
        };
        Self {
            kind,
            id,
            name: &thing.label,
            api,
            api_app_id: thing.api.map(|api| api.to_string()),
            api_name: Some(thing.api_name.as_str()).filter(|_| kind == "app-role"),
            scope,
            scope_name: Some(thing.scope_name.as_str()).filter(|name| !name.is_empty()),
            state: state_word(thing.state),
            tier: thing.verdict.map(|verdict| verdict.tier.number()),
            reason: thing.verdict.map(|verdict| verdict.reason),
        }
    }
}

impl SavedAzureRole {
    fn of((role, is_direct): (&RatedAzureRole, bool)) -> Self {
        Self {
            id: role.role.role.to_string(),
            name: role.role.role_name.clone().unwrap_or_default(),
            scope: role.role.scope.to_string(),
            tier: role.rating.verdict.map(|verdict| verdict.tier.number()),
            through: (!is_direct).then(|| role.role.principal.to_string()),
        }
    }
}

impl<'a> SavedRow<'a> {
    fn of(review: &'a TenantReview, row: usize) -> Self {
        let it = &review.rows[row];
        let held = review.assignments(row).iter().map(|held| SavedAssignment {
            permission: held.thing,
            since: held.since().map(|at| at.to_string()),
            until: held.until().map(|at| at.to_string()),
            through: review.assigning_group(*held).map(|(id, _)| id.to_string()),
        });
        Self {
            identity: FileIdentity::from(&it.identity),
            read: it.read,
            tier: review.tier(row).map(Tier::number),
            tier_missing: review.tier_gaps(row).iter().map(TierGap::word).collect(),
            holds: held.collect(),
            azure_roles: review.azure_roles(row).map(SavedAzureRole::of).collect(),
        }
    }
}
