//! Permission sets that come with the page: what a usual job needs, by ids that are the same in every tenant.
//!
//! Each is the least that the job is documented to need, but for the first, which is as broad as the script that it
//! replaces. A job that is usually done with a broad permission gets the narrow one, where there is one.

use super::wish::{Lasting, Wish};
use crate::change::permission::{AppRoleName, Permission, RoleKey};
use crate::directory_role::DirectoryScope;
use crate::ids::{AppId, RoleDefinitionId};
use crate::traps::exchange::EXCHANGE_RECIPIENT_ADMINISTRATOR;
use crate::well_known::{EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// The Office 365 Management APIs.
const OFFICE_365_MANAGEMENT: AppId = AppId::known("c5393580-f805-4401-95e8-94b7a6ef2fc2");

/// A set that comes with the page. Its name and purpose are with the page's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PermissionSet {
    /// A runbook that manages users, groups, sites and mailboxes of Microsoft 365.
    Microsoft365Automation,
    /// A runbook that sends mail. Which mailboxes it may use is limited in Exchange.
    MailSending,
    /// Creating teams and channels, and adding members.
    TeamsAutomation,
    /// Working in chosen sites, through Microsoft Graph and through SharePoint itself. Each site is opened to it there.
    SharePointSites,
    /// Exporting reports of devices, apps and settings from Intune.
    IntuneReports,
    /// Managing mailboxes and other recipients with Exchange Online PowerShell.
    ExchangeRecipients,
    /// Reading access packages, reviews, lifecycle workflows and directory roles.
    IdentityGovernanceReports,
    /// Reading audit logs, sign-ins and usage reports.
    LogReading,
    /// Reading the audit feed of Microsoft 365, for a log store of one's own.
    AuditFeed,
    /// Reading alerts, incidents and risky users.
    SecurityMonitoring,
    /// Reading users, groups and their members.
    DirectoryReports,
    /// Watching when secrets and certificates of applications expire.
    CredentialExpiry,
    /// Offboarding users: disabling accounts, revoking sessions, removing group memberships and licenses.
    AccountClosing,
    /// The server identity of Azure SQL Database, Azure Synapse or SQL Managed Instance, which looks up the Entra users,
    /// groups and applications that become logins. It takes the place of the Directory Readers role.
    ///
    /// <https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity>
    AzureSqlServer,
    /// The machine's identity for SQL Server enabled by Azure Arc, which looks up the same.
    ///
    /// <https://learn.microsoft.com/sql/sql-server/azure-arc/microsoft-entra-authentication-with-managed-identity>
    ArcSqlServer,
    /// The tests of Maester, which only read. Messages about the results are sent with other permissions.
    ///
    /// <https://maester.dev/docs/monitoring/azure-automation>, `website/docs/sections/permissions.md` of
    /// <https://github.com/maester365/maester>
    MaesterTests,
}

enum SetPermission {
    AppRole(AppId, &'static str),
    DirectoryRole(RoleDefinitionId),
}

use SetPermission::{AppRole, DirectoryRole};

impl PermissionSet {
    /// Every set.
    pub const ALL: &'static [Self] = &[
        Self::Microsoft365Automation,
        Self::MailSending,
        Self::TeamsAutomation,
        Self::SharePointSites,
        Self::IntuneReports,
        Self::ExchangeRecipients,
        Self::IdentityGovernanceReports,
        Self::LogReading,
        Self::AuditFeed,
        Self::SecurityMonitoring,
        Self::DirectoryReports,
        Self::CredentialExpiry,
        Self::AccountClosing,
        Self::AzureSqlServer,
        Self::ArcSqlServer,
        Self::MaesterTests,
    ];

    /// The permissions of the set, as wishes.
    pub fn wishes(self) -> Vec<Wish> {
        self.entries()
            .iter()
            .map(|entry| match *entry {
                AppRole(api, value) => Wish::Add(
                    Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value.to_owned()) }),
                    Lasting::Permanent,
                ),
                DirectoryRole(role) => {
                    Wish::Add(Permission::EntraRole { role, scope: DirectoryScope::Tenant }, Lasting::Permanent)
                }
            })
            .collect()
    }

    #[rustfmt::skip]
    fn entries(self) -> &'static [SetPermission] {
        match self {
            Self::Microsoft365Automation => &[
                AppRole(MICROSOFT_GRAPH, "UserAuthenticationMethod.Read.All"),
                AppRole(MICROSOFT_GRAPH, "Group.ReadWrite.All"),
                AppRole(MICROSOFT_GRAPH, "Directory.Read.All"),
                AppRole(MICROSOFT_GRAPH, "User.ReadWrite.All"),
                AppRole(SHAREPOINT_ONLINE, "Sites.FullControl.All"),
                AppRole(SHAREPOINT_ONLINE, "TermStore.ReadWrite.All"),
                AppRole(SHAREPOINT_ONLINE, "User.ReadWrite.All"),
                AppRole(EXCHANGE_ONLINE, "Exchange.ManageAsApp"),
                DirectoryRole(EXCHANGE_ADMINISTRATOR),
            ],
            Self::MailSending => &[AppRole(MICROSOFT_GRAPH, "Mail.Send")],
            Self::TeamsAutomation => &[
                AppRole(MICROSOFT_GRAPH, "Team.Create"),
                AppRole(MICROSOFT_GRAPH, "Channel.Create"),
                AppRole(MICROSOFT_GRAPH, "TeamMember.ReadWrite.All"),
            ],
            Self::SharePointSites => &[
                AppRole(MICROSOFT_GRAPH, "Sites.Selected"),
                AppRole(SHAREPOINT_ONLINE, "Sites.Selected"),
            ],
            Self::IntuneReports => &[
                AppRole(MICROSOFT_GRAPH, "DeviceManagementManagedDevices.Read.All"),
                AppRole(MICROSOFT_GRAPH, "DeviceManagementConfiguration.Read.All"),
                AppRole(MICROSOFT_GRAPH, "DeviceManagementApps.Read.All"),
            ],
            Self::ExchangeRecipients => &[
                AppRole(EXCHANGE_ONLINE, "Exchange.ManageAsApp"),
                DirectoryRole(EXCHANGE_RECIPIENT_ADMINISTRATOR),
            ],
            Self::IdentityGovernanceReports => &[
                AppRole(MICROSOFT_GRAPH, "EntitlementManagement.Read.All"),
                AppRole(MICROSOFT_GRAPH, "AccessReview.Read.All"),
                AppRole(MICROSOFT_GRAPH, "LifecycleWorkflows.Read.All"),
                AppRole(MICROSOFT_GRAPH, "RoleManagement.Read.Directory"),
            ],
            Self::LogReading => &[
                AppRole(MICROSOFT_GRAPH, "AuditLog.Read.All"),
                AppRole(MICROSOFT_GRAPH, "Reports.Read.All"),
            ],
            Self::AuditFeed => &[AppRole(OFFICE_365_MANAGEMENT, "ActivityFeed.Read")],
            Self::SecurityMonitoring => &[
                AppRole(MICROSOFT_GRAPH, "SecurityAlert.Read.All"),
                AppRole(MICROSOFT_GRAPH, "SecurityIncident.Read.All"),
                AppRole(MICROSOFT_GRAPH, "IdentityRiskyUser.Read.All"),
                AppRole(MICROSOFT_GRAPH, "IdentityRiskEvent.Read.All"),
            ],
            Self::DirectoryReports => &[
                AppRole(MICROSOFT_GRAPH, "User.Read.All"),
                AppRole(MICROSOFT_GRAPH, "GroupMember.Read.All"),
            ],
            Self::CredentialExpiry => &[AppRole(MICROSOFT_GRAPH, "Application.Read.All")],
            Self::AccountClosing => &[
                AppRole(MICROSOFT_GRAPH, "User.Read.All"),
                AppRole(MICROSOFT_GRAPH, "User.EnableDisableAccount.All"),
                AppRole(MICROSOFT_GRAPH, "User.RevokeSessions.All"),
                AppRole(MICROSOFT_GRAPH, "GroupMember.ReadWrite.All"),
                AppRole(MICROSOFT_GRAPH, "LicenseAssignment.ReadWrite.All"),
            ],
            Self::AzureSqlServer | Self::ArcSqlServer => &[
                AppRole(MICROSOFT_GRAPH, "User.Read.All"),
                AppRole(MICROSOFT_GRAPH, "GroupMember.Read.All"),
                AppRole(MICROSOFT_GRAPH, "Application.Read.All"),
            ],
            Self::MaesterTests => &[
                AppRole(MICROSOFT_GRAPH, "DeviceManagementConfiguration.Read.All"),
                AppRole(MICROSOFT_GRAPH, "DeviceManagementManagedDevices.Read.All"),
                AppRole(MICROSOFT_GRAPH, "DeviceManagementRBAC.Read.All"),
                AppRole(MICROSOFT_GRAPH, "DeviceManagementServiceConfig.Read.All"),
                AppRole(MICROSOFT_GRAPH, "Directory.Read.All"),
                AppRole(MICROSOFT_GRAPH, "DirectoryRecommendations.Read.All"),
                AppRole(MICROSOFT_GRAPH, "IdentityRiskEvent.Read.All"),
                AppRole(MICROSOFT_GRAPH, "OnPremDirectorySynchronization.Read.All"),
                AppRole(MICROSOFT_GRAPH, "OrgSettings-AppsAndServices.Read.All"),
                AppRole(MICROSOFT_GRAPH, "OrgSettings-Forms.Read.All"),
                AppRole(MICROSOFT_GRAPH, "Policy.Read.All"),
                AppRole(MICROSOFT_GRAPH, "Policy.Read.ConditionalAccess"),
                AppRole(MICROSOFT_GRAPH, "PrivilegedAccess.Read.AzureAD"),
                AppRole(MICROSOFT_GRAPH, "Reports.Read.All"),
                AppRole(MICROSOFT_GRAPH, "ReportSettings.Read.All"),
                AppRole(MICROSOFT_GRAPH, "RoleEligibilitySchedule.Read.Directory"),
                AppRole(MICROSOFT_GRAPH, "RoleManagement.Read.All"),
                AppRole(MICROSOFT_GRAPH, "SecurityIdentitiesSensors.Read.All"),
                AppRole(MICROSOFT_GRAPH, "SecurityIdentitiesHealth.Read.All"),
                AppRole(MICROSOFT_GRAPH, "SharePointTenantSettings.Read.All"),
                AppRole(MICROSOFT_GRAPH, "ThreatHunting.Read.All"),
                AppRole(MICROSOFT_GRAPH, "UserAuthenticationMethod.Read.All"),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::apis::well_known_apis;
    use crate::catalog::directory_roles::built_in_roles;
    use crate::traps::example::ExampleIdentity;
    use crate::traps::{TrapSeverity, traps};

    /// The app roles and the Entra roles of a set.
    fn parts(set: PermissionSet) -> (Vec<(AppId, &'static str)>, Vec<RoleDefinitionId>) {
        let (mut app_roles, mut roles) = (Vec::new(), Vec::new());
        for entry in set.entries() {
            match *entry {
                AppRole(api, value) => app_roles.push((api, value)),
                DirectoryRole(role) => roles.push(role),
            }
        }
        (app_roles, roles)
    }

    #[test]
    fn everything_in_a_set_exists_and_can_be_granted() {
        let apis = well_known_apis();
        for &set in PermissionSet::ALL {
            let (app_roles, roles) = parts(set);
            for (api, value) in app_roles {
                let role = apis.iter().filter(|it| it.app_id == api).flat_map(|it| &it.app_roles);
                let found = role.into_iter().find(|role| role.value == value).unwrap_or_else(|| panic!("{value}"));
                assert!(found.enabled && !found.for_people, "{value}");
            }
            for role in roles {
                assert!(built_in_roles().any(|it| it.id == role && it.assignable), "{role}");
            }
        }
    }

    #[test]
    fn no_set_asks_for_a_thing_twice_or_walks_into_a_trap() {
        for &set in PermissionSet::ALL {
            let wishes = set.wishes();
            assert!(!wishes.is_empty() && (1..wishes.len()).all(|at| !wishes[..at].contains(&wishes[at])), "{set:?}");
            let (app_roles, roles) = parts(set);
            let identity =
                roles.iter().fold(ExampleIdentity::with_app_roles(&app_roles), |it, &role| it.with_role(role, "/"));
            // Microsoft Graph and SharePoint share an id in the first set, which is only easily mistaken.
            let found = identity.with(traps);
            assert!(found.iter().all(|trap| trap.severity() == TrapSeverity::EasilyMistaken), "{set:?}: {found:?}");
        }
    }

    #[test]
    fn every_set_is_among_all() {
        let last = PermissionSet::MaesterTests;
        assert_eq!(PermissionSet::ALL.len(), last as usize + 1);
        assert_eq!(PermissionSet::ALL.last(), Some(&last));
    }
}
