//! What the definition of an Azure role allows, and what a user may do at a scope.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/role-definitions>

use super::azure_role::AzureScope;
use super::guid::Guid;

/// An Azure role as its definition tells it.
///
/// <https://learn.microsoft.com/rest/api/authorization/role-definitions/list>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureRoleDefinition {
    /// The last part of the ID of the definition; for a built-in role the same everywhere.
    pub role: Guid,
    /// The name.
    pub name: String,
    /// What the role is for, in the service's words.
    pub description: String,
    /// Whether it is a role of the tenant's own.
    pub custom: bool,
    /// What the role allows, in blocks.
    pub permissions: Vec<AzurePermissions>,
    /// The scopes at and below which the role can be assigned.
    pub assignable_scopes: Vec<AzureScope>,
}

/// One block of permissions. What one block excludes, another may allow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AzurePermissions {
    /// Actions on resources, with `*` for any text.
    pub actions: Vec<String>,
    /// What is excluded from the actions of this block.
    pub not_actions: Vec<String>,
    /// Actions on data.
    pub data_actions: Vec<String>,
    /// What is excluded from the data actions of this block.
    pub not_data_actions: Vec<String>,
}

/// What the signed-in user may do at a scope, as the service lists it: active roles at the scope and above, those of
/// groups included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AzureRights {
    /// The blocks of all roles.
    pub blocks: Vec<AzurePermissions>,
    /// Whether every block could be read.
    pub complete: bool,
}

/// Whether a user may do something at a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AzureRight {
    /// A role allows the action. A condition, a deny assignment, a lock or a policy can still forbid it: the service
    /// doesn't list those.
    Probably,
    /// No role allows the action.
    No,
    /// No role that could be read allows the action, and not everything could be read.
    Unknown,
}

/// Something that takes a right in Azure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AzureTask {
    /// See role assignments.
    ReadAssignments,
    /// Assign a role.
    Assign,
    /// Remove a role assignment.
    Remove,
    /// Assign or remove a role through Privileged Identity Management.
    Schedule,
    /// Create or change a user-assigned identity.
    CreateIdentity,
    /// Attach a user-assigned identity to a resource: the right on the identity. Changing the resource takes another.
    AttachIdentity,
    /// Delete a user-assigned identity.
    DeleteIdentity,
}

impl AzureTask {
    /// The action that the service checks.
    ///
    /// <https://learn.microsoft.com/azure/role-based-access-control/permissions/management-and-governance>
    pub fn action(self) -> &'static str {
        match self {
            Self::ReadAssignments => "Microsoft.Authorization/roleAssignments/read",
            Self::Assign => "Microsoft.Authorization/roleAssignments/write",
            Self::Remove => "Microsoft.Authorization/roleAssignments/delete",
            Self::Schedule => "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
            Self::CreateIdentity => "Microsoft.ManagedIdentity/userAssignedIdentities/write",
            Self::AttachIdentity => "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
            Self::DeleteIdentity => "Microsoft.ManagedIdentity/userAssignedIdentities/delete",
        }
    }
}

impl AzureRights {
    /// Whether a task is allowed.
    pub fn may(&self, task: AzureTask) -> AzureRight {
        self.allows(task.action())
    }

    /// Whether an action on resources is allowed, such as `Microsoft.Web/sites/write`.
    pub fn allows(&self, action: &str) -> AzureRight {
        match self.blocks.iter().any(|block| block.allows(action)) {
            true => AzureRight::Probably,
            false if self.complete => AzureRight::No,
            false => AzureRight::Unknown,
        }
    }
}

impl AzurePermissions {
    /// Whether this block allows an action on resources: one of its actions matches, and nothing that it excludes.
    ///
    /// Managed Identity Operator has `userAssignedIdentities/*/assign/action`, while the service asks for
    /// `userAssignedIdentities/assign/action` and accepts that role, so that an action of this form is tried in both
    /// spellings.
    pub fn allows(&self, action: &str) -> bool {
        let other = action.strip_suffix("/assign/action").map(|kind| format!("{kind}/x/assign/action"));
        std::iter::once(action).chain(other.as_deref()).any(|action| {
            let listed = |patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, action));
            listed(&self.actions) && !listed(&self.not_actions)
        })
    }
}

/// Whether a pattern stands for an action: without regard to case, `*` for any text, slashes included.
fn matches(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = action.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(actions: &[&str], not_actions: &[&str]) -> AzurePermissions {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        AzurePermissions { actions: texts(actions), not_actions: texts(not_actions), ..AzurePermissions::default() }
    }

    fn contributor() -> AzurePermissions {
        block(&["*"], &["Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write"])
    }

    #[test]
    fn action_is_matched_without_case_and_across_slashes() {
        for (pattern, action, wanted) in [
            ("*", "Microsoft.Web/sites/write", true),
            ("*/read", "microsoft.web/sites/slots/READ", true),
            ("*/read", "Microsoft.Web/sites/readers", false),
            ("Microsoft.Authorization/*", "Microsoft.Authorization/roleAssignments/write", true),
            ("Microsoft.Authorization/*/read", "Microsoft.Authorization/read", false),
            ("Microsoft.Web/sites/write", "Microsoft.Web/sites/write/x", false),
            ("Microsoft.*/sites/*/read", "Microsoft.Web/sites/a/b/read", true),
            ("Microsoft.Web/*/ab", "Microsoft.Web/a", false),
            ("", "x", false),
        ] {
            assert_eq!(matches(pattern, action), wanted, "{pattern} {action}");
        }
    }

    #[test]
    fn exclusion_of_one_block_takes_nothing_from_another() {
        let rights = |blocks| AzureRights { blocks, complete: true };
        assert_eq!(rights(vec![contributor()]).may(AzureTask::Assign), AzureRight::No);
        assert_eq!(rights(vec![contributor()]).may(AzureTask::CreateIdentity), AzureRight::Probably);
        let both = rights(vec![contributor(), block(&["Microsoft.Authorization/roleAssignments/write"], &[])]);
        assert_eq!((both.may(AzureTask::Assign), both.may(AzureTask::Remove)), (AzureRight::Probably, AzureRight::No));
        assert_eq!(rights(Vec::new()).may(AzureTask::ReadAssignments), AzureRight::No);
    }

    #[test]
    fn attaching_is_found_in_both_spellings() {
        let may = |action: &str| {
            AzureRights { blocks: vec![block(&[action], &[])], complete: true }.may(AzureTask::AttachIdentity)
        };
        assert_eq!(may("Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action"), AzureRight::Probably);
        assert_eq!(may("Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"), AzureRight::Probably);
        assert_eq!(may("Microsoft.ManagedIdentity/userAssignedIdentities/read"), AzureRight::No);
    }

    #[test]
    fn what_could_not_be_read_is_unknown_and_not_missing() {
        let rights = AzureRights { blocks: vec![contributor()], complete: false };
        assert_eq!(rights.may(AzureTask::Assign), AzureRight::Unknown);
        assert_eq!(rights.may(AzureTask::ReadAssignments), AzureRight::Probably);
    }
}
