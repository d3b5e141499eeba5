//! The APIs of the sample: those of Microsoft that it uses, and those that the company made.

use super::dates::days_before;
use super::ids::id_of;
use super::people::APPLICATION_ADMINISTRATOR;
use crate::tenant::{AppRole, Application, MemberType, PermissionScope, ServicePrincipal, Tenant};
use domain::catalog::apis::{MICROSOFT_TENANT, WellKnownApi, WellKnownAppRole, well_known_apis};
use domain::ids::{AppId, AppRoleId, ObjectId, ServicePrincipalId};
use domain::scope::Scope;
use domain::time::Timestamp;
use domain::well_known::{AZURE_AD_GRAPH, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// Defender for Endpoint, whose service principal is called WindowsDefenderATP.
pub(super) const DEFENDER: AppId = AppId::known("fc780465-2017-40d4-a0c5-307022471b92");
/// Microsoft Threat Protection: Defender XDR.
pub(super) const THREAT_PROTECTION: AppId = AppId::known("8ee8fdad-f234-4243-8f3b-15c294843740");
/// Office 365 Management APIs.
pub(super) const OFFICE_MANAGEMENT: AppId = AppId::known("c5393580-f805-4401-95e8-94b7a6ef2fc2");
/// Microsoft Intune API.
pub(super) const INTUNE: AppId = AppId::known("c161e42e-d4df-4a3d-9b42-e7a3c31f59d4");
/// Skype and Teams Tenant Admin API.
pub(super) const TEAMS_ADMIN: AppId = AppId::known("48ac35b8-9aa8-4d74-927d-1f4a14a0b239");
/// Log Analytics API.
pub(super) const LOG_ANALYTICS: AppId = AppId::known("ca7f3f0b-7d91-482c-8e09-c5d840d0eac5");
const TEAMS_SERVICES: AppId = AppId::known("cc15fd57-2c6c-4117-a88c-83b1d56b4bbe");
const RIGHTS_MANAGEMENT: AppId = AppId::known("00000012-0000-0000-c000-000000000000");

/// The company's API for orders, with app roles of every sort.
pub const ORDERS_API: AppId = AppId::known("4b61d7f0-2c98-4e13-a5d6-9f80b3c721e4");
/// The company's API for its vehicles. It declares no app roles, so principals that are assigned get default access.
pub const FLEET_TRACKING_API: AppId = AppId::known("e27f05a9-8d13-4b6c-92f4-50c6a1de3b78");
/// The company's API for the machines of its forty depots, with five app roles for each depot.
pub const DEPOT_GATEWAY_API: AppId = AppId::known("159ce8b2-63fa-4d07-8e91-b4d2076fa3c5");

/// The APIs of Microsoft that the tenant has a service principal for. The others can be created.
const PRESENT: [AppId; 12] = [
    MICROSOFT_GRAPH,
    SHAREPOINT_ONLINE,
    EXCHANGE_ONLINE,
    AZURE_AD_GRAPH,
    DEFENDER,
    THREAT_PROTECTION,
    OFFICE_MANAGEMENT,
    INTUNE,
    TEAMS_ADMIN,
    TEAMS_SERVICES,
    RIGHTS_MANAGEMENT,
    LOG_ANALYTICS,
];

const DEPOTS: [&str; 40] = [
    "Aarhus",
    "Antwerp",
    "Barcelona",
    "Basel",
    "Bergen",
    "Bilbao",
    "Bremen",
    "Brno",
    "Calais",
    "Cork",
    "Dublin",
    "Dover",
    "Gdansk",
    "Genoa",
    "Ghent",
    "Gothenburg",
    "Graz",
    "Hamburg",
    "Helsinki",
    "Karlstad",
    "Kaunas",
    "Kiel",
    "Krakow",
    "LeHavre",
    "Lille",
    "Lisbon",
    "Lyon",
    "Malmo",
    "Nantes",
    "Odense",
    "Oslo",
    "Ostrava",
    "Porto",
    "Riga",
    "Rotterdam",
    "Stavanger",
    "Tallinn",
    "Trieste",
    "Turku",
    "Utrecht",
];

/// What an app role is looked up by: the object id of its API, and its own id within it.
pub(super) type RoleOfApi = (ServicePrincipalId, AppRoleId);

/// The role of an API that has this value.
pub(super) fn role(tenant: &Tenant, api: AppId, value: &str) -> Option<RoleOfApi> {
    let api = tenant.service_principal_of(api)?;
    let role = api.app_roles.iter().find(|role| role.value.as_deref() == Some(value))?;
    Some((api.id, role.id))
}

/// The roles of an API that can be granted to an identity, in the API's order.
pub(super) fn grantable(tenant: &Tenant, api: AppId) -> Vec<RoleOfApi> {
    let Some(api) = tenant.service_principal_of(api) else { return Vec::new() };
    let fits = |role: &&AppRole| role.is_enabled && role.allowed_member_types.contains(&MemberType::Application);
    api.app_roles.iter().filter(fits).map(|role| (api.id, role.id)).collect()
}

pub(super) fn add(tenant: &mut Tenant, now: Timestamp) {
    for api in well_known_apis() {
        let principal = service_principal(&api, days_before(now, 2_930));
        if PRESENT.contains(&api.app_id) {
            tenant.add_service_principal(principal);
        } else {
            tenant.add_known_app(principal);
        }
    }
    let depot_roles = DEPOTS.iter().flat_map(|depot| depot_roles(depot)).collect();
    add_own(tenant, ORDERS_API, "Halden Orders API", order_roles(), days_before(now, 1_204));
    add_own(tenant, FLEET_TRACKING_API, "Halden Fleet Tracking API", Vec::new(), days_before(now, 861));
    add_own(tenant, DEPOT_GATEWAY_API, "Halden Depot Gateway API", depot_roles, days_before(now, 417));
}

/// An application of the company's own: the registration, and its service principal.
pub(super) fn add_own(tenant: &mut Tenant, app_id: AppId, name: &str, app_roles: Vec<AppRole>, created: Timestamp) {
    let (id, owners) = (ServicePrincipalId(id_of("api", name)), vec![APPLICATION_ADMINISTRATOR.0]);
    tenant.add_application(Application {
        id: ObjectId(id_of("application", name)),
        app_id,
        display_name: name.to_owned(),
        owners: owners.clone(),
    });
    tenant.add_service_principal(ServicePrincipal {
        app_roles,
        owners,
        created,
        tags: vec!["WindowsAzureActiveDirectoryIntegratedApp".to_owned()],
        further_names: vec![format!("api://{app_id}")],
        ..ServicePrincipal::application(id, app_id, name, tenant.id)
    });
}

fn service_principal(api: &WellKnownApi, created: Timestamp) -> ServicePrincipal {
    let id = ServicePrincipalId(id_of("api", api.name));
    let mut principal = ServicePrincipal::application(id, api.app_id, api.name, MICROSOFT_TENANT);
    principal.created = created;
    principal.app_roles = api.app_roles.iter().map(app_role).collect();
    if api.app_id == MICROSOFT_GRAPH {
        principal.further_names = vec!["https://graph.microsoft.com".to_owned()];
        principal.scopes = Scope::ALL.iter().map(|&scope| permission_scope(scope)).collect();
    }
    principal
}

fn app_role(role: &WellKnownAppRole) -> AppRole {
    let member_type = if role.for_people { MemberType::User } else { MemberType::Application };
    AppRole {
        is_enabled: role.enabled,
        allowed_member_types: vec![member_type],
        ..AppRole::for_applications(role.id, role.value, role.display_name, &role.description)
    }
}

fn permission_scope(scope: Scope) -> PermissionScope {
    let description = format!("Allows the app to use {} on behalf of the signed-in user.", scope.value());
    PermissionScope { id: scope.id(), value: scope.value().to_owned(), description }
}

fn order_roles() -> Vec<AppRole> {
    let role = |value: &str, name: &str, description: &str| {
        AppRole::for_applications(AppRoleId(id_of("order role", value)), value, name, description)
    };
    let (people, both) = (vec![MemberType::User], vec![MemberType::User, MemberType::Application]);
    vec![
        role(
            "Orders.Read.All",
            "Read all orders",
            "Allows the app to read all orders with customer, address and status.",
        ),
        role(
            "Orders.ReadWrite.All",
            "Read and write all orders",
            "Allows the app to create, update and cancel orders of all customers.",
        ),
        role("Invoices.Read.All", "Read all invoices", "Allows the app to read all invoices and their payment status."),
        role(
            "Customs.Submit",
            "Submit customs declarations",
            "Allows the app to submit customs declarations on behalf of the company.",
        ),
        AppRole {
            allowed_member_types: both,
            ..role("Orders.Audit", "Audit orders", "Allows users and apps to read the change history of orders.")
        },
        AppRole {
            allowed_member_types: people,
            ..role("Orders.Approve", "Approve orders", "Allows users to approve orders above the credit limit.")
        },
        AppRole {
            is_enabled: false,
            ..role(
                "Orders.Export.All",
                "Export all orders",
                "Allows the app to export all orders to a file. No longer available.",
            )
        },
    ]
}

fn depot_roles(depot: &str) -> [AppRole; 5] {
    [
        ("Read", "Read machines in", "read the status of machines in"),
        ("Control", "Control machines in", "start, stop and configure machines in"),
        ("Doors", "Open gates in", "open and close gates in"),
        ("Alarms", "Acknowledge alarms in", "read and acknowledge alarms in"),
        ("Telemetry", "Read telemetry of", "read the telemetry of"),
    ]
    .map(|(action, name, description)| {
        let value = format!("Depot.{depot}.{action}");
        let (name, description) =
            (format!("{name} {depot}"), format!("Allows the app to {description} the {depot} depot."));
        AppRole::for_applications(AppRoleId(id_of("depot role", &value)), &value, &name, &description)
    })
}
