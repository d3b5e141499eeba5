//! What the signed-in user may do at a scope.

use super::endpoint::{ArmCollection, ArmFacts};
use super::role_definitions::WirePermissions;
use crate::transport::Request;
use domain::azure_rights::AzurePermissions;
use domain::azure_role::AzureScope;

/// Lists the permission blocks of all roles that the signed-in user has at a scope and above.
///
/// The service documents resource groups and resources. Subscriptions are known to work; management groups may not.
#[derive(Clone, Debug)]
pub struct ListPermissions(pub AzureScope);

impl ArmCollection for ListPermissions {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "check your own Azure roles at a scope",
        method: "GET",
        path: "{scope}/providers/Microsoft.Authorization/permissions",
        api_version: "2022-04-01",
        docs: "https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource-group",
    };
    type Item = AzurePermissions;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[&super::requests::scope_text(&self.0)?], &[], None)
    }

    fn item(&self, json: &str) -> Option<AzurePermissions> {
        serde_json::from_str(json).ok().map(WirePermissions::read)
    }
}
