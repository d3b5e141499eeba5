//! The receipt for a program. The form is described by `docs/receipt.schema.json`, against which the tests check it.

use serde::Serialize;

use super::contents::{Receipt, VERSION};
use super::entry::{Outcome, ReceiptEntry, not_sent_word};
use crate::json::{FileUser, Named, indented};
use crate::problem::ServiceMessage;

/// Writes the receipt, indented, with names exactly as the tenant has them.
pub(super) fn write(receipt: &Receipt) -> String {
    indented(&ReceiptDocument {
        format: "bestow.receipt",
        version: VERSION,
        source: receipt.source.word(),
        cloud: receipt.cloud.name(),
        tenant: Named::new(receipt.tenant, &receipt.tenant_name),
        by: FileUser::new(receipt.person, &receipt.user_principal_name),
        reason: receipt.reason.as_deref(),
        started: receipt.started.to_string(),
        ended: receipt.ended.to_string(),
        certain_by: receipt.effective_by().map(|by| by.to_string()),
        changes: receipt.changes.iter().map(ReceiptDocumentEntry::of).collect(),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReceiptDocument<'a> {
    format: &'static str,
    version: u32,
    source: &'static str,
    cloud: &'static str,
    tenant: Named<'a>,
    by: FileUser<'a>,
    reason: Option<&'a str>,
    started: String,
    ended: String,
    certain_by: Option<String>,
    changes: Vec<ReceiptDocumentEntry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReceiptDocumentEntry<'a> {
    change: &'static str,
    identity: Named<'a>,
    role: &'a str,
    role_id: &'a str,
    api: Option<&'a str>,
    api_id: Option<&'a str>,
    scope: Option<&'a str>,
    outcome: &'static str,
    at: Option<String>,
    why_not_sent: Option<&'static str>,
    refusal: Option<Refusal<'a>>,
    request_id: Option<&'a str>,
}

#[derive(Serialize)]
struct Refusal<'a> {
    status: u16,
    code: &'a str,
    message: &'a str,
}

impl<'a> ReceiptDocumentEntry<'a> {
    fn of(change: &'a ReceiptEntry) -> Self {
        let (at, refusal) = match &change.outcome {
            Outcome::Done(at) => (Some(at.to_string()), None),
            Outcome::AssignedAgain(at) => (at.map(|at| at.to_string()), None),
            Outcome::Refused(said) => (None, Some(Refusal::of(said))),
            _ => (None, None),
        };
        let why_not_sent = match &change.outcome {
            Outcome::NotSent(why) => Some(not_sent_word(*why)),
            _ => None,
        };
        Self {
            change: change.deed.word(),
            identity: Named::new(change.identity, &change.identity_name),
            role: &change.role,
            role_id: &change.role_id,
            api: change.api.as_deref(),
            api_id: change.api_id.as_deref(),
            scope: change.scope.as_deref(),
            outcome: change.outcome.word(),
            at,
            why_not_sent,
            refusal,
            request_id: change.request_id.as_deref(),
        }
    }
}

impl<'a> Refusal<'a> {
    fn of(said: &'a ServiceMessage) -> Self {
        Self { status: said.status, code: &said.code, message: &said.message }
    }
}
