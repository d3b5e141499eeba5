//! Service principals, and the managed identities among them.

use super::azure_resource::AzureResource;
use super::ids::{AppId, ServicePrincipalId, TenantId};
use super::time::Timestamp;

/// What kind of service principal something is.
///
/// <https://learn.microsoft.com/graph/api/resources/serviceprincipal>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServicePrincipalKind {
    /// The identity of an Azure resource; it has no app registration.
    ManagedIdentity,
    /// An application or an API.
    Application,
    /// The identity of an AI agent. It is made from a blueprint and can inherit permissions from the blueprint.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/agentidentity>
    AgentIdentity,
    /// The blueprint from which agent identities are made.
    AgentBlueprint,
    /// An app of the time before app registrations.
    Legacy,
    /// A kind that this program does not know, by the name that the service gives it.
    Other(String),
}

/// An application, an API or a managed identity, as this tenant knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePrincipal {
    /// Its object id in this tenant.
    pub id: ServicePrincipalId,
    /// The id of its application, the same in every tenant.
    pub app_id: AppId,
    /// Its name, which is not unique and was chosen by its creator.
    pub display_name: String,
    /// What kind it is.
    pub kind: ServicePrincipalKind,
    /// Whether it can sign in.
    pub enabled: bool,
    /// When it was created, where the service says so.
    pub created: Option<Timestamp>,
    /// The tenant that owns the application, where there is one.
    pub owner_tenant: Option<TenantId>,
    /// What Azure notes about a managed identity: how it is assigned, and the resource.
    pub alternative_names: Vec<String>,
}

/// How a managed identity came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityKind {
    /// It lives and dies with one Azure resource.
    SystemAssigned,
    /// It is an Azure resource of its own, which others use.
    UserAssigned,
    /// Azure has noted neither, as for some old ones.
    Unknown,
}

impl IdentityKind {
    /// The word for it in every file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SystemAssigned => "system-assigned",
            Self::UserAssigned => "user-assigned",
            Self::Unknown => "unknown",
        }
    }
}

/// The identity of one or more Azure resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedIdentity {
    /// Its object id: what Azure calls the principal id.
    pub id: ServicePrincipalId,
    /// Its application id: what Azure calls the client id.
    pub app_id: AppId,
    /// Its name, which is the name of the Azure resource and not unique.
    pub display_name: String,
    /// How it is assigned.
    pub kind: IdentityKind,
    /// The Azure resource: the host of a system-assigned one, the identity itself for a user-assigned one.
    pub resource: Option<AzureResource>,
    /// Whether it can sign in.
    pub enabled: bool,
    /// When it was created, where the service says so.
    pub created: Option<Timestamp>,
}

impl ServicePrincipal {
    /// The managed identity that this is, where it is one.
    pub fn managed_identity(&self) -> Option<ManagedIdentity> {
        if self.kind != ServicePrincipalKind::ManagedIdentity {
            return None;
        }
        let resource = self.alternative_names.iter().find_map(|name| AzureResource::parse(name));
        Some(ManagedIdentity {
            id: self.id,
            app_id: self.app_id,
            display_name: self.display_name.clone(),
            kind: IdentityKind::from_names(&self.alternative_names, resource.as_ref()),
            resource,
            enabled: self.enabled,
            created: self.created,
        })
    }
}

impl IdentityKind {
    /// Azure writes `isExplicit=True` beside the resource id of a user-assigned identity and `isExplicit=False` beside
    /// that of a system-assigned one, in no particular order. Old system-assigned ones lack it; a user-assigned one is
    /// still known by its resource type.
    fn from_names(names: &[String], resource: Option<&AzureResource>) -> Self {
        let explicit = |value: &str| names.iter().any(|name| name.eq_ignore_ascii_case(value));
        if explicit("isExplicit=True") || resource.is_some_and(AzureResource::is_user_assigned_identity) {
            Self::UserAssigned
        } else if explicit("isExplicit=False") {
            Self::SystemAssigned
        } else {
            Self::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guid::Guid;

    fn principal(names: &[&str]) -> ServicePrincipal {
        ServicePrincipal {
            id: ServicePrincipalId(Guid::ZERO),
            app_id: AppId(Guid::ZERO),
            display_name: "lazy".to_owned(),
            kind: ServicePrincipalKind::ManagedIdentity,
            enabled: true,
            created: None,
            owner_tenant: None,
            alternative_names: names.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn the_kind_is_read_from_what_azure_notes_in_any_order() {
        let vm = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourcegroups/rg/providers/Microsoft.Compute/virtualMachines/vm1";
        let user = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourcegroups/rg/providers/microsoft.managedidentity/userassignedidentities/u1";
        let check = |names: &[&str], kind, resource: Option<&str>| {
            let identity = principal(names).managed_identity().unwrap();
            assert_eq!(
                (identity.kind, identity.resource.as_ref().map(AzureResource::name)),
                (kind, resource),
                "{names:?}"
            );
        };
        check(&["isExplicit=False", vm], IdentityKind::SystemAssigned, Some("vm1"));
        check(&[vm, "isExplicit=False"], IdentityKind::SystemAssigned, Some("vm1"));
        check(&["isExplicit=True", user], IdentityKind::UserAssigned, Some("u1"));
        check(&[user], IdentityKind::UserAssigned, Some("u1"));
        check(&[vm], IdentityKind::Unknown, Some("vm1"));
        check(&[], IdentityKind::Unknown, None);
    }

    #[test]
    fn an_application_is_not_a_managed_identity() {
        let app = ServicePrincipal { kind: ServicePrincipalKind::Application, ..principal(&["isExplicit=True"]) };
        assert_eq!(app.managed_identity(), None);
    }
}
