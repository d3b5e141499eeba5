//! `/organization`: the tenant itself.
//!
//! <https://learn.microsoft.com/graph/api/organization-list>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::need_scope;
use super::super::tenant::Tenant;
use super::answers::{list, one};
use super::methods::{not_known, only_get};

const READ: &[&str] = &[
    "User.Read",
    "User.Read.All",
    "Organization.Read.All",
    "Organization.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];

const SET: EntitySet = EntitySet {
    type_name: "organization",
    context: "organization",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::plain("deletedDateTime", PropertyType::Time),
        Property::plain("businessPhones", PropertyType::Other),
        Property::plain("countryLetterCode", PropertyType::Text),
        Property::plain("createdDateTime", PropertyType::Time),
        Property::plain("displayName", PropertyType::Text),
        Property::plain("tenantType", PropertyType::Text),
        Property::plain("verifiedDomains", PropertyType::Other),
        Property::plain("assignedPlans", PropertyType::Other),
    ],
    ..EntitySet::BASE
};

/// Answers what is behind `/organization`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ)?;
    match rest {
        [] => list(&SET, std::iter::once(OrganizationRow(tenant)), inquiry),
        [id] if *id == tenant.id.to_string() => one(&SET, &OrganizationRow(tenant), inquiry),
        [id] => Err(Refusal::NotFound((*id).to_owned())),
        _ => Err(not_known(inquiry)),
    }
}

struct OrganizationRow<'t>(&'t Tenant);

impl Entity for OrganizationRow<'_> {
    fn key(&self) -> String {
        self.0.id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.0;
        match property {
            "id" => json!(it.id),
            "displayName" => json!(it.display_name),
            "createdDateTime" => json!(it.created.to_string()),
            "tenantType" => json!("AAD"),
            "businessPhones" => json!([]),
            "verifiedDomains" => {
                let domain = |name: &str, is_default: bool| {
                    json!({
                        "capabilities": "Email, OfficeCommunicationsOnline", "isDefault": is_default,
                        "isInitial": !is_default, "name": name, "type": "Managed",
                    })
                };
                let label = it.default_domain.split('.').next().unwrap_or_default();
                json!([domain(&format!("{label}.onmicrosoft.com"), false), domain(&it.default_domain, true)])
            }
            // The plan of Microsoft Entra ID P2.
            "assignedPlans" if it.premium => json!([{
                "assignedDateTime": it.created.to_string(), "capabilityStatus": "Enabled", "service": "AADPremiumService",
                "servicePlanId": "eec0eb4f-6444-4f95-aba0-50c24d67f998",
            }]),
            "assignedPlans" => json!([]),
            _ => Value::Null,
        }
    }
}
