//! A tenant of a handful of objects, and requests to it in one line each.

use std::fmt::Write;

use domain::guid::Guid;
use domain::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId, TenantId, UserId};
use domain::time::Timestamp;
use graph::transport::Request;
use serde_json::{Value, json};
use simulator::tenant::{
    AdministrativeUnit, AppRole, Application, Group, GroupKind, MemberType, RoleDefinition, RoleScope,
    ServicePrincipal, Tenant, User,
};
use simulator::{Caller, Simulator};

pub const GRAPH_ID: &str = "10000000-0000-4000-8000-000000000001";
pub const CUSTOM_API: &str = "10000000-0000-4000-8000-000000000002";
pub const IDENTITY: &str = "20000000-0000-4000-8000-000000000001";
pub const USER_READ_ALL: &str = "df021288-bdef-4463-88db-98f22de89214";
pub const USER_READWRITE_ALL: &str = "741f803b-c850-494e-b5df-cde7c675a1ca";
pub const CUSTOM_ROLE: &str = "30000000-0000-4000-8000-000000000001";
pub const DISABLED_ROLE: &str = "30000000-0000-4000-8000-000000000002";
pub const PEOPLES_ROLE: &str = "30000000-0000-4000-8000-000000000003";
pub const IDENTITYS_APP: &str = "21000000-0000-4000-8000-000000000001";
pub const KNOWN_APP: &str = "80000000-0000-4000-8000-000000000009";
pub const UNIT: &str = "71000000-0000-4000-8000-000000000001";
pub const APPLICATION: &str = "81000000-0000-4000-8000-000000000001";
pub const GLOBAL_READER: &str = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
pub const EXCHANGE_ADMINISTRATOR: &str = "29232cdf-9323-42fd-ade2-1d097af3e4de";
const PRIVILEGED_ROLE_ADMINISTRATOR: &str = "e8611ab8-c189-46e8-94e1-60213ab1f814";
const APPLICATION_ADMINISTRATOR: &str = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
pub const ADMINISTRATOR: &str = "40000000-0000-4000-8000-000000000001";
const NEWCOMER: &str = "40000000-0000-4000-8000-000000000003";
pub const COLLEAGUE: &str = "40000000-0000-4000-8000-000000000002";
const SCOPES: &str = "User.Read Application.Read.All RoleManagement.Read.Directory AppRoleAssignment.ReadWrite.All \
                      RoleManagement.ReadWrite.Directory Directory.Read.All Application.ReadWrite.All \
                      GroupMember.Read.All";

/// A simulator, and the user who asks it.
pub struct Probe {
    pub simulator: Simulator,
    pub caller: Option<Caller>,
    pub now: Timestamp,
}

/// An answer with its JSON; null where there is no body.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Value,
}

impl Answer {
    /// A header, by its name; empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Probe {
    /// A Privileged Role Administrator and Application Administrator with every scope, in a tenant with two APIs and three managed identities.
    pub fn new() -> Self {
        Self {
            simulator: Simulator::new(tenant()),
            caller: Some(caller(ADMINISTRATOR, SCOPES)),
            now: "2026-11-23T08:00:00Z".parse().unwrap(),
        }
    }

    /// From now on an Application Administrator asks.
    pub fn become_application_administrator(&mut self) {
        self.caller = Some(caller(COLLEAGUE, SCOPES));
    }

    /// From now on someone without any role asks.
    pub fn become_nobody_special(&mut self) {
        self.caller = Some(caller(NEWCOMER, SCOPES));
    }

    /// From now on the token has these scopes only.
    pub fn limit_to(&mut self, scopes: &str) {
        if let Some(caller) = &mut self.caller {
            *caller = Caller::new(caller.user, caller.app, scopes);
        }
    }

    /// Makes who asks an owner of the custom API's app registration.
    pub fn own_the_custom_api(&mut self) {
        let user = self.caller.as_ref().unwrap().user;
        self.simulator.tenant.applications.get_mut(&ObjectId::known(APPLICATION)).unwrap().owners.push(user.0);
    }

    /// Gives who asks a role of the organization's own that allows one action.
    pub fn hold_a_custom_role(&mut self, action: &str) {
        let id = RoleDefinitionId::known("31000000-0000-4000-8000-000000000001");
        let user = self.caller.as_ref().unwrap().user;
        self.simulator.tenant.add_role_definition(RoleDefinition::custom(id, "Grants", "", &[action]));
        self.simulator.tenant.assign(user.0, id, RoleScope::Tenant);
    }

    /// Gives who asks an Entra role.
    pub fn hold(&mut self, role: &str) {
        let user = self.caller.as_ref().unwrap().user;
        self.simulator.tenant.assign(user.0, RoleDefinitionId::known(role), RoleScope::Tenant);
    }

    /// Adds a group with the identity in it.
    pub fn add_group_with_the_identity(&mut self, name: &str) {
        self.simulator.tenant.add_group(Group {
            id: ObjectId::known("72000000-0000-4000-8000-000000000001"),
            display_name: name.to_owned(),
            is_assignable_to_role: false,
            kind: GroupKind::Security,
            members: vec![Guid::known(IDENTITY)],
        });
    }

    /// Adds identities to the list, for its pages.
    pub fn add_identities(&mut self, count: u32) {
        for number in 0..count {
            let id = ServicePrincipalId::known(&format!("22000000-0000-4000-8000-{number:012}"));
            let identity = ServicePrincipal::managed_identity(id, AppId(id.0), &format!("many {number}"), &[]);
            self.simulator.tenant.add_service_principal(identity);
        }
    }

    /// Assigns roles to the identity that no API offers any more.
    pub fn hold_many_roles(&mut self, count: u32) {
        for number in 0..count {
            let role = AppRoleId::known(&format!("32000000-0000-4000-8000-{number:012}"));
            self.simulator.tenant.grant(Guid::known(IDENTITY), ServicePrincipalId::known(GRAPH_ID), role, self.now);
        }
    }

    /// Grants the identity an app role.
    pub fn grant(&mut self, api: &str, role: &str) -> Answer {
        let body = json!({"principalId": IDENTITY, "resourceId": api, "appRoleId": role});
        self.post(&format!("/v1.0/servicePrincipals/{api}/appRoleAssignedTo"), &body)
    }

    /// Assigns a tenant-wide Entra role to the identity.
    pub fn assign(&mut self, role: &str) -> Answer {
        let body = json!({"principalId": IDENTITY, "roleDefinitionId": role, "directoryScopeId": "/"});
        self.post("/v1.0/roleManagement/directory/roleAssignments", &body)
    }

    pub fn get(&mut self, target: &str) -> Answer {
        self.send("GET", target, None, &[])
    }

    pub fn delete(&mut self, target: &str) -> Answer {
        self.send("DELETE", target, None, &[])
    }

    pub fn post(&mut self, target: &str, body: &Value) -> Answer {
        self.send("POST", target, Some(body), &[])
    }

    pub fn send(&mut self, method: &str, target: &str, body: Option<&Value>, headers: &[(&str, &str)]) -> Answer {
        let mut request = http::Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if body.is_some() && !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            request = request.header("content-type", "application/json");
        }
        let request: Request =
            request.body(body.map(|body| body.to_string().into_bytes()).unwrap_or_default()).unwrap();
        let response = self.simulator.answer(self.caller.as_ref(), self.now, &request);
        let body = serde_json::from_slice(response.body()).unwrap_or_default();
        Answer { status: response.status().as_u16(), headers: response.headers().clone(), body }
    }
}

/// One property of every entry of a list.
pub fn names(answer: &Answer, property: &str) -> Vec<String> {
    let entries = answer.body["value"].as_array().unwrap_or_else(|| panic!("no list: {answer:?}"));
    entries.iter().map(|entry| entry[property].as_str().unwrap_or_default().to_owned()).collect()
}

/// Percent encoding of whatever is not plain.
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").unwrap();
        }
    }
    encoded
}

/// The same for the values of a query, whose names stay as they are.
pub fn encode_query(target: &str) -> String {
    match target.split_once("?") {
        None => target.to_owned(),
        Some((path, query)) => {
            let pairs: Vec<String> = query
                .split('&')
                .map(|pair| {
                    pair.split_once('=').map_or(pair.to_owned(), |(name, value)| format!("{name}={}", encode(value)))
                })
                .collect();
            format!("{path}?{}", pairs.join("&"))
        }
    }
}

pub fn caller(user: &str, scopes: &str) -> Caller {
    Caller::new(UserId::known(user), AppId::known("50000000-0000-4000-8000-000000000001"), scopes)
}

fn tenant() -> Tenant {
    let mut tenant = Tenant::new(TenantId::known("60000000-0000-4000-8000-000000000001"), "Contoso", "contoso.example");
    for (id, name) in [(ADMINISTRATOR, "Ada Admin"), (COLLEAGUE, "Cole League"), (NEWCOMER, "New Comer")] {
        tenant.add_user(User::member(
            UserId::known(id),
            name,
            &format!("{}@contoso.example", &name[..3].to_lowercase()),
        ));
    }
    for (id, name, privileged) in [
        (PRIVILEGED_ROLE_ADMINISTRATOR, "Privileged Role Administrator", true),
        (APPLICATION_ADMINISTRATOR, "Application Administrator", true),
        (EXCHANGE_ADMINISTRATOR, "Exchange Administrator", false),
    ] {
        tenant.add_role_definition(RoleDefinition::built_in(RoleDefinitionId::known(id), name, "", privileged));
    }
    for role in [PRIVILEGED_ROLE_ADMINISTRATOR, APPLICATION_ADMINISTRATOR] {
        tenant.assign(Guid::known(ADMINISTRATOR), RoleDefinitionId::known(role), RoleScope::Tenant);
    }
    // The colleague has the role through a group.
    let group = ObjectId::known("70000000-0000-4000-8000-000000000001");
    tenant.add_group(Group {
        id: group,
        display_name: "Application administrators".to_owned(),
        is_assignable_to_role: true,
        kind: GroupKind::Security,
        members: vec![Guid::known(COLLEAGUE)],
    });
    tenant.assign(group.0, RoleDefinitionId::known(APPLICATION_ADMINISTRATOR), RoleScope::Tenant);
    tenant.make_eligible(
        Guid::known(ADMINISTRATOR),
        RoleDefinitionId::known(EXCHANGE_ADMINISTRATOR),
        RoleScope::Tenant,
    );
    let (id, members) = (ObjectId::known(UNIT), Vec::new());
    tenant.add_administrative_unit(AdministrativeUnit { id, display_name: "Depot".to_owned(), members });
    add_apis(&mut tenant);
    add_identities(&mut tenant);
    tenant
}

fn add_apis(tenant: &mut Tenant) {
    let microsoft = TenantId::known("f8cdef31-a31e-4b4a-93e4-5f571e91255a");
    let app_id = AppId::known("00000003-0000-0000-c000-000000000000");
    let mut graph =
        ServicePrincipal::application(ServicePrincipalId::known(GRAPH_ID), app_id, "Microsoft Graph", microsoft);
    for (id, value) in [(USER_READ_ALL, "User.Read.All"), (USER_READWRITE_ALL, "User.ReadWrite.All")] {
        graph.app_roles.push(AppRole::for_applications(AppRoleId::known(id), value, value, value));
    }
    for (id, value, for_people) in [(DISABLED_ROLE, "Old.Read", false), (PEOPLES_ROLE, "Guide", true)] {
        let mut role = AppRole::for_applications(AppRoleId::known(id), value, value, value);
        role.is_enabled = for_people;
        role.allowed_member_types = vec![if for_people { MemberType::User } else { MemberType::Application }];
        graph.app_roles.push(role);
    }
    tenant.add_service_principal(graph);
    let app_id = AppId::known("80000000-0000-4000-8000-000000000001");
    let mut custom =
        ServicePrincipal::application(ServicePrincipalId::known(CUSTOM_API), app_id, "Custom API", tenant.id);
    custom.app_roles.push(AppRole::for_applications(AppRoleId::known(CUSTOM_ROLE), "Orders.Read", "Read orders", ""));
    tenant.add_service_principal(custom);
    let (id, owners) = (ObjectId::known(APPLICATION), Vec::new());
    tenant.add_application(Application { id, app_id, display_name: "Custom API".to_owned(), owners });
    let (id, app_id) = (ServicePrincipalId(Guid::ZERO), AppId::known(KNOWN_APP));
    tenant.add_known_app(ServicePrincipal::application(id, app_id, "Known elsewhere", microsoft));
}

fn add_identities(tenant: &mut Tenant) {
    let group = "/subscriptions/90000000-0000-4000-8000-000000000001/resourcegroups/rg/providers";
    for (number, name, explicit, resource) in [
        (1, "O'Brien", "isExplicit=False", "Microsoft.Web/sites/O'Brien"),
        (2, "func-a", "isExplicit=False", "Microsoft.Web/sites/func-a"),
        (3, "func-b", "isExplicit=True", "Microsoft.ManagedIdentity/userAssignedIdentities/func-b"),
    ] {
        let id = ServicePrincipalId::known(&format!("20000000-0000-4000-8000-{number:012}"));
        let app_id = AppId::known(&format!("21000000-0000-4000-8000-{number:012}"));
        let resource = format!("{group}/{resource}");
        let mut identity = ServicePrincipal::managed_identity(id, app_id, name, &[explicit, &resource]);
        identity.account_enabled = number != 3;
        tenant.add_service_principal(identity);
    }
    let id = ServicePrincipalId::known("23000000-0000-4000-8000-000000000001");
    tenant.add_service_principal(ServicePrincipal::managed_identity(id, AppId(id.0), "gone", &[]));
    tenant.delete_service_principal(id, Timestamp::from_millis(1_790_000_000_000));
}
