//! Locks at a scope.

use serde::Deserialize;

use super::endpoint::{ArmCollection, ArmFacts};
use crate::transport::Request;
use domain::azure_role::AzureScope;
use domain::host_change::{AzureLock, LockLevel};

/// Lists the locks at a scope and above.
#[derive(Clone, Debug)]
pub struct ListLocks(pub AzureScope);

/// What follows the scope in the ID of a lock, in small letters.
const BEHIND_SCOPE: &str = "/providers/microsoft.authorization/locks/";

impl ArmCollection for ListLocks {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "list the locks of an Azure resource before it is changed",
        method: "GET",
        path: "{scope}/providers/Microsoft.Authorization/locks",
        api_version: "2020-05-01",
        docs: "https://learn.microsoft.com/rest/api/resources/management-locks/list-by-scope",
    };
    type Item = AzureLock;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[&super::requests::scope_text(&self.0)?], &[("$filter", "atScope()")], None)
    }

    fn item(&self, json: &str) -> Option<AzureLock> {
        let wire: WireLock = serde_json::from_str(json).ok()?;
        let at = wire.id.to_ascii_lowercase().rfind(BEHIND_SCOPE)?;
        let level = match wire.properties.level.to_ascii_lowercase().as_str() {
            "cannotdelete" => LockLevel::CannotDelete,
            "readonly" => LockLevel::ReadOnly,
            _ => LockLevel::Other,
        };
        Some(AzureLock { scope: AzureScope::parse(wire.id.get(..at)?), level })
    }
}

#[derive(Deserialize)]
struct WireLock {
    id: String,
    properties: WireLockProperties,
}

#[derive(Deserialize)]
struct WireLockProperties {
    level: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_is_read_with_its_scope() {
        let group = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg";
        let scope = AzureScope::parse(group);
        let lock = |level: &str| {
            let id = format!("{group}/providers/Microsoft.Authorization/locks/keep");
            ListLocks(scope.clone()).item(&format!(r#"{{"id":"{id}","properties":{{"level":"{level}"}}}}"#))
        };
        assert_eq!(lock("ReadOnly"), Some(AzureLock { scope: scope.clone(), level: LockLevel::ReadOnly }));
        assert_eq!(lock("CanNotDelete").map(|it| it.level), Some(LockLevel::CannotDelete));
        assert_eq!(lock("NotSpecified").map(|it| it.level), Some(LockLevel::Other));
        let uri = ListLocks(scope).request().unwrap().uri().to_string();
        assert!(uri.ends_with("/locks?api-version=2020-05-01&$filter=atScope%28%29"), "{uri}");
    }
}
