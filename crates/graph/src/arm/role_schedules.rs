//! When Azure roles end by themselves, as Privileged Identity Management lists it.

use serde::Deserialize;

use super::endpoint::{ArmCollection, ArmFacts};
use crate::transport::Request;
use domain::azure_assignment::AzureAssignmentId;
use domain::azure_role::AzureScope;
use domain::guid::Guid;
use domain::time::Timestamp;

/// Lists how long the assignments of a principal last that reach a scope.
#[derive(Clone, Debug)]
pub struct ListAzureEnds {
    /// The scope.
    pub scope: AzureScope,
    /// The principal.
    pub principal: Guid,
}

impl ArmCollection for ListAzureEnds {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "check when the Azure roles of an identity end",
        method: "GET",
        path: "{scope}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances",
        api_version: "2020-10-01",
        docs: "https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-instances/list-for-scope",
    };
    /// The assignment, and its end if it has one.
    type Item = (AzureAssignmentId, Option<Timestamp>);

    fn request(&self) -> Option<Request> {
        let filter = format!("assignedTo('{}')", self.principal);
        Self::FACTS.request(&[&super::requests::scope_text(&self.scope)?], &[("$filter", &filter)], None)
    }

    fn item(&self, json: &str) -> Option<Self::Item> {
        let WireAzureInstance { properties } = serde_json::from_str(json).ok()?;
        let end = match properties.end_date_time {
            Some(text) => Some(text.parse().ok()?),
            None => None,
        };
        Some((properties.origin_role_assignment_id.parse().ok()?, end))
    }
}

#[derive(Deserialize)]
struct WireAzureInstance {
    properties: WireInstanceProperties,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireInstanceProperties {
    origin_role_assignment_id: String,
    end_date_time: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/providers/Microsoft.Authorization/roleAssignments/3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640";

    #[test]
    fn assignment_is_read_with_its_end_and_one_whose_end_cannot_be_read_is_none() {
        let ends = ListAzureEnds { scope: AzureScope::Root, principal: Guid::ZERO };
        let read = |more: &str| ends.item(&format!(r#"{{"properties":{{"originRoleAssignmentId":"{ID}"{more}}}}}"#));
        let id: AzureAssignmentId = ID.parse().unwrap();
        assert_eq!(read(""), Some((id.clone(), None)));
        assert_eq!(read(r#","endDateTime":null"#), Some((id.clone(), None)));
        let end = "2026-12-01T00:00:00Z".parse().unwrap();
        assert_eq!(read(r#","endDateTime":"2026-12-01T00:00:00Z""#), Some((id, Some(end))));
        assert_eq!(read(r#","endDateTime":"soon""#), None);
    }
}
