//! What tells an identity from others of the same name.

use super::identities;
use super::resource_type::resource_type;
use domain::azure_resource::AzureResource;
use domain::guid::Guid;
use domain::identity::ManagedIdentity;
use domain::likeness::{Namesake, Uniqueness};

/// The label of the object ID.
pub const OBJECT_ID: &str = "Object ID";

/// Its type, its Azure resource, resource group and subscription, as far as they are known. `subscription` gives the name of
/// a subscription; one without a known name is shown by its ID.
pub fn details(identity: &ManagedIdentity, subscription: impl Fn(Guid) -> Option<String>) -> String {
    let resource = identity.resource.as_ref();
    let parts = [
        Some(identities::kind(identity.kind).to_owned()),
        resource.map(|it| resource_type(it.resource_type()).to_owned()),
        resource.and_then(AzureResource::resource_group).map(str::to_owned),
        resource.and_then(AzureResource::subscription).map(|id| subscription(id).unwrap_or_else(|| id.to_string())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The mark of a name that does not tell an identity from others; nothing, where it does or no one knows.
pub fn mark(uniqueness: Uniqueness) -> Option<&'static str> {
    match uniqueness {
        Uniqueness::Shared(Namesake::Same) => Some(identities::namesake(Namesake::Same)),
        Uniqueness::Shared(Namesake::Similar) => Some(identities::namesake(Namesake::Similar)),
        Uniqueness::Unique | Uniqueness::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::IdentityKind;
    use domain::ids::{AppId, ServicePrincipalId};

    #[test]
    fn subscription_has_its_name_where_that_is_known() {
        let scope = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1";
        let identity = ManagedIdentity {
            id: ServicePrincipalId(Guid::ZERO),
            app_id: AppId(Guid::ZERO),
            display_name: "vm1".to_owned(),
            kind: IdentityKind::SystemAssigned,
            resource: AzureResource::parse(&format!("{scope}/providers/Microsoft.Compute/virtualMachines/vm1")),
            enabled: true,
            created: None,
        };
        let named = details(&identity, |_| Some("Production".to_owned()));
        assert_eq!(named, "System-assigned · Virtual machine · rg1 · Production");
        assert!(details(&identity, |_| None).ends_with(" · 1b87a2f0-0000-4000-8000-000000000001"));
    }
}
