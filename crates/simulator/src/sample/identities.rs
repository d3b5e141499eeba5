//! The ordinary identities of the sample, by what they are for.

use std::time::Duration;

use super::apis::{self, DEFENDER, DEPOT_GATEWAY_API, LOG_ANALYTICS, OFFICE_MANAGEMENT, ORDERS_API, THREAT_PROTECTION};
use super::azure::Host::{self, OfSubscription, System, User};
use super::azure::{CORPORATE, DEVELOPMENT, PRODUCTION};
use super::dates::days_before;
use super::ids::id_of;
use crate::tenant::{ServicePrincipal, Tenant};
use domain::guid::Guid;
use domain::ids::{AppId, ServicePrincipalId};
use domain::time::Timestamp;
use domain::well_known::{EXCHANGE_ONLINE as EXCHANGE, MICROSOFT_GRAPH as GRAPH, SHAREPOINT_ONLINE as SHAREPOINT};

/// An identity before it is made.
pub(super) struct Identity {
    /// Its name, which for a system-assigned one is that of the resource.
    pub name: &'static str,
    /// What it belongs to.
    pub host: Host,
    /// How many days ago it was made.
    pub age: u64,
    /// The app roles it was given, by the API and their values.
    pub holds: &'static [(AppId, &'static [&'static str])],
}

/// The id of the identity that is at this host: names alone are not unique.
pub(super) fn identity(name: &str, host: Host) -> ServicePrincipalId {
    ServicePrincipalId(id_of("identity", &host.alternative_names(name).concat()))
}

/// The id of the identity or program of this name; of several, of one of them.
pub(super) fn id_by_name(tenant: &Tenant, name: &str) -> Option<Guid> {
    tenant.service_principals.values().find(|it| it.display_name == name).map(|it| it.id.0)
}

pub(super) fn add(tenant: &mut Tenant, now: Timestamp) {
    for it in IDENTITIES {
        add_one(tenant, it, now);
    }
}

/// Adds an identity with its permissions; the roles were granted one after the other, two days after it was made.
pub(super) fn add_one(tenant: &mut Tenant, it: &Identity, now: Timestamp) -> ServicePrincipalId {
    let id = identity(it.name, it.host);
    let [how, resource] = it.host.alternative_names(it.name);
    let app_id = AppId(id_of("client", &resource));
    let created = days_before(now, it.age);
    let principal = ServicePrincipal::managed_identity(id, app_id, it.name, &[&how, &resource]);
    tenant.add_service_principal(ServicePrincipal { created, ..principal });
    let wanted = it.holds.iter().flat_map(|&(api, values)| values.iter().map(move |value| (api, *value)));
    let roles: Vec<_> = wanted.filter_map(|(api, value)| apis::role(tenant, api, value)).collect();
    grant_all(tenant, id, &roles, days_before(now, it.age.saturating_sub(2)));
    id
}

/// Grants roles some seconds apart.
pub(super) fn grant_all(tenant: &mut Tenant, id: ServicePrincipalId, roles: &[apis::RoleOfApi], first: Timestamp) {
    for (number, &(api, role)) in (0..).zip(roles) {
        tenant.grant(id.0, api, role, first + Duration::from_secs(number * 7));
    }
}

const fn named(
    name: &'static str,
    host: Host,
    age: u64,
    holds: &'static [(AppId, &'static [&'static str])],
) -> Identity {
    Identity { name, host, age, holds }
}

#[rustfmt::skip]
pub(super) const IDENTITIES: &[Identity] = &[
    // Automation of Microsoft 365.
    named("LazyAutomationAccount", LAZY, 3, &[]),
    named("aa-m365-lifecycle", System(CORPORATE, "rg-automation", "Microsoft.Automation/automationAccounts/aa-m365-lifecycle"), 702, &[
        (GRAPH, &["UserAuthenticationMethod.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "User.ReadWrite.All"]),
        (SHAREPOINT, &["Sites.FullControl.All", "TermStore.ReadWrite.All", "User.ReadWrite.All"]),
        (EXCHANGE, &["Exchange.ManageAsApp"]),
    ]),
    named("func-onboarding-prod", System(CORPORATE, "rg-onboarding", "Microsoft.Web/sites/func-onboarding-prod"), 511, &[
        (GRAPH, &["User.ReadWrite.All", "Group.ReadWrite.All", "LicenseAssignment.ReadWrite.All", "Mail.Send"]),
    ]),
    named("func-onboarding-prod/slots/staging", System(CORPORATE, "rg-onboarding", "Microsoft.Web/sites/func-onboarding-prod/slots/staging"), 498, &[
        (GRAPH, &["User.Read.All", "Group.Read.All"]),
    ]),
    named("func-teams-provisioning", System(CORPORATE, "rg-collaboration", "Microsoft.Web/sites/func-teams-provisioning"), 233, &[
        (GRAPH, &["Team.Create", "TeamMember.ReadWrite.All", "TeamSettings.ReadWrite.All", "Channel.Create", "Group.ReadWrite.All",
                  "TeamsAppInstallation.ReadWriteForTeam.All"]),
    ]),
    named("logic-invoice-approval", System(CORPORATE, "rg-finance", "Microsoft.Logic/workflows/logic-invoice-approval"), 389, &[
        (GRAPH, &["Mail.Send", "Mail.Read", "Sites.Selected"]),
    ]),
    named("logic-teams-notify", System(CORPORATE, "rg-collaboration", "Microsoft.Logic/workflows/logic-teams-notify"), 150, &[
        (GRAPH, &["TeamsActivity.Send", "Chat.Create", "User.ReadBasic.All"]),
    ]),
    named("logic-leaver-mailboxes", System(CORPORATE, "rg-onboarding", "Microsoft.Logic/workflows/logic-leaver-mailboxes"), 620, &[
        (EXCHANGE, &["full_access_as_app", "MailboxSettings.ReadWrite"]),
    ]),
    named("id-profile-sync", User(CORPORATE, "rg-onboarding"), 301, &[
        (GRAPH, &["User.ReadWrite.All"]),
        (SHAREPOINT, &["User.ReadWrite.All"]),
    ]),
    named("id-sharepoint-profiles", User(CORPORATE, "rg-onboarding"), 288, &[
        (SHAREPOINT, &["User.ReadWrite.All"]),
    ]),
    named(HR_SYNC, User(CORPORATE, "rg-hr"), 777, TWENTY_SIX),
    // Security and operations.
    named("logic-defender-triage", System(CORPORATE, "rg-security", "Microsoft.Logic/workflows/logic-defender-triage"), 420, &[
        (GRAPH, &["SecurityIncident.ReadWrite.All", "SecurityAlert.ReadWrite.All", "ThreatHunting.Read.All"]),
        (DEFENDER, &["Machine.Isolate", "Machine.Read.All", "Machine.LiveResponse", "Alert.ReadWrite.All", "Ti.ReadWrite"]),
        (THREAT_PROTECTION, &["Incident.ReadWrite.All", "AdvancedHunting.Read.All"]),
    ]),
    named("id-audit-export", User(CORPORATE, "rg-security"), 840, &[
        (OFFICE_MANAGEMENT, &["ActivityFeed.Read", "ServiceHealth.Read"]),
        (GRAPH, &["AuditLog.Read.All", "Directory.Read.All"]),
    ]),
    named("id-breakglass-monitor", User(CORPORATE, "rg-security"), 365, &[
        (GRAPH, &["RoleManagement.Read.Directory", "AuditLog.Read.All", "Policy.Read.All"]),
    ]),
    named("id-identity-governance", User(CORPORATE, "rg-security"), 95, &[
        (GRAPH, &["RoleManagement.ReadWrite.Directory", "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup", "EntitlementManagement.ReadWrite.All"]),
    ]),
    named("id-device-cleanup", User(CORPORATE, "rg-devices"), 264, &[
        (GRAPH, &["DeviceManagementManagedDevices.ReadWrite.All", "DeviceManagementManagedDevices.PrivilegedOperations.All", "Device.ReadWrite.All",
                  "DeviceLocalCredential.Read.All", "BitlockerKey.Read.All"]),
    ]),
    named("id-guest-invites", User(CORPORATE, "rg-collaboration"), 190, &[
        (GRAPH, &["User.Invite.All"]),
    ]),
    named("id-docs-duplicate-coverage", User(CORPORATE, "rg-collaboration"), 77, &[
        (GRAPH, &["Directory.ReadWrite.All", "Directory.Read.All", "User.Read.All", "Group.Read.All"]),
    ]),
    // Delivery.
    named("id-halden-deploy", User(PRODUCTION, "rg-delivery"), 655, &[
        (GRAPH, &["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"]),
    ]),
    named(BUILD_AGENTS, System(DEVELOPMENT, "rg-build", "Microsoft.Compute/virtualMachineScaleSets/vmss-build-agents"), 540, &[
        (GRAPH, &["Application.ReadWrite.OwnedBy"]),
    ]),
    named("aks-prod-weu", System(PRODUCTION, "rg-platform", "Microsoft.ContainerService/managedClusters/aks-prod-weu"), 913, &[]),
    named("aks-prod-weu-agentpool", User(PRODUCTION, "mc_rg-platform_aks-prod-weu_westeurope"), 913, &[]),
    named("id-aks-workload-orders", User(PRODUCTION, "rg-platform"), 402, &[
        (ORDERS_API, &["Orders.Read.All", "Customs.Submit"]),
    ]),
    named("apim-halden", System(PRODUCTION, "rg-platform", "Microsoft.ApiManagement/service/apim-halden"), 1_110, &[
        (ORDERS_API, &["Orders.Read.All", "Orders.Audit"]),
    ]),
    named("ca-customs-broker", System(PRODUCTION, "rg-customs", "Microsoft.App/containerApps/ca-customs-broker"), 61, &[
        (ORDERS_API, &["Customs.Submit", "Invoices.Read.All"]),
    ]),
    named("stream-depot-telemetry", System(PRODUCTION, "rg-depots", "Microsoft.StreamAnalytics/streamingjobs/stream-depot-telemetry"), 205, &[
        (DEPOT_GATEWAY_API, &["Depot.Oslo.Telemetry", "Depot.Bergen.Telemetry", "Depot.Gothenburg.Telemetry", "Depot.Rotterdam.Telemetry"]),
    ]),
    named("app-depot-console", System(PRODUCTION, "rg-depots", "Microsoft.Web/sites/app-depot-console"), 207, &[
        (DEPOT_GATEWAY_API, &["Depot.Oslo.Read", "Depot.Oslo.Control", "Depot.Oslo.Doors", "Depot.Oslo.Alarms"]),
        (GRAPH, &["User.ReadBasic.All", "Presence.Read.All"]),
    ]),
    named("app-intranet", System(CORPORATE, "rg-intranet", "Microsoft.Web/sites/app-intranet"), 980, &[
        (GRAPH, &["Sites.Selected", "User.ReadBasic.All", "Calendars.ReadBasic.All"]),
        (SHAREPOINT, &["Sites.Selected"]),
    ]),
    // Data.
    named("sql-halden-prod", System(PRODUCTION, "rg-data", "Microsoft.Sql/servers/sql-halden-prod"), 1_020, &[
        (GRAPH, &["User.Read.All", "GroupMember.Read.All", "Application.Read.All"]),
    ]),
    named("adf-warehouse", System(PRODUCTION, "rg-data", "Microsoft.DataFactory/factories/adf-warehouse"), 870, &[
        (GRAPH, &["Reports.Read.All"]),
        (LOG_ANALYTICS, &["Data.Read"]),
    ]),
    named("syn-analytics", System(PRODUCTION, "rg-data", "Microsoft.Synapse/workspaces/syn-analytics"), 365, &[]),
    // Machines.
    named("vm-jump-01", System(PRODUCTION, "rg-machines", "Microsoft.Compute/virtualMachines/vm-jump-01"), 1_233, &[]),
    named("vm-sql-02", System(PRODUCTION, "rg-machines", "Microsoft.Compute/virtualMachines/vm-sql-02"), 744, &[
        (GRAPH, &["Directory.Read.All"]),
    ]),
    named("arc-osl-print01", System(PRODUCTION, "rg-arc", "Microsoft.HybridCompute/machines/arc-osl-print01"), 133, &[]),
    named("deploy-vm-monitoring", OfSubscription(PRODUCTION, "Microsoft.Authorization/policyAssignments/deploy-vm-monitoring"), 460, &[]),
    // Made for something that never came.
    named(SPARE, User(DEVELOPMENT, "rg-sandbox"), 31, &[]),
    // Two of the same name: a machine, and the identity that its backups run under.
    named("halden-backup", System(PRODUCTION, "rg-machines", "Microsoft.Compute/virtualMachines/halden-backup"), 688, &[]),
    named("halden-backup", User(CORPORATE, "rg-backup"), 350, &[
        (GRAPH, &["BackupRestore-Restore.ReadWrite.All", "Files.Read.All", "Mail.Read"]),
    ]),
];

/// An identity of which there is nothing to tell.
pub(super) const SPARE: &str = "id-spare";

/// An identity of which there is something of everything to tell.
pub(super) const HR_SYNC: &str = "id-hr-sync";

/// The account of the article that this program grew from: a runbook that was given nothing yet.
pub(super) const LAZY: Host =
    System(CORPORATE, "rg-automation", "Microsoft.Automation/automationAccounts/LazyAutomationAccount");

/// The machines that build previews, which own the registration they sign in with.
pub(super) const BUILD_AGENTS: &str = "vmss-build-agents";

/// What an identity has gathered over the years that synchronizes people with the personnel system.
#[rustfmt::skip]
const TWENTY_SIX: &[(AppId, &[&str])] = &[
    (GRAPH, &[
        "User.ReadWrite.All", "User.ManageIdentities.All", "User.EnableDisableAccount.All", "User-LifeCycleInfo.ReadWrite.All", "User-Phone.ReadWrite.All",
        "User.RevokeSessions.All", "Group.Read.All", "GroupMember.ReadWrite.All", "Directory.Read.All", "LicenseAssignment.ReadWrite.All",
        "OrgContact.Read.All", "Organization.Read.All", "ProfilePhoto.ReadWrite.All", "Mail.Send", "MailboxSettings.ReadWrite", "Calendars.Read",
        "Synchronization.ReadWrite.All", "SynchronizationData-User.Upload", "AuditLog.Read.All", "LifecycleWorkflows.Read.All", "Place.Read.All",
    ]),
    (SHAREPOINT, &["User.ReadWrite.All", "Sites.Read.All", "TermStore.Read.All"]),
    (EXCHANGE, &["Exchange.ManageAsApp", "Place.Read.All"]),
];

#[cfg(test)]
mod tests {
    use super::super::tenant;
    use super::*;

    #[test]
    fn everything_that_the_table_says_is_held() {
        let sample = tenant(Timestamp::from_millis(1_795_000_000_000));
        for it in IDENTITIES {
            let wanted: usize = it.holds.iter().map(|(_, values)| values.len()).sum();
            let held = sample.app_role_assignments.of_principal(identity(it.name, it.host).0).count();
            assert_eq!(held, wanted, "{}", it.name);
        }
    }
}
