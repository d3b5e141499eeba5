//! The APIs that access tokens are given for, with the scopes that each has.

/// An API that access tokens are given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Microsoft Graph. Scopes without a prefix are its own.
    Graph,
    /// Azure Resource Manager.
    Arm,
}

/// Microsoft Graph's delegated scopes that the page may ask for, and whether only an administrator may consent.
///
/// <https://learn.microsoft.com/graph/permissions-reference>
const GRAPH_SCOPES: [(&str, bool); 29] = [
    ("AdministrativeUnit.Read.All", true),
    ("Application.Read.All", true),
    ("Application.ReadWrite.All", true),
    ("AppRoleAssignment.ReadWrite.All", true),
    ("AuditLog.Read.All", true),
    ("CustomSecAttributeAssignment.Read.All", true),
    ("DelegatedPermissionGrant.ReadWrite.All", true),
    ("Device.Read.All", true),
    ("Directory.AccessAsUser.All", true),
    ("Directory.Read.All", true),
    ("Directory.ReadWrite.All", true),
    ("Group.Read.All", true),
    ("Group.ReadWrite.All", true),
    ("GroupMember.Read.All", true),
    ("GroupMember.ReadWrite.All", true),
    ("Mail.Read", false),
    ("Organization.Read.All", true),
    ("Policy.Read.All", true),
    ("Reports.Read.All", true),
    ("RoleAssignmentSchedule.Read.Directory", true),
    ("RoleAssignmentSchedule.ReadWrite.Directory", true),
    ("RoleEligibilitySchedule.Read.Directory", true),
    ("RoleEligibilitySchedule.ReadWrite.Directory", true),
    ("RoleManagement.Read.All", true),
    ("RoleManagement.Read.Directory", true),
    ("RoleManagement.ReadWrite.Directory", true),
    ("User.Read", false),
    ("User.Read.All", true),
    ("User.ReadBasic.All", false),
];

const ARM_SCOPES: [(&str, bool); 1] = [("user_impersonation", false)];

impl Resource {
    /// The prefix that names the resource in a scope.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Graph => "https://graph.microsoft.com/",
            Self::Arm => "https://management.azure.com/",
        }
    }

    fn scopes(self) -> &'static [(&'static str, bool)] {
        match self {
            Self::Graph => &GRAPH_SCOPES,
            Self::Arm => &ARM_SCOPES,
        }
    }

    /// The scope as the resource spells it, and whether only an administrator may consent to it.
    pub(super) fn scope(self, name: &str) -> Option<(&'static str, bool)> {
        self.scopes().iter().copied().find(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// Whether only an administrator may consent to the scope.
    pub(super) fn needs_administrator(self, name: &str) -> bool {
        self.scope(name).is_none_or(|(_, administrator)| administrator)
    }
}
