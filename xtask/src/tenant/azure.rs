//! What Azure refuses, as tests order it: locks, policies, limits, disabled subscriptions, missing multi-factor
//! authentication, failing operations.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::guid::Guid;
use http::StatusCode;
use serde::Deserialize;
use simulator::tenant::{Azure, AzureLock, AzurePolicy, LockLevel, OperationSettings};

use super::shared::Shared;

/// The refusals that are ordered. What is missing isn't refused.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Refusals {
    locks: Vec<Lock>,
    policies: Vec<RequestedPolicy>,
    most_in_subscription: Option<usize>,
    disabled_subscriptions: Vec<Guid>,
    requires_multi_factor: bool,
    unregistered_subscriptions: Vec<Guid>,
    directory_full: bool,
    undocumented_is_merge: bool,
    operations: Operations,
}

/// How operations on resources go; as usual where nothing is said.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Operations {
    seconds: Option<u64>,
    retry_after: Option<u64>,
    failure: Option<Failure>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    code: String,
    message: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Lock {
    scope: String,
    #[serde(default)]
    read_only: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestedPolicy {
    scope: String,
    name: String,
}

/// Replaces what is ordered. The sample's own lock goes as well.
pub async fn order(State(shared): State<Arc<Shared>>, Json(refusals): Json<Refusals>) -> StatusCode {
    refusals.put_on(&mut shared.world().simulator.tenant.azure);
    StatusCode::NO_CONTENT
}

impl Refusals {
    fn put_on(self, azure: &mut Azure) {
        let lock = |it: Lock| {
            let level = if it.read_only { LockLevel::ReadOnly } else { LockLevel::CanNotDelete };
            AzureLock { scope: it.scope, name: "ordered".to_owned(), level }
        };
        let policy =
            |it: RequestedPolicy| AzurePolicy { scope: it.scope, definition: it.name.clone(), assignment: it.name };
        azure.locks = self.locks.into_iter().map(lock).collect();
        azure.policies = self.policies.into_iter().map(policy).collect();
        azure.most_in_subscription = self.most_in_subscription.unwrap_or(Azure::default().most_in_subscription);
        azure.disabled_subscriptions = self.disabled_subscriptions.into_iter().collect();
        azure.requires_multi_factor = self.requires_multi_factor;
        azure.unregistered_subscriptions = self.unregistered_subscriptions.into_iter().collect();
        azure.is_directory_full = self.directory_full;
        azure.undocumented_is_merge = self.undocumented_is_merge;
        let usual = OperationSettings::default();
        azure.operation_settings = OperationSettings {
            seconds: self.operations.seconds.unwrap_or(usual.seconds),
            retry_after: self.operations.retry_after.unwrap_or(usual.retry_after),
            failure: self.operations.failure.map(|it| (it.code, it.message)),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ordered_again_ends() {
        let mut azure = Azure::default();
        let text = r#"{"locks":[{"scope":"/","readOnly":true}],"mostInSubscription":1,"requiresMultiFactor":true}"#;
        let refusals: Refusals = serde_json::from_str(text).unwrap();
        refusals.put_on(&mut azure);
        assert_eq!((azure.locks.len(), azure.most_in_subscription, azure.requires_multi_factor), (1, 1, true));
        Refusals::default().put_on(&mut azure);
        assert_eq!((azure.locks.len(), azure.most_in_subscription, azure.requires_multi_factor), (0, 4_000, false));
        assert!(serde_json::from_str::<Refusals>(r#"{"lock":1}"#).is_err());
        let text =
            r#"{"operations":{"seconds":1,"failure":{"code":"Conflict","message":"busy"}},"directoryFull":true}"#;
        serde_json::from_str::<Refusals>(text).unwrap().put_on(&mut azure);
        let failure = Some(("Conflict".to_owned(), "busy".to_owned()));
        assert_eq!(azure.operation_settings, OperationSettings { seconds: 1, retry_after: 10, failure });
        assert!(azure.is_directory_full);
        Refusals::default().put_on(&mut azure);
        assert_eq!((azure.operation_settings, azure.is_directory_full), (OperationSettings::default(), false));
    }
}
