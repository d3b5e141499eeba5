//! The services that an identity's code connects to, with the first calls for its permissions.

use super::first_call::{FIRST_CALLS, FirstCall, FirstCallRow, OFFICE_365_MANAGEMENT};
use super::subject::CodeSubject;
use crate::cloud::Cloud;
use crate::ids::AppId;
use crate::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// What the permissions of an identity come to.
pub(super) struct Services {
    /// Microsoft Graph.
    pub(super) graph: bool,
    /// SharePoint Online.
    pub(super) sharepoint: bool,
    /// Exchange Online PowerShell.
    pub(super) exchange: bool,
    /// Azure Resource Manager.
    pub(super) azure: bool,
    /// The APIs whose tokens are looked into, each once.
    pub(super) apis: Vec<AppId>,
    /// The calls, each with what it proves: the API and those of the identity's permissions, for a comment.
    pub(super) calls: Vec<(FirstCall, String)>,
    /// The permissions for which there is no call, each after its API.
    pub(super) without_first_call: Vec<String>,
}

impl Services {
    pub(super) fn of(subject: &CodeSubject) -> Self {
        let has = |api: AppId| subject.permissions.iter().any(|(of, _)| *of == api);
        let mut apis: Vec<AppId> = Vec::new();
        for api in subject.permissions.iter().map(|(api, _)| api).chain(&subject.other_apis) {
            if !apis.contains(api) {
                apis.push(*api);
            }
        }
        let (mut calls, mut proved) = (Vec::new(), vec![false; subject.permissions.len()]);
        for row in FIRST_CALLS.iter().filter(|row| is_offered(row, subject.cloud)) {
            let mut values = Vec::new();
            for (at, (api, value)) in subject.permissions.iter().enumerate() {
                if let Some(value) = row.values.iter().find(|it| *api == row.api && it.eq_ignore_ascii_case(value)) {
                    proved[at] = true;
                    if !values.contains(value) {
                        values.push(*value);
                    }
                }
            }
            if !values.is_empty() {
                calls.push((row.call, format!("{}: {}", api_name(row.api), values.join(", "))));
            }
        }
        let without = subject.permissions.iter().zip(&proved).filter(|(_, proved)| !**proved);
        Self {
            // Without any permission, the lines for Microsoft Graph are what most code begins with.
            graph: has(MICROSOFT_GRAPH) || subject.is_empty(),
            sharepoint: has(SHAREPOINT_ONLINE),
            exchange: subject.permissions.iter().any(|it| it.0 == EXCHANGE_ONLINE && it.1 == "Exchange.ManageAsApp"),
            azure: subject.has_azure_role,
            apis,
            without_first_call: without.map(|((api, value), _)| format!("{}: {value}", api_name(*api))).collect(),
            calls,
        }
    }

    /// The APIs whose tokens are looked into.
    pub(super) fn token_apis(&self) -> Vec<AppId> {
        if self.apis.is_empty() { vec![MICROSOFT_GRAPH] } else { self.apis.clone() }
    }
}

/// The name by which an API is known everywhere; for others their application ID.
pub(super) fn api_name(api: AppId) -> String {
    match api {
        MICROSOFT_GRAPH => "Microsoft Graph".to_owned(),
        SHAREPOINT_ONLINE => "SharePoint Online".to_owned(),
        EXCHANGE_ONLINE => "Exchange Online".to_owned(),
        OFFICE_365_MANAGEMENT => "Office 365 Management APIs".to_owned(),
        other => other.to_string(),
    }
}

/// The audit feed has no address in the cloud of 21Vianet.
fn is_offered(row: &FirstCallRow, cloud: Cloud) -> bool {
    row.call != FirstCall::AuditFeed || audit_feed_root(cloud).is_some()
}

/// The resource for which a token of an API is requested.
pub(super) fn audience(api: AppId, cloud: Cloud) -> String {
    match (api, cloud) {
        (MICROSOFT_GRAPH, _) => cloud.graph_root().to_owned(),
        (EXCHANGE_ONLINE, Cloud::Public) => "https://outlook.office365.com".to_owned(),
        (OFFICE_365_MANAGEMENT, _) => audit_feed_root(cloud).map_or_else(|| api.to_string(), str::to_owned),
        _ => api.to_string(),
    }
}

/// The Office 365 Management Activity API; no slash at the end.
///
/// <https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-reference>
pub(super) fn audit_feed_root(cloud: Cloud) -> Option<&'static str> {
    match cloud {
        Cloud::Public => Some("https://manage.office.com"),
        Cloud::UsGovernment => Some("https://manage.office365.us"),
        Cloud::UsGovernmentDod => Some("https://manage.protection.apps.mil"),
        Cloud::China => None,
    }
}

/// The root site collection, of which the user fills in the tenant's part; no slash at the end.
pub(super) fn sharepoint_root(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "https://TENANT.sharepoint.com",
        Cloud::UsGovernment => "https://TENANT.sharepoint.us",
        Cloud::UsGovernmentDod => "https://TENANT.sharepoint-mil.us",
        Cloud::China => "https://TENANT.sharepoint.cn",
    }
}
