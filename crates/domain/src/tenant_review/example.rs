//! A small tenant for the tests of the review: one identity for each finding.

use std::rc::Rc;
use std::time::Duration;

use super::evidence::SignIns;
use super::reading::{AssignedRole, GrantedAppRole, RolePrincipalKind, TenantReading};
use super::{PermissionKey, TenantReview};
use crate::api::{Api, AppRole};
use crate::apis::{ApiState, KnownApis};
use crate::azure_resource::AzureResource;
use crate::catalog::apis::well_known_apis;
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::guid::Guid;
use crate::held_role::ScheduledRole;
use crate::identity::{IdentityKind, ManagedIdentity};
use crate::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use crate::listing::Listing;
use crate::time::Timestamp;
use crate::well_known::{COMMON_APIS, EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);
pub const SUBSCRIPTION: Guid = Guid::known("1b87a2f0-0000-4000-8000-000000000001");
pub const OTHER_SUBSCRIPTION: Guid = Guid::known("1b87a2f0-0000-4000-8000-000000000002");
pub const REPORTS_READER: RoleDefinitionId = RoleDefinitionId::known("4a5d8f65-41da-4de4-8968-e035b65339cf");
pub const GROUP: ObjectId = ObjectId::known("33333333-0000-4000-8000-0000000000c1");
pub const GONE_API: ServicePrincipalId = ServicePrincipalId::known("44444444-0000-4000-8000-0000000000d1");

const fn id(number: u8) -> Guid {
    Guid::from_bytes([number; 16])
}

pub const ADMIN: ServicePrincipalId = ServicePrincipalId(id(1));
pub const ARCHIVE: ServicePrincipalId = ServicePrincipalId(id(2));
pub const IDLE: ServicePrincipalId = ServicePrincipalId(id(3));
pub const PAYROLL: ServicePrincipalId = ServicePrincipalId(id(4));
pub const TWIN: ServicePrincipalId = ServicePrincipalId(id(5));
pub const OTHER_TWIN: ServicePrincipalId = ServicePrincipalId(id(6));

pub fn app_id(of: ServicePrincipalId) -> AppId {
    AppId(id(of.0.bytes()[0] + 100))
}

pub fn api_id(api: AppId) -> ServicePrincipalId {
    apis().by_app_id(api).unwrap().id
}

pub fn permission_key(api: AppId, value: &str) -> PermissionKey {
    let apis = apis();
    let api = apis.by_app_id(api).unwrap();
    PermissionKey::AppRole(api.id, api.roles_by_value(value).next().unwrap().id)
}

pub fn apis() -> KnownApis {
    let mut known = KnownApis::default();
    for (number, api) in (200..).zip(well_known_apis().into_iter().filter(|it| COMMON_APIS.contains(&it.app_id))) {
        let role = |role: crate::catalog::apis::WellKnownAppRole| AppRole {
            id: role.id,
            value: Some(role.value.to_owned()),
            display_name: role.display_name.to_owned(),
            description: String::new(),
            enabled: role.enabled,
            for_applications: !role.for_people,
        };
        let app_roles = api.app_roles.into_iter().map(role).collect();
        let present = Api {
            id: ServicePrincipalId(id(number)),
            app_id: api.app_id,
            display_name: api.name.to_owned(),
            owner_tenant: None,
            assignment_required: false,
            app_roles,
        };
        known.note(api.app_id, ApiState::Present(Rc::new(present)));
    }
    known.note_deleted(GONE_API);
    known
}

pub fn identity(
    of: ServicePrincipalId,
    name: &str,
    kind: IdentityKind,
    place: Option<(Guid, &str)>,
) -> ManagedIdentity {
    let resource = place.and_then(|(subscription, group)| {
        AzureResource::parse(&format!(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Web/sites/{name}"
        ))
    });
    ManagedIdentity {
        id: of,
        app_id: app_id(of),
        display_name: name.to_owned(),
        kind,
        resource,
        enabled: true,
        created: Some(days_ago(1_000)),
    }
}

pub fn days_ago(days: u64) -> Timestamp {
    NOW - Duration::from_secs(days * 86_400)
}

pub fn granted(api: AppId, value: &str, days: u64) -> (GrantedAppRole, String) {
    let PermissionKey::AppRole(resource, app_role) = permission_key(api, value) else {
        unreachable!("a thing of an API")
    };
    (GrantedAppRole { resource, app_role, created: Some(days_ago(days)) }, String::new())
}

fn orphaned_grant(number: u8) -> (GrantedAppRole, String) {
    let app_role = AppRoleId(id(number));
    (GrantedAppRole { resource: GONE_API, app_role, created: Some(days_ago(800)) }, "Payroll API".to_owned())
}

fn assigned(principal: Guid, kind: RolePrincipalKind, name: &str, role: RoleDefinitionId) -> AssignedRole {
    AssignedRole { principal, kind, name: Some(name.to_owned()), role, scope: DirectoryScope::Tenant }
}

/// Everything except the permissions of the identities.
pub fn reading_without_grants() -> TenantReading {
    use IdentityKind::{SystemAssigned, UserAssigned};
    let mut reading = TenantReading::default();
    reading.note_identities(Ok(Listing::complete(vec![
        identity(TWIN, "twin", UserAssigned, Some((SUBSCRIPTION, "rg-web"))),
        identity(OTHER_TWIN, "twin", SystemAssigned, Some((OTHER_SUBSCRIPTION, "rg-data"))),
        identity(PAYROLL, "payroll", SystemAssigned, None),
        identity(IDLE, "idle", SystemAssigned, Some((SUBSCRIPTION, "rg-auto"))),
        identity(ARCHIVE, "Archive", SystemAssigned, Some((SUBSCRIPTION, "rg-auto"))),
        identity(ADMIN, "admin", SystemAssigned, Some((SUBSCRIPTION, "rg-auto"))),
    ])));
    reading.note_roles(Ok(Listing::complete(vec![
        assigned(ADMIN.0, RolePrincipalKind::Other, "admin", EXCHANGE_ADMINISTRATOR),
        assigned(GROUP.0, RolePrincipalKind::Group, "automation", REPORTS_READER),
    ])));
    reading.note_endings(Ok(Listing::complete(vec![ScheduledRole {
        principal: ADMIN.0,
        origin: None,
        role: EXCHANGE_ADMINISTRATOR,
        definition: None,
        scope: DirectoryScope::Tenant,
        direct: true,
        start: None,
        end: Some(NOW + Duration::from_secs(86_400)),
    }])));
    let definition = |id, name: &str| RoleDefinition {
        id,
        display_name: name.to_owned(),
        description: String::new(),
        built_in: true,
        enabled: true,
    };
    reading.note_definitions(Ok(Listing::complete(vec![
        definition(EXCHANGE_ADMINISTRATOR, "Exchange Administrator"),
        definition(REPORTS_READER, "Reports Reader"),
    ])));
    reading.note_members(GROUP, Ok(Listing::complete(vec![OTHER_TWIN.0, id(99)])));
    reading
}

pub fn reading() -> TenantReading {
    let mut reading = reading_without_grants();
    let (graph, sharepoint) = (MICROSOFT_GRAPH, SHAREPOINT_ONLINE);
    for (of, held) in [
        (
            ADMIN,
            vec![granted(graph, "RoleManagement.ReadWrite.Directory", 10), granted(graph, "User.ReadWrite.All", 40)],
        ),
        (
            ARCHIVE,
            vec![
                granted(graph, "Sites.Selected", 100),
                granted(graph, "Sites.FullControl.All", 100),
                granted(sharepoint, "Sites.FullControl.All", 100),
                granted(graph, "User.Read.All", 100),
            ],
        ),
        (IDLE, vec![]),
        (PAYROLL, vec![orphaned_grant(1), orphaned_grant(2)]),
        (TWIN, vec![granted(graph, "User.Read.All", 400)]),
        (OTHER_TWIN, vec![]),
    ] {
        reading.note_grants(of, Ok(Listing::complete(held)));
    }
    reading
}

pub fn review() -> TenantReview {
    TenantReview::of(&reading(), &apis(), NOW)
}

pub fn sign_ins() -> SignIns {
    let last = |of, days| (app_id(of), Some(days_ago(days)));
    SignIns::of(Listing::complete(vec![last(ADMIN, 2), last(ARCHIVE, 200), (app_id(IDLE), None)]))
}
