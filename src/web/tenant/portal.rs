//! Links to the portals of the build's cloud.

use domain::azure_resource::AzureResource;
use domain::cloud::Cloud;
use domain::identity::ManagedIdentity;
use domain::ids::{AppId, ServicePrincipalId, TenantId};

/// The identity among the enterprise applications of the directory's portal.
pub fn in_entra(cloud: Cloud, identity: &ManagedIdentity) -> String {
    cloud.portals().enterprise_application(identity.id, identity.app_id)
}

/// A service principal of any kind in the directory's portal.
pub fn application_in_entra(cloud: Cloud, id: ServicePrincipalId, app_id: AppId) -> String {
    cloud.portals().enterprise_application(id, app_id)
}

/// The permissions of the identity in the directory's portal.
pub fn permissions(cloud: Cloud, identity: &ManagedIdentity) -> String {
    cloud.portals().permissions(identity.id, identity.app_id)
}

/// The Azure resource in Azure's portal, in this tenant, or else in whichever the user has open there.
pub fn in_azure(cloud: Cloud, tenant: Option<TenantId>, resource: &AzureResource) -> String {
    cloud.portals().resource(tenant, resource)
}

/// Where an administrator consents for all users to what an app registration asks for.
pub fn consent(cloud: Cloud, app_id: AppId) -> String {
    cloud.portals().consent(app_id)
}

/// Where people activate the directory roles that they are eligible for.
pub fn my_roles(cloud: Cloud) -> String {
    cloud.portals().my_roles()
}
