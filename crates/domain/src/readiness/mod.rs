//! Does it work yet? The first reason why calls of an identity may be refused, by what was read of it.
//!
//! Application permissions and Entra roles are in the token, which Azure keeps for about a day
//! ([`TOKEN_KEPT`](crate::effect::TOKEN_KEPT)). Azure roles are checked by Azure at each request, and count within ten
//! minutes. When an Entra role was assigned is not read, so nothing is said of its time.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations>
//! <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>
//!
//! Deliberately absent: whether a permission is the one that the code needs, which the code tells.

use std::time::Duration;

use super::effect::TOKEN_KEPT;
use super::holdings::{ApiAppRoles, AppRoleStatus, AssignedAppRole};
use super::ids::AppId;
use super::second_half::{Checklist, Purpose, SetupState, SetupTask};
use super::time::Timestamp;
use super::traps::IdentityPermissions;
use super::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// How long an Azure role may take to count.
pub const AZURE_ROLE_DELAY: Duration = Duration::from_secs(10 * 60);

/// What was read of an identity.
#[derive(Clone, Copy, Debug)]
pub struct ReadinessInputs<'a> {
    /// Whether the identity can sign in.
    pub enabled: bool,
    /// The API that the code calls; `None` for all that the identity has anything of.
    pub api: Option<CalledApi>,
    /// Its application permissions and Entra roles.
    pub held: IdentityPermissions<'a>,
    /// Whether any of it is still being read.
    pub loading: bool,
    /// When its Azure roles were assigned, each if the service says so; `None` if the roles were not read.
    pub azure_roles: Option<&'a [Option<Timestamp>]>,
    /// The additional setup in Exchange and SharePoint.
    pub setup: &'a [Checklist],
    /// The time.
    pub now: Timestamp,
}

/// The API that code calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalledApi {
    /// Its application ID.
    pub id: AppId,
    /// Whether it gives tokens to assigned identities only (`appRoleAssignmentRequired`).
    pub assignment_required: bool,
}

/// Whether calls of the identity can succeed, by the first of these that is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// The identity is disabled and gets no tokens.
    Disabled,
    /// The API gives no token to an identity that has none of its app roles.
    AssignmentRequired(AppId),
    /// The identity has no permission, of this API if one is given.
    NoPermission {
        /// The API.
        api: Option<AppId>,
        /// Whether Azure roles, of which it may have some, were not read.
        azure_unread: bool,
    },
    /// Additional setup is known to be missing.
    SetupMissing(SetupTask),
    /// A token from before the last grant may still be in use.
    NotYet {
        /// When the last of the permissions was granted.
        granted: Timestamp,
        /// How long ago that is.
        ago: Duration,
        /// By when it counts at the latest.
        by: Timestamp,
    },
    /// It cannot be told.
    Unknown(UnknownReadiness),
    /// Nothing that was read speaks against it.
    Ready {
        /// Whether Entra roles matter, of which the time of assignment is not known.
        role_time_unknown: bool,
    },
}

/// Why it cannot be told whether calls succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnknownReadiness {
    /// Permissions or roles are being read.
    Loading,
    /// Not all application permissions could be read.
    PermissionsUnread,
    /// Not all Entra roles could be read.
    RolesUnread,
    /// The service did not say when a permission was granted.
    GrantTimeUnknown,
    /// Access to selected sites is given in SharePoint, which is not read.
    SiteAccess,
}

/// Says whether calls can succeed.
pub fn readiness(inputs: ReadinessInputs<'_>) -> Readiness {
    if !inputs.enabled {
        return Readiness::Disabled;
    }
    if let Some(missing) = missing_permission(inputs) {
        return missing;
    }
    if let Some(task) = missing_setup(inputs) {
        return Readiness::SetupMissing(task);
    }
    if let Some(waiting) = latest_wait(inputs) {
        return waiting;
    }
    let unread = unread(inputs).or_else(|| time_unknown(inputs).then_some(UnknownReadiness::GrantTimeUnknown));
    if let Some(why) = unread.or_else(|| needs_site_access(inputs).then_some(UnknownReadiness::SiteAccess)) {
        return Readiness::Unknown(why);
    }
    let of_exchange = inputs.api.is_none_or(|api| api.id == EXCHANGE_ONLINE);
    Readiness::Ready { role_time_unknown: of_exchange && !inputs.held.directory_roles.is_empty() }
}

/// The app roles of the API in question.
fn app_roles<'a>(inputs: ReadinessInputs<'a>) -> impl Iterator<Item = &'a AssignedAppRole> {
    let asked = inputs.api.map(|api| api.id);
    let is_asked = move |of: &&ApiAppRoles| asked.is_none() || of.api.as_ref().map(|api| api.app_id) == asked;
    inputs.held.app_roles.iter().filter(is_asked).flat_map(|of| &of.roles)
}

/// Whether the app role is in tokens.
fn counts(role: &&AssignedAppRole) -> bool {
    match role.standing {
        AppRoleStatus::Offered(_) | AppRoleStatus::Disabled(_) | AppRoleStatus::NotListed => true,
        AppRoleStatus::RoleGone | AppRoleStatus::ApiGone | AppRoleStatus::DefaultAccess | AppRoleStatus::NotRead => {
            false
        }
    }
}

fn missing_permission(inputs: ReadinessInputs<'_>) -> Option<Readiness> {
    if app_roles(inputs).any(|role| counts(&role)) {
        return None;
    }
    // An Entra role alone is enough for many calls of Microsoft Graph.
    let by_role = inputs.api.is_none_or(|api| api.id == MICROSOFT_GRAPH);
    if by_role && !inputs.held.directory_roles.is_empty() {
        return None;
    }
    if let Some(why) = unread(inputs) {
        return Some(Readiness::Unknown(why));
    }
    let Some(api) = inputs.api else {
        let azure_unread = inputs.azure_roles.is_none();
        let has_azure_role = inputs.azure_roles.is_some_and(|roles| !roles.is_empty());
        return (!has_azure_role).then_some(Readiness::NoPermission { api: None, azure_unread });
    };
    let has_default_access = app_roles(inputs).any(|role| role.standing == AppRoleStatus::DefaultAccess);
    Some(if api.assignment_required && !has_default_access {
        Readiness::AssignmentRequired(api.id)
    } else {
        Readiness::NoPermission { api: Some(api.id), azure_unread: false }
    })
}

/// The first step without which nothing works. That mailboxes are not limited keeps nothing from working.
fn missing_setup(inputs: ReadinessInputs<'_>) -> Option<SetupTask> {
    if inputs.api.is_some_and(|api| api.id != EXCHANGE_ONLINE) {
        return None;
    }
    let list = inputs.setup.iter().find(|list| list.purpose == Purpose::ExchangePowerShell)?;
    let is_open = |state| matches!(state, SetupState::Open | SetupState::Refused | SetupState::NotSent);
    list.steps.iter().find(|step| is_open(step.state)).map(|step| step.task)
}

/// The grant that counts last, if it may not count yet.
fn latest_wait(inputs: ReadinessInputs<'_>) -> Option<Readiness> {
    let granted = app_roles(inputs).filter(counts).filter_map(|role| role.assignment.created);
    let in_azure = inputs.azure_roles.filter(|_| inputs.api.is_none()).unwrap_or_default().iter().flatten();
    let granted = granted.map(|at| (at + TOKEN_KEPT, at)).chain(in_azure.map(|at| (*at + AZURE_ROLE_DELAY, *at)));
    let (by, granted) = granted.max()?;
    (by > inputs.now).then(|| Readiness::NotYet { granted, ago: inputs.now.since(granted), by })
}

fn unread(inputs: ReadinessInputs<'_>) -> Option<UnknownReadiness> {
    let IdentityPermissions { app_roles, all_app_roles, all_directory_roles, .. } = inputs.held;
    let unread_api = app_roles.iter().flat_map(|of| &of.roles).any(|role| role.standing == AppRoleStatus::NotRead);
    // Entra roles count for Microsoft Graph and for Exchange Online.
    let by_role = inputs.api.is_none_or(|api| [MICROSOFT_GRAPH, EXCHANGE_ONLINE].contains(&api.id));
    let why = if !all_app_roles || unread_api {
        UnknownReadiness::PermissionsUnread
    } else if by_role && !all_directory_roles {
        UnknownReadiness::RolesUnread
    } else {
        return None;
    };
    Some(if inputs.loading { UnknownReadiness::Loading } else { why })
}

fn time_unknown(inputs: ReadinessInputs<'_>) -> bool {
    app_roles(inputs).filter(counts).any(|role| role.assignment.created.is_none())
}

fn needs_site_access(inputs: ReadinessInputs<'_>) -> bool {
    inputs.api.is_none_or(|api| [MICROSOFT_GRAPH, SHAREPOINT_ONLINE].contains(&api.id))
        && inputs.setup.iter().any(|list| list.purpose == Purpose::SelectedSites)
}

#[cfg(test)]
mod tests;
