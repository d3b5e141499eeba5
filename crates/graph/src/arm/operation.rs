//! Long-running operations: the address of the status, and its meaning.
//!
//! <https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations>

use http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use serde_json::Value;

use super::path::is_own_address;
use crate::client::Client;
use crate::headers::AZURE_ASYNC_OPERATION;
use crate::transport::{Request, Surroundings, Transport};
use domain::cloud::Cloud;
use domain::host_change::{OperationAddress, OperationKind, OperationStatus};
use domain::problem::{Problem, ServiceMessage};

/// Where the operation of an answer is read; nothing where the browser shows no address, or one that isn't followed.
pub fn operation_in(headers: &HeaderMap) -> Option<OperationAddress> {
    let named = |name: &HeaderName, kind: OperationKind| {
        let text = headers.get(name)?.to_str().ok()?;
        OperationAddress::read(text, Cloud::OF_THIS_BUILD.resource_manager_root(), kind)
    };
    named(&AZURE_ASYNC_OPERATION, OperationKind::Status).or_else(|| named(&header::LOCATION, OperationKind::Result))
}

impl<T: Transport, S: Surroundings> Client<T, S> {
    /// Reads the status of an operation. The address is only ever read, with the host that this program knows.
    ///
    /// # Errors
    ///
    /// Where the user has to do something before it can be read.
    pub async fn read_operation(&self, address: &OperationAddress) -> Result<OperationStatus, Problem> {
        let uri = address.relative().parse::<Uri>().ok().filter(is_own_address);
        let Some(uri) = uri else { return Ok(OperationStatus::Unreadable) };
        let mut request = Request::new(Vec::new());
        *request.uri_mut() = uri;
        match (self.read_from_azure(request).await, address.kind()) {
            (Ok(answer), OperationKind::Result) if answer.status() == StatusCode::ACCEPTED => {
                Ok(OperationStatus::Running)
            }
            (Ok(_), OperationKind::Result) => Ok(OperationStatus::Succeeded),
            (Ok(answer), OperationKind::Status) => Ok(status(answer.body())),
            // The answer that the request would have got: a refusal.
            (Err(Problem::Refused(said)), OperationKind::Result) => Ok(OperationStatus::Failed(said)),
            (Err(problem), _) if needs_the_user(&problem) => Err(problem),
            (Err(_), _) => Ok(OperationStatus::Unreadable),
        }
    }
}

fn needs_the_user(problem: &Problem) -> bool {
    matches!(problem, Problem::SignInNeeded | Problem::SignInBlocked | Problem::StepUp(_) | Problem::Offline)
}

fn status(body: &[u8]) -> OperationStatus {
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return OperationStatus::Unreadable };
    match body["status"].as_str().map(str::to_ascii_lowercase).as_deref() {
        Some("succeeded") => OperationStatus::Succeeded,
        Some("failed" | "canceled" | "cancelled") => OperationStatus::Failed(message(&body)),
        Some(_) => OperationStatus::Running,
        None => OperationStatus::Unreadable,
    }
}

fn message(body: &Value) -> ServiceMessage {
    let text = |value: &Value, longest: usize| value.as_str().unwrap_or_default().chars().take(longest).collect();
    let error = &body["error"];
    let code: String = text(&error["code"], 120);
    let code = if code.is_empty() { text(&body["status"], 120) } else { code };
    ServiceMessage { status: 200, code, message: text(&error["message"], 500), request_id: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/subscriptions/s/providers/Microsoft.Compute/locations/we/operations/1?t=1&api-version=2";

    fn headers(all: &[(&'static str, String)]) -> HeaderMap {
        all.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect::<HeaderMap>()
    }

    #[test]
    fn status_goes_before_the_result_and_no_other_host_is_followed() {
        let root = Cloud::OF_THIS_BUILD.resource_manager_root();
        let own = format!("{root}{PATH}");
        let both = headers(&[("location", own.clone()), ("azure-asyncoperation", own.clone())]);
        assert_eq!(operation_in(&both).map(|it| it.kind()), Some(OperationKind::Status));
        let evil = format!("https://evil.example{PATH}");
        let mixed = headers(&[("location", own), ("azure-asyncoperation", evil.clone())]);
        assert_eq!(operation_in(&mixed).map(|it| it.kind()), Some(OperationKind::Result));
        assert_eq!(operation_in(&headers(&[("location", evil)])), None);
        assert_eq!(operation_in(&HeaderMap::new()), None);
        assert!(is_own_address(&PATH.parse().unwrap()));
    }

    #[test]
    fn status_is_known_by_its_word() {
        let read = |body: &str| status(body.as_bytes());
        assert_eq!(read(r#"{"status":"InProgress"}"#), OperationStatus::Running);
        assert_eq!(read(r#"{"status":"SUCCEEDED"}"#), OperationStatus::Succeeded);
        assert_eq!(read("{}"), OperationStatus::Unreadable);
        assert_eq!(read("<html>"), OperationStatus::Unreadable);
        let failed = read(r#"{"status":"Failed","error":{"code":"FailedIdentityOperation","message":"No."}}"#);
        let OperationStatus::Failed(said) = failed else { panic!("{failed:?}") };
        assert_eq!((said.code.as_str(), said.message.as_str()), ("FailedIdentityOperation", "No."));
        let OperationStatus::Failed(said) = read(r#"{"status":"Canceled"}"#) else { panic!() };
        assert_eq!(said.code, "Canceled");
    }
}
