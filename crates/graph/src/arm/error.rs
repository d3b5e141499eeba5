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
        said.code = error_body::cut(error["code"].as_str().unwrap_or_default().to_owned(), error_body::LONGEST_WORD);
        said.message = error_body::cut(words.clone(), error_body::LONGEST_MESSAGE);
    }
    let header = |name: &HeaderName| {
        let id = response.headers().get(name)?.to_str().ok()?;
        Some(error_body::cut(id.to_owned(), error_body::LONGEST_WORD))
    };
    said.request_id = said.request_id.or_else(|| header(&CORRELATION_REQUEST_ID));
    said.request_id = said.request_id.or_else(|| header(&AZURE_REQUEST_ID));
    Refused { policy: policy(error), said, words }
}

fn policy(error: &Value) -> Option<String> {
    let infos = error["additionalInfo"].as_array()?;
    let violation = infos.iter().find(|info| info["type"] == "PolicyViolation")?;
    let named = |name: &str| {
        let text = violation["info"][name].as_str().filter(|text| !text.is_empty())?;
        Some(error_body::cut(text.to_owned(), error_body::LONGEST_MESSAGE))
    };
    named("policyAssignmentDisplayName").or_else(|| named("policyDefinitionDisplayName"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn the_id_of_a_request_is_cut_like_every_other_word_of_a_refusal() {
        let mut response = Response::new(br#"{"code":"Denied","message":"No."}"#.to_vec());
        let long = HeaderValue::from_str(&"7".repeat(5_000)).unwrap();
        response.headers_mut().insert(&CORRELATION_REQUEST_ID, long);
        let said = read(&response).said;
        assert_eq!(said.request_id.map(|id| id.chars().count()), Some(error_body::LONGEST_WORD));
    }
}
