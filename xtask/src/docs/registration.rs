//! The two app registrations, with exactly the delegated permissions that Bestow's requests need.

use domain::scope::Scope;
use serde_json::{Value, json};

/// Microsoft Graph's application ID, the same in every tenant.
pub const GRAPH: &str = "00000003-0000-0000-c000-000000000000";
/// That of Azure Resource Manager, which the portal calls Azure Service Management.
pub const AZURE: &str = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
/// Azure Resource Manager's only delegated permission, `user_impersonation`.
pub const USER_IMPERSONATION: &str = "41094075-9dad-400e-a0bd-54e686782033";
/// The address in examples.
pub const EXAMPLE: &str = "https://bestow.example.com/";

/// An app registration.
pub struct Registration {
    /// Its display name.
    pub name: &'static str,
    /// Its delegated permissions of Microsoft Graph.
    pub scopes: Vec<Scope>,
}

/// The registration that users sign in with. It can only read.
pub fn reader() -> Registration {
    Registration { name: "Bestow", scopes: Scope::ALL.iter().copied().filter(|scope| !scope.writes()).collect() }
}

/// The registration that changes are applied with.
pub fn operator() -> Registration {
    Registration { name: "Bestow (changes)", scopes: Scope::ALL.to_vec() }
}

impl Registration {
    /// The values of the permissions, as consent takes them.
    pub fn values(&self) -> String {
        self.scopes.iter().map(|scope| scope.value()).collect::<Vec<_>>().join(" ")
    }

    /// The permissions as `requiredResourceAccess` has them.
    pub fn required_resource_access(&self) -> Value {
        let access: Vec<Value> =
            self.scopes.iter().map(|scope| json!({ "id": scope.id().to_string(), "type": "Scope" })).collect();
        json!([{ "resourceAppId": GRAPH, "resourceAccess": access }])
    }

    /// The application as Microsoft Graph takes it.
    /// <https://learn.microsoft.com/graph/api/application-post-applications>
    pub fn manifest(&self) -> String {
        let application = json!({
            "displayName": self.name,
            "signInAudience": "AzureADMyOrg",
            "spa": { "redirectUris": [format!("{EXAMPLE}redirect.html")] },
            "requiredResourceAccess": self.required_resource_access(),
        });
        format!("{application:#}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph::endpoints::{ALL, MORE_TO_SEE};
    use std::collections::BTreeSet;

    #[test]
    fn registrations_have_exactly_the_scopes_of_the_endpoints() {
        let needed = ALL.iter().flat_map(|facts| facts.scopes.iter().copied());
        let needed: BTreeSet<Scope> = needed.chain(MORE_TO_SEE.iter().map(|(scope, _)| *scope)).collect();
        let of = |registration: Registration| registration.scopes.into_iter().collect::<BTreeSet<_>>();
        assert_eq!(of(operator()), needed);
        assert_eq!(of(reader()), needed.into_iter().filter(|scope| !scope.writes()).collect());
    }

    #[test]
    fn manifest_is_for_one_tenant_and_a_single_page_application() {
        let manifest: Value = serde_json::from_str(&reader().manifest()).unwrap();
        assert_eq!(manifest["signInAudience"], "AzureADMyOrg");
        assert_eq!(manifest["spa"]["redirectUris"], json!(["https://bestow.example.com/redirect.html"]));
        let access = manifest["requiredResourceAccess"][0]["resourceAccess"].as_array().unwrap();
        assert_eq!(access.len(), reader().scopes.len());
        assert!(access.iter().all(|entry| entry["type"] == "Scope"));
    }
}
