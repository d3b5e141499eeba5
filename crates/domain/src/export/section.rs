//! The parts of the evidence.

use super::bound::CoverageLimit;
use super::gap::Gap;
use crate::apis::KnownApis;
use crate::app_role_assignment::AppRoleAssignment;
use crate::holdings::{ApiAppRoles, AppRoleStatus, AssignedAppRole, by_api};
use crate::listing::Listing;
use crate::problem::Problem;
use crate::tiers::TierRating;
use crate::time::Timestamp;

/// One part of the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceSection {
    /// What the part is about.
    pub kind: SectionKind,
    /// Whether it could be read.
    pub reading: SectionReading,
    /// What was read.
    pub entries: Vec<SectionLine>,
    /// Why the absence of an entry proves nothing although all was read.
    pub limits: Vec<CoverageLimit>,
}

/// What a part of the evidence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKind {
    /// Application permissions of all APIs.
    AppRoles,
    /// Directory roles of all scopes.
    DirectoryRoles,
    /// Roles in Azure.
    AzureRoles,
    /// Memberships of groups.
    Groups,
    /// Delegated grants.
    DelegatedGrants,
    /// Federated credentials.
    FederatedCredentials,
    /// What the identity owns.
    Owned,
    /// Who owns the identity.
    Owners,
    /// Azure resources that use it.
    Hosts,
    /// Who may run code where it lives.
    Control,
    /// Its last sign-ins.
    SignIns,
    /// Who changed what about it.
    Changes,
}

/// Whether a part could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionReading {
    /// All of it.
    Complete,
    /// Not all of it.
    Partial(Gap),
    /// Nothing of it.
    NotRead(Gap),
    /// No one asked for it.
    NotAsked,
}

/// One line of a part. What does not apply stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionLine {
    /// What it is called: the value of an app role, the name of a role or a group.
    pub what: String,
    /// Its id.
    pub what_id: String,
    /// What it belongs to: the API, the subscription.
    pub of: Option<String>,
    /// The id of what it belongs to.
    pub of_id: Option<String>,
    /// The id of the assignment.
    pub assignment_id: Option<String>,
    /// The scope.
    pub scope: Option<String>,
    /// How the identity came by it, where not directly: the group, the activation.
    pub way: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Until when.
    pub until: Option<Timestamp>,
    /// The tier, as it is shown.
    pub tier: Option<String>,
    /// What else is to be said.
    pub remark: Option<String>,
}

impl SectionKind {
    /// Every kind, in the order of the page.
    pub const ALL: &'static [Self] = &[
        Self::AppRoles,
        Self::DirectoryRoles,
        Self::AzureRoles,
        Self::Groups,
        Self::DelegatedGrants,
        Self::FederatedCredentials,
        Self::Owned,
        Self::Owners,
        Self::Hosts,
        Self::Control,
        Self::SignIns,
        Self::Changes,
    ];

    /// The word for it in CSV and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AppRoles => "app-roles",
            Self::DirectoryRoles => "directory-roles",
            Self::AzureRoles => "azure-roles",
            Self::Groups => "groups",
            Self::DelegatedGrants => "delegated-grants",
            Self::FederatedCredentials => "federated-credentials",
            Self::Owned => "owned-objects",
            Self::Owners => "owners",
            Self::Hosts => "azure-resources",
            Self::Control => "can-act-as-it",
            Self::SignIns => "sign-ins",
            Self::Changes => "changes",
        }
    }

    /// Its heading in Markdown.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::AppRoles => "Application permissions",
            Self::DirectoryRoles => "Entra roles",
            Self::AzureRoles => "Azure roles",
            Self::Groups => "Groups",
            Self::DelegatedGrants => "Delegated permissions",
            Self::FederatedCredentials => "Federated credentials",
            Self::Owned => "Owned objects",
            Self::Owners => "Owners",
            Self::Hosts => "Azure resources that use this identity",
            Self::Control => "Who can use this identity",
            Self::SignIns => "Sign-ins",
            Self::Changes => "Audit log",
        }
    }
}

impl EvidenceSection {
    /// A part made of a list, as far as it could be read.
    pub fn of<T>(kind: SectionKind, listing: &Result<Listing<T>, Problem>, entry: impl Fn(&T) -> SectionLine) -> Self {
        let (reading, entries) = match listing {
            Err(problem) => (SectionReading::NotRead(problem.into()), Vec::new()),
            Ok(listing) => {
                let reading = match &listing.gap {
                    Some(problem) => SectionReading::Partial(problem.into()),
                    None if listing.unreadable > 0 => {
                        SectionReading::Partial(Gap::unreadable_entries(listing.unreadable))
                    }
                    None => SectionReading::Complete,
                };
                (reading, listing.items.iter().map(entry).collect())
            }
        };
        Self { kind, reading, entries, limits: Vec::new() }
    }

    /// A part that no one asked for, or that had not been read yet.
    pub fn not_asked(kind: SectionKind) -> Self {
        Self { kind, reading: SectionReading::NotAsked, entries: Vec::new(), limits: Vec::new() }
    }

    /// The application permissions, with what their APIs say of them.
    pub fn app_roles(app_roles: &Result<Listing<AppRoleAssignment>, Problem>, apis: &KnownApis) -> Self {
        let mut section = Self::of(SectionKind::AppRoles, app_roles, |_| SectionLine::default());
        if let Ok(listing) = app_roles {
            let groups = by_api(&listing.items, apis);
            section.entries =
                groups.iter().flat_map(|group| group.roles.iter().map(move |role| app_role(group, role))).collect();
        }
        section
    }
}

fn app_role(api: &ApiAppRoles, role: &AssignedAppRole) -> SectionLine {
    let remark = match &role.standing {
        AppRoleStatus::Offered(_) => None,
        AppRoleStatus::Disabled(_) => {
            Some("disabled by the API: can't be granted anymore, in access tokens until it's revoked")
        }
        AppRoleStatus::NotListed => Some("not in the API's list of permissions, but in Microsoft's documentation"),
        AppRoleStatus::RoleGone => Some("permission no longer exists"),
        AppRoleStatus::ApiGone => Some("API deleted"),
        AppRoleStatus::DefaultAccess => Some("default access"),
        AppRoleStatus::NotRead => Some("API not loaded"),
    };
    SectionLine {
        what: role.label(),
        what_id: role.assignment.grant.app_role.to_string(),
        of: Some(api.name.clone()),
        of_id: Some(api.api.as_ref().map_or_else(|| api.resource.to_string(), |api| api.app_id.to_string())),
        assignment_id: Some(role.assignment.id.to_string()),
        since: role.assignment.created,
        tier: api.rating(role).and_then(|rating| rating.verdict).map(|verdict| tier(&verdict)),
        remark: remark.map(str::to_owned),
        ..SectionLine::default()
    }
}

/// The tier with its reason, as one text.
pub(super) fn tier(verdict: &TierRating) -> String {
    format!("Tier {}: {}", verdict.tier.number(), verdict.reason)
}
