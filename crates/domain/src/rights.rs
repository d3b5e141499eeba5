//! What a user may do with the page, as far as their directory roles tell.
//!
//! The list of roles warns and never forbids: custom roles, roles for a part of the tenant and owners of an API can do
//! more than it tells, and the service decides. Deliberately absent: what the sign-in covers, which is asked for when
//! it is needed.

use super::ids::RoleDefinitionId;
use super::problem::Problem;
use super::well_known::{
    APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR, EXCHANGE_ONLINE, GLOBAL_ADMINISTRATOR, GLOBAL_READER,
    MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR, REPORTS_READER, SECURITY_ADMINISTRATOR, SECURITY_READER,
    roles_that_assign, roles_that_grant,
};

/// Something that people come to the page for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdminTask {
    /// Reading identities and their permissions. Every member of a tenant may, unless the tenant limits it.
    Look,
    /// Granting and revoking permissions of Microsoft Graph.
    GrantGraph,
    /// Granting and revoking permissions of the other APIs.
    GrantOthers,
    /// Assigning and removing directory roles.
    AssignRoles,
    /// Reading who granted what, and when an identity signed in.
    ReadLogs,
    /// Consenting for the organization to what the page asks for.
    Consent,
}

/// Whether a user can do a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskStatus {
    /// It takes no role.
    Everybody,
    /// They have a role that does.
    Holds(RoleDefinitionId),
    /// They may activate a role that does.
    MayActivate(RoleDefinitionId),
    /// They have none of the roles that usually do.
    ProbablyNot,
    /// Which roles they have could not be read.
    NotKnown,
}

impl AdminTask {
    /// Every task, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Look, Self::ReadLogs, Self::GrantOthers, Self::GrantGraph, Self::AssignRoles, Self::Consent];

    /// The roles of which one is usually enough, the least powerful first; empty, where none is needed.
    ///
    /// <https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task>
    /// <https://learn.microsoft.com/graph/api/directoryaudit-list>
    /// <https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent>
    pub fn roles(self) -> &'static [RoleDefinitionId] {
        match self {
            Self::Look => &[],
            Self::GrantGraph => roles_that_grant(MICROSOFT_GRAPH),
            Self::GrantOthers => roles_that_grant(EXCHANGE_ONLINE),
            Self::AssignRoles => roles_that_assign(),
            Self::ReadLogs => &[
                REPORTS_READER,
                SECURITY_READER,
                GLOBAL_READER,
                SECURITY_ADMINISTRATOR,
                CLOUD_APPLICATION_ADMINISTRATOR,
                APPLICATION_ADMINISTRATOR,
                GLOBAL_ADMINISTRATOR,
            ],
            // The page asks for delegated permissions only, for which an administrator of applications is enough.
            Self::Consent => &[
                CLOUD_APPLICATION_ADMINISTRATOR,
                APPLICATION_ADMINISTRATOR,
                PRIVILEGED_ROLE_ADMINISTRATOR,
                GLOBAL_ADMINISTRATOR,
            ],
        }
    }

    /// Whether a user with these roles can do it. `eligible` are those that they may activate.
    pub fn status(self, active: &Result<Vec<RoleDefinitionId>, Problem>, eligible: &[RoleDefinitionId]) -> TaskStatus {
        let enough = self.roles();
        if enough.is_empty() {
            return TaskStatus::Everybody;
        }
        let among = |roles: &[RoleDefinitionId]| enough.iter().copied().find(|role| roles.contains(role));
        match (active.as_deref().map(among), among(eligible)) {
            (Ok(Some(role)), _) => TaskStatus::Holds(role),
            (_, Some(role)) => TaskStatus::MayActivate(role),
            (Ok(None), None) => TaskStatus::ProbablyNot,
            (Err(_), None) => TaskStatus::NotKnown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::directory_roles::built_in_roles;

    #[test]
    fn roles_are_held_or_can_be_activated_or_are_missing() {
        let check = |task: AdminTask, active: &[RoleDefinitionId], eligible: &[RoleDefinitionId], wanted| {
            assert_eq!(task.status(&Ok(active.to_vec()), eligible), wanted, "{task:?}");
        };
        check(AdminTask::Look, &[], &[], TaskStatus::Everybody);
        check(AdminTask::GrantGraph, &[APPLICATION_ADMINISTRATOR], &[], TaskStatus::ProbablyNot);
        check(AdminTask::GrantOthers, &[APPLICATION_ADMINISTRATOR], &[], TaskStatus::Holds(APPLICATION_ADMINISTRATOR));
        let [least, most] = [PRIVILEGED_ROLE_ADMINISTRATOR, GLOBAL_ADMINISTRATOR];
        check(AdminTask::GrantGraph, &[], &[most, least], TaskStatus::MayActivate(least));
        check(AdminTask::AssignRoles, &[most], &[least], TaskStatus::Holds(most));
    }

    #[test]
    fn roles_that_could_not_be_read_are_not_called_missing() {
        let unread = Err(Problem::Offline);
        assert_eq!(AdminTask::AssignRoles.status(&unread, &[]), TaskStatus::NotKnown);
        let eligible = [PRIVILEGED_ROLE_ADMINISTRATOR];
        assert_eq!(
            AdminTask::AssignRoles.status(&unread, &eligible),
            TaskStatus::MayActivate(PRIVILEGED_ROLE_ADMINISTRATOR)
        );
        assert_eq!(AdminTask::Look.status(&unread, &[]), TaskStatus::Everybody);
    }

    #[test]
    fn every_role_that_is_named_exists() {
        for role in AdminTask::ALL.into_iter().flat_map(AdminTask::roles) {
            assert!(built_in_roles().any(|known| known.id == *role), "{role}");
        }
    }
}
