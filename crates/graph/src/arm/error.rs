//! What Azure Resource Manager says when it refuses.
//!
//! <https://github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/common-api-details.md#error-response-content>

use http::HeaderName;
use serde_json::Value;

use crate::error_body;
use crate::headers::{AZURE_REQUEST_ID, CORRELATION_REQUEST_ID};
use crate::transport::Response;
use domain::problem::ServiceMessage;

/// A refusal, taken apart.
pub(super) struct Refused {
    /// Status, code, words and ID.
    pub(super) said: ServiceMessage,
    /// The words before they were cut.
    pub(super) words: String,
    /// The name of the policy that disallows the request, where one is named.
    pub(super) policy: Option<String>,
}

/// Reads a refusal. Some providers leave out the envelope `error`.
pub(super) fn read(response: &Response) -> Refused {
    let mut said = error_body::message(response);
    let body: Value = serde_json::from_slice(response.body()).unwrap_or_default();
    let error = if body["error"].is_object() { &body["error"] } else { &body };
    let words = error["message"].as_str().unwrap_or_default().to_owned();
    if said.code.is_empty() {
        said.code = error["code"].as_str().unwrap_or_default().chars().take(120).collect();
        said.message = words.chars().take(500).collect();
    }
    let header = |name: &HeaderName| response.headers().get(name).and_then(|id| id.to_str().ok()).map(str::to_owned);
    said.request_id = said.request_id.or_else(|| header(&CORRELATION_REQUEST_ID));
    said.request_id = said.request_id.or_else(|| header(&AZURE_REQUEST_ID));
    Refused { policy: policy(error), said, words }
}

fn policy(error: &Value) -> Option<String> {
    let infos = error["additionalInfo"].as_array()?;
    let violation = infos.iter().find(|info| info["type"] == "PolicyViolation")?;
    let named = |name: &str| violation["info"][name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    named("policyAssignmentDisplayName").or_else(|| named("policyDefinitionDisplayName"))
}
