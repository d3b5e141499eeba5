//! HTTP actions of a workflow in Azure Logic Apps.
//!
//! <https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity>

use super::rest::{RestCall, rest_calls};
use super::services::Services;
use super::shell::gaps;
use super::subject::{BlockPurpose, CodeGap, CodeLanguage, CodeSubject, ConnectLines};
use crate::identity::IdentityKind;

/// Stands where the identity's resource ID belongs.
const RESOURCE_ID: &str = "IDENTITY-RESOURCE-ID";

/// Writes the block: the value of `actions` in the code view of the workflow.
pub(super) fn write(subject: &CodeSubject, services: &Services, lines: &mut ConnectLines) {
    gaps(services, lines);
    lines.gaps.push(CodeGap::NoTokenCheck);
    let identity = match subject.kind {
        IdentityKind::UserAssigned => format!("\n        \"identity\": \"{}\",", resource_id(subject)),
        IdentityKind::SystemAssigned | IdentityKind::Unknown => String::new(),
    };
    let action = |(at, it): (usize, &RestCall)| {
        let body = it.body.map_or_else(String::new, |body| format!("\n      \"body\": {body},"));
        format!(
            "  \"First_call_{}\": {{\n    \"type\": \"Http\",\n    \"description\": \"{}\",\n    \"inputs\": {{\n      \
             \"method\": \"{}\",\n      \"uri\": \"{}\",\n      \
             \"headers\": {{ \"Accept\": \"application/json\", \"Content-Type\": \"application/json\" }},{body}\n      \
             \"authentication\": {{\n        \"type\": \"ManagedServiceIdentity\",{identity}\n        \
             \"audience\": \"{}\"\n      }}\n    }},\n    \"runAfter\": {{}}\n  }}",
            at + 1,
            it.proves,
            it.method,
            it.url,
            it.audience
        )
    };
    let actions: Vec<String> = rest_calls(subject, services).iter().enumerate().map(action).collect();
    if !actions.is_empty() {
        lines.push(BlockPurpose::FirstCalls, CodeLanguage::Json, format!("{{\n{}\n}}", actions.join(",\n")));
    }
}

/// The resource ID, where it has the characters of resource IDs only. An `@` would begin an expression.
fn resource_id(subject: &CodeSubject) -> &str {
    let is_plain = |id: &&str| id.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.()".contains(c));
    subject.resource.as_ref().map(|it| it.id()).filter(is_plain).unwrap_or(RESOURCE_ID)
}
