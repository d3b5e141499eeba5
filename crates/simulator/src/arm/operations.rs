//! Operations that go on after their request was answered.
//!
//! <https://github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/async-api-reference.md>

use std::time::Duration;

use serde_json::{Value, json};

use super::super::tenant::{AzureOperation, WantedIdentities};
use super::inquiry::{Answer, Arm, ArmInquiry};
use super::refusal::ArmRefusal;
use super::resource_types::{self, ResourceType};
use super::{resource_json, rights};
use domain::azure_resource::AzureResource;
use domain::guid::Guid;

/// Where all addresses of operations begin.
const HOST: &str = "https://management.azure.com";

/// Begins an operation. The headers have the address of its status.
pub(super) fn start(
    arm: &mut Arm<'_>,
    inquiry: &ArmInquiry<'_>,
    resource: &AzureResource,
    of: &ResourceType,
    wanted: WantedIdentities,
) {
    let settings = arm.tenant.azure.operation_settings.clone();
    let id = arm.tenant.new_guid();
    arm.tenant.azure.operations.push(AzureOperation {
        id,
        resource: resource.id().to_owned(),
        wanted,
        started: inquiry.now,
        due: inquiry.now + Duration::from_secs(settings.seconds),
        failure: settings.failure,
        is_done: false,
        by: inquiry.caller.user,
        app: inquiry.caller.app,
    });
    let subscription = resource.subscription().unwrap_or(Guid::ZERO);
    let location = resource_json::location(arm.tenant, resource.id());
    let version = inquiry.address.option("api-version").unwrap_or_default();
    let address = format!(
        "{HOST}/subscriptions/{subscription}/providers/{}/locations/{location}/operations/{id}?",
        of.provider()
    );
    arm.headers.push(("azure-asyncoperation", format!("{address}api-version={version}")));
    arm.headers.push(("location", format!("{address}monitor=true&api-version={version}")));
    arm.headers.push(("retry-after", settings.retry_after.to_string()));
}

/// Returns the status of an operation; with `monitor`, the response that the request would have got that began it.
pub(super) fn get(arm: &mut Arm<'_>, inquiry: &ArmInquiry<'_>, id: Guid) -> Result<Answer, ArmRefusal> {
    let found = arm.tenant.azure.operations.iter().find(|it| it.id == id);
    let missing = || ArmRefusal::new(404, "NotFound", format!("The operation '{id}' was not found."));
    let operation = found.ok_or_else(missing)?.clone();
    let provider = inquiry.address.path.split('/').nth(4).unwrap_or_default();
    let action = format!("{provider}/locations/operations/read");
    if operation.by != inquiry.caller.user {
        rights::need(arm.tenant, inquiry, &inquiry.address.scope, &action)?;
    }
    let is_monitor = inquiry.address.option("monitor").is_some();
    if !operation.is_done {
        let seconds = arm.tenant.azure.operation_settings.retry_after;
        arm.headers.push(("retry-after", seconds.to_string()));
        if is_monitor {
            let query =
                format!("monitor=true&api-version={}", inquiry.address.option("api-version").unwrap_or_default());
            arm.headers.push(("location", format!("{HOST}{}?{query}", inquiry.address.path)));
            return Ok((202, None));
        }
    }
    if !is_monitor {
        return Ok((200, Some(status(&operation, &inquiry.address.path))));
    }
    if let Some((code, message)) = operation.failure {
        return Err(ArmRefusal::failed_operation(code, message));
    }
    let resource = AzureResource::parse(&operation.resource).ok_or_else(missing)?;
    let of = resource_types::find(resource.resource_type()).ok_or_else(missing)?;
    Ok((200, Some(resource_json::write(arm.tenant, &resource, &of))))
}

fn status(operation: &AzureOperation, path: &str) -> Value {
    let status = match (operation.is_done, &operation.failure) {
        (false, _) => "InProgress",
        (true, None) => "Succeeded",
        (true, Some(_)) => "Failed",
    };
    let mut body = json!({
        "id": path, "name": operation.id, "status": status, "startTime": operation.started.to_string(),
    });
    if operation.is_done {
        body["endTime"] = json!(operation.due.to_string());
    }
    if let Some((code, message)) = operation.failure.as_ref().filter(|_| operation.is_done) {
        body["error"] = json!({ "code": code, "message": message });
    }
    body
}
