//! What the tier of one identity is computed from, taken from what was read of it.

use super::apis::KnownApis;
use super::app_role_assignment::AppRoleAssignment;
use super::held_role::{RoleAccess, RolePart, RoleSource};
use super::holdings::rate_granted;
use super::listing::Listing;
use super::tiers::{TierGap, TierGaps, TierInputs, TierRating, rate_directory_role_at};

/// The inputs from the directory without labels: application permissions and directory roles by every assignment path.
pub fn of_directory(
    app_roles: &Listing<AppRoleAssignment>,
    apis_read: bool,
    access: &RoleAccess,
    apis: &KnownApis,
) -> TierInputs<()> {
    let verdict = |it: &AppRoleAssignment| -> Option<TierRating> {
        rate_granted(it.grant.resource, it.grant.app_role, apis)?.verdict
    };
    let granted = app_roles.items.iter().map(|it| ((), verdict(it)));
    let roles = access.roles();
    let assigned = roles.iter().map(|it| ((), rate_directory_role_at(it.role, &it.scope).verdict));
    TierInputs {
        rated: granted.chain(assigned).collect(),
        gaps: directory_gaps(app_roles.is_complete(), apis_read, may_lack_roles(access)),
    }
}

/// What is missing of the directory.
pub fn directory_gaps(app_roles_read: bool, apis_read: bool, lacks_roles: bool) -> TierGaps {
    TierGaps::NONE
        .with(TierGap::AppRoles, !app_roles_read)
        .with(TierGap::ApiRoles, !apis_read)
        .with(TierGap::DirectoryRoles, lacks_roles)
}

/// Whether directory roles may be missing. When a role ends does not matter for a tier.
pub fn may_lack_roles(access: &RoleAccess) -> bool {
    access.gaps().iter().any(|(part, _)| *part != RolePart::TimeBound)
        || matches!(access.direct, RoleSource::Pending)
        || matches!(access.through_groups, RoleSource::Pending)
}
