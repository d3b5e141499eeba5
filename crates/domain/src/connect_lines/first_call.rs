//! The first call for each permission: one that the service refuses without it. Where there is one, it only reads.
//!
//! A permission to write is shown by a read, for which it is enough as well.
//!
//! <https://learn.microsoft.com/graph/permissions-reference>
//! <https://learn.microsoft.com/powershell/microsoftgraph/find-mg-graph-command>

use crate::ids::AppId;
use crate::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// The Office 365 Management APIs.
pub(super) const OFFICE_365_MANAGEMENT: AppId = AppId::known("c5393580-f805-4401-95e8-94b7a6ef2fc2");

/// How a permission is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstCall {
    /// A request to Microsoft Graph.
    Graph {
        /// The module that has the cmdlet, without `Microsoft.Graph.` in front.
        module: &'static str,
        /// The cmdlet.
        command: &'static str,
        /// Path and query below the root of Microsoft Graph.
        path: &'static str,
        /// The body in JSON of a request by POST; none for GET.
        body: Option<&'static str>,
    },
    /// A request to a SharePoint site: the cmdlet of PnP PowerShell, and the path below the site.
    SharePoint(&'static str, Option<&'static str>),
    /// A cmdlet of Exchange Online PowerShell.
    Exchange(&'static str),
    /// The content types of the audit feed.
    AuditFeed,
}

/// One call, with the permissions that it proves.
pub(super) struct FirstCallRow {
    /// The API.
    pub(super) api: AppId,
    /// The permissions, each of which is enough.
    pub(super) values: &'static [&'static str],
    /// The call.
    pub(super) call: FirstCall,
}

const fn get(
    values: &'static [&'static str],
    module: &'static str,
    command: &'static str,
    path: &'static str,
) -> FirstCallRow {
    FirstCallRow { api: MICROSOFT_GRAPH, values, call: FirstCall::Graph { module, command, path, body: None } }
}

const SEND_MAIL: FirstCall = FirstCall::Graph {
    module: "Users.Actions",
    command: "Send-MgUserMail -UserId 'MAILBOX' -BodyParameter @{\n    message = @{\n        subject = 'Test'\n        \
              body = @{ contentType = 'Text'; content = 'Test' }\n        \
              toRecipients = @(@{ emailAddress = @{ address = 'RECIPIENT' } })\n    }\n    saveToSentItems = $false\n}",
    path: "/v1.0/users/MAILBOX/sendMail",
    body: Some(
        r#"{"message":{"subject":"Test","body":{"contentType":"Text","content":"Test"},"toRecipients":[{"emailAddress":{"address":"RECIPIENT"}}]},"saveToSentItems":false}"#,
    ),
};

/// Every call, in the order in which they are written.
#[rustfmt::skip]
pub(super) const FIRST_CALLS: &[FirstCallRow] = &[
    get(&["User.Read.All", "User.ReadWrite.All", "User.ReadBasic.All"], "Users", "Get-MgUser -Top 1", "/v1.0/users?$top=1"),
    get(&["Group.Read.All", "Group.ReadWrite.All"], "Groups", "Get-MgGroup -Top 1", "/v1.0/groups?$top=1"),
    get(&["GroupMember.Read.All", "GroupMember.ReadWrite.All"], "Groups", "Get-MgGroupMember -GroupId 'GROUP-ID' -Top 1", "/v1.0/groups/GROUP-ID/members?$top=1"),
    get(&["Directory.Read.All", "Directory.ReadWrite.All"], "Identity.DirectoryManagement", "Get-MgDirectoryRole", "/v1.0/directoryRoles"),
    FirstCallRow { api: MICROSOFT_GRAPH, values: &["Mail.Send"], call: SEND_MAIL },
    get(&["Mail.Read", "Mail.ReadWrite", "Mail.ReadBasic.All"], "Mail", "Get-MgUserMessage -UserId 'MAILBOX' -Top 1 -Property 'id'", "/v1.0/users/MAILBOX/messages?$top=1&$select=id"),
    get(&["Calendars.Read", "Calendars.ReadWrite"], "Calendar", "Get-MgUserEvent -UserId 'MAILBOX' -Top 1 -Property 'id'", "/v1.0/users/MAILBOX/events?$top=1&$select=id"),
    get(&["Contacts.Read", "Contacts.ReadWrite"], "PersonalContacts", "Get-MgUserContact -UserId 'MAILBOX' -Top 1 -Property 'id'", "/v1.0/users/MAILBOX/contacts?$top=1&$select=id"),
    get(&["MailboxSettings.Read", "MailboxSettings.ReadWrite"], "Users", "Get-MgUserMailboxSetting -UserId 'MAILBOX'", "/v1.0/users/MAILBOX/mailboxSettings"),
    get(&["Files.Read.All", "Files.ReadWrite.All"], "Files", "Get-MgUserDrive -UserId 'USER-ID'", "/v1.0/users/USER-ID/drives"),
    get(&["Sites.Read.All", "Sites.ReadWrite.All", "Sites.Manage.All", "Sites.FullControl.All"], "Sites", "Get-MgSite -SiteId 'root'", "/v1.0/sites/root"),
    get(&["Sites.Selected"], "Sites", "Get-MgSite -SiteId 'SITE-ID'", "/v1.0/sites/SITE-ID"),
    get(&["Team.ReadBasic.All", "TeamSettings.Read.All", "TeamSettings.ReadWrite.All"], "Teams", "Get-MgTeam -TeamId 'TEAM-ID'", "/v1.0/teams/TEAM-ID"),
    get(&["TeamMember.Read.All", "TeamMember.ReadWrite.All"], "Teams", "Get-MgTeamMember -TeamId 'TEAM-ID'", "/v1.0/teams/TEAM-ID/members"),
    get(&["Channel.ReadBasic.All", "ChannelSettings.Read.All", "ChannelSettings.ReadWrite.All"], "Teams", "Get-MgTeamChannel -TeamId 'TEAM-ID'", "/v1.0/teams/TEAM-ID/channels"),
    get(&["Application.Read.All", "Application.ReadWrite.All", "Application.ReadWrite.OwnedBy"], "Applications", "Get-MgApplication -Top 1", "/v1.0/applications?$top=1"),
    get(&["AuditLog.Read.All"], "Reports", "Get-MgAuditLogDirectoryAudit -Top 1", "/v1.0/auditLogs/directoryAudits?$top=1"),
    get(&["Reports.Read.All"], "Reports", "Get-MgReportOffice365ActiveUserCount -Period 'D7' -OutFile 'active-users.csv'", "/v1.0/reports/getOffice365ActiveUserCounts(period=%27D7%27)"),
    get(&["SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All"], "Security", "Get-MgSecurityAlertV2 -Top 1", "/v1.0/security/alerts_v2?$top=1"),
    get(&["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"], "Security", "Get-MgSecurityIncident -Top 1", "/v1.0/security/incidents?$top=1"),
    get(&["IdentityRiskyUser.Read.All", "IdentityRiskyUser.ReadWrite.All"], "Identity.SignIns", "Get-MgRiskyUser -Top 1", "/v1.0/identityProtection/riskyUsers?$top=1"),
    get(&["IdentityRiskEvent.Read.All", "IdentityRiskEvent.ReadWrite.All"], "Identity.SignIns", "Get-MgRiskDetection -Top 1", "/v1.0/identityProtection/riskDetections?$top=1"),
    get(&["UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All"], "Identity.SignIns", "Get-MgUserAuthenticationMethod -UserId 'USER-ID'", "/v1.0/users/USER-ID/authentication/methods"),
    get(&["Policy.Read.All"], "Identity.SignIns", "Get-MgIdentityConditionalAccessPolicy -Top 1", "/v1.0/identity/conditionalAccess/policies?$top=1"),
    get(&["EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All"], "Identity.Governance", "Get-MgEntitlementManagementAccessPackage -Top 1", "/v1.0/identityGovernance/entitlementManagement/accessPackages?$top=1"),
    get(&["AccessReview.Read.All", "AccessReview.ReadWrite.All"], "Identity.Governance", "Get-MgIdentityGovernanceAccessReviewDefinition -Top 1", "/v1.0/identityGovernance/accessReviews/definitions?$top=1"),
    get(&["LifecycleWorkflows.Read.All", "LifecycleWorkflows.ReadWrite.All"], "Identity.Governance", "Get-MgIdentityGovernanceLifecycleWorkflow -Top 1", "/v1.0/identityGovernance/lifecycleWorkflows/workflows?$top=1"),
    get(&["RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "RoleManagement.Read.All"], "Identity.Governance", "Get-MgRoleManagementDirectoryRoleAssignment -Top 1", "/v1.0/roleManagement/directory/roleAssignments?$top=1"),
    get(&["DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All"], "DeviceManagement", "Get-MgDeviceManagementManagedDevice -Top 1", "/v1.0/deviceManagement/managedDevices?$top=1"),
    get(&["DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"], "DeviceManagement", "Get-MgDeviceManagementDeviceConfiguration -Top 1", "/v1.0/deviceManagement/deviceConfigurations?$top=1"),
    get(&["DeviceManagementApps.Read.All", "DeviceManagementApps.ReadWrite.All"], "Devices.CorporateManagement", "Get-MgDeviceAppManagementMobileApp -Top 1", "/v1.0/deviceAppManagement/mobileApps?$top=1"),
    get(&["Device.Read.All"], "Identity.DirectoryManagement", "Get-MgDevice -Top 1", "/v1.0/devices?$top=1"),
    get(&["Organization.Read.All", "Organization.ReadWrite.All", "LicenseAssignment.Read.All", "LicenseAssignment.ReadWrite.All"], "Identity.DirectoryManagement", "Get-MgSubscribedSku", "/v1.0/subscribedSkus"),
    get(&["Domain.Read.All", "Domain.ReadWrite.All"], "Identity.DirectoryManagement", "Get-MgDomain", "/v1.0/domains"),
    get(&["ServiceHealth.Read.All"], "Devices.ServiceAnnouncement", "Get-MgServiceAnnouncementHealthOverview", "/v1.0/admin/serviceAnnouncement/healthOverviews"),
    FirstCallRow {
        api: SHAREPOINT_ONLINE,
        values: &["Sites.Selected", "Sites.Read.All", "Sites.ReadWrite.All", "Sites.Manage.All", "Sites.FullControl.All"],
        call: FirstCall::SharePoint("Get-PnPWeb", Some("_api/web?$select=Title")),
    },
    FirstCallRow { api: SHAREPOINT_ONLINE, values: &["TermStore.Read.All", "TermStore.ReadWrite.All"], call: FirstCall::SharePoint("Get-PnPTermGroup", None) },
    FirstCallRow { api: EXCHANGE_ONLINE, values: &["Exchange.ManageAsApp"], call: FirstCall::Exchange("Get-EXOMailbox -ResultSize 1") },
    FirstCallRow { api: OFFICE_365_MANAGEMENT, values: &["ActivityFeed.Read", "ActivityFeed.ReadDlp"], call: FirstCall::AuditFeed },
];
