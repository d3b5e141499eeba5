//! Lists, whole or in pages.

use serde_json::{Value, json};

use super::super::tenant::Tenant;
use super::inquiry::{Answer, ArmInquiry};

/// Answers a list, or the page of it that the address asks for.
pub(super) fn answer(tenant: &Tenant, inquiry: &ArmInquiry<'_>, entries: Vec<Value>) -> Answer {
    let Some(length) = tenant.azure.page else { return (200, Some(value(entries))) };
    let start = inquiry.address.option("$skiptoken").and_then(|text| text.parse().ok()).unwrap_or(0usize);
    let page: Vec<Value> = entries.iter().skip(start).take(length).cloned().collect();
    let end = start + page.len();
    let mut body = value(page);
    if end < entries.len() {
        let address = &inquiry.address;
        let filter = address.option("$filter").map(|filter| format!("&$filter={}", encode(filter)));
        let version = address.option("api-version").unwrap_or_default();
        body["nextLink"] = json!(format!(
            "https://management.azure.com{}?api-version={version}{}&$skipToken={end}",
            address.path,
            filter.unwrap_or_default()
        ));
    }
    (200, Some(body))
}

fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The body of a list.
pub(super) fn value(entries: Vec<Value>) -> Value {
    json!({ "value": entries })
}
