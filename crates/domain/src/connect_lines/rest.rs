//! First calls as plain requests, for every language that has no cmdlets.

use super::first_call::FirstCall;
use super::services::{Services, audience, audit_feed_root, sharepoint_root};
use super::subject::CodeSubject;
use crate::well_known::MICROSOFT_GRAPH;

/// A request with a token for its audience.
pub(super) struct RestCall {
    /// What it proves, for a comment: an API and its permissions.
    pub(super) proves: String,
    /// GET or POST.
    pub(super) method: &'static str,
    /// The resource for which the token is requested.
    pub(super) audience: String,
    /// The whole address. It has no quotation mark in it.
    pub(super) url: String,
    /// The body in JSON. It has no apostrophe in it.
    pub(super) body: Option<&'static str>,
}

/// The calls that can be made without cmdlets.
pub(super) fn rest_calls(subject: &CodeSubject, services: &Services) -> Vec<RestCall> {
    let mut calls: Vec<RestCall> =
        services.calls.iter().filter_map(|(call, proves)| rest_call(*call, proves.clone(), subject)).collect();
    if services.azure {
        let root = subject.cloud.resource_manager_root();
        calls.push(RestCall {
            proves: "Azure roles".to_owned(),
            method: "GET",
            audience: root.to_owned(),
            url: format!("{root}/subscriptions?api-version=2022-12-01"),
            body: None,
        });
    }
    calls
}

fn rest_call(call: FirstCall, proves: String, subject: &CodeSubject) -> Option<RestCall> {
    let cloud = subject.cloud;
    let (audience, url, body) = match call {
        FirstCall::Graph { path, body, .. } => {
            (audience(MICROSOFT_GRAPH, cloud), format!("{}{path}", cloud.graph_root()), body)
        }
        FirstCall::SharePoint(_, path) => {
            let root = sharepoint_root(cloud);
            (root.to_owned(), format!("{root}/sites/SITE/{}", path?), None)
        }
        FirstCall::AuditFeed => {
            let root = audit_feed_root(cloud)?;
            let tenant = subject.tenant.map_or_else(|| "TENANT-ID".to_owned(), |id| id.to_string());
            (root.to_owned(), format!("{root}/api/v1.0/{tenant}/activity/feed/subscriptions/list"), None)
        }
        FirstCall::Exchange(_) => return None,
    };
    let method = if body.is_some() { "POST" } else { "GET" };
    Some(RestCall { proves, method, audience, url, body })
}

/// What is proved by cmdlets only.
pub(super) fn needing_cmdlets(services: &Services) -> Vec<String> {
    let needs = |call: &FirstCall| matches!(call, FirstCall::SharePoint(_, None));
    services.calls.iter().filter(|(call, _)| needs(call)).map(|(_, proves)| proves.clone()).collect()
}

/// The audiences of the tokens that are looked into.
pub(super) fn token_audiences(subject: &CodeSubject, services: &Services) -> Vec<String> {
    services.token_apis().into_iter().map(|api| audience(api, subject.cloud)).collect()
}
