//! A tenant of a handful of objects, and requests to it in one line each.

use std::fmt::Write;

use bestow::domain::guid::Guid;
use bestow::domain::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId, TenantId, UserId};
use bestow::domain::time::Timestamp;
use bestow::graph::transport::Request;
use bestow::simulator::tenant::{AppRole, Group, RoleDefinition, RoleScope, ServicePrincipal, Tenant, User};
use bestow::simulator::{Caller, Simulator};
use serde_json::Value;

pub const GRAPH_ID: &str = "10000000-0000-4000-8000-000000000001";
pub const CUSTOM_API: &str = "10000000-0000-4000-8000-000000000002";
pub const IDENTITY: &str = "20000000-0000-4000-8000-000000000001";
pub const USER_READ_ALL: &str = "df021288-bdef-4463-88db-98f22de89214";
pub const USER_READWRITE_ALL: &str = "741f803b-c850-494e-b5df-cde7c675a1ca";
pub const CUSTOM_ROLE: &str = "30000000-0000-4000-8000-000000000001";
pub const EXCHANGE_ADMINISTRATOR: &str = "29232cdf-9323-42fd-ade2-1d097af3e4de";
const PRIVILEGED_ROLE_ADMINISTRATOR: &str = "e8611ab8-c189-46e8-94e1-60213ab1f814";
const APPLICATION_ADMINISTRATOR: &str = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
const ADMINISTRATOR: &str = "40000000-0000-4000-8000-000000000001";
const COLLEAGUE: &str = "40000000-0000-4000-8000-000000000002";
const SCOPES: &str = "User.Read Application.Read.All RoleManagement.Read.Directory AppRoleAssignment.ReadWrite.All \
                      RoleManagement.ReadWrite.Directory Directory.Read.All Application.ReadWrite.All";

/// A simulator, and the person who asks it.
pub struct Bench {
    pub simulator: Simulator,
    pub caller: Option<Caller>,
    pub now: Timestamp,
}

/// An answer with its JSON; null where there is no body.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Bench {
    /// A Privileged Role Administrator with every scope, in a tenant with two APIs and three managed identities.
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
        let request: Request =
            request.body(body.map(|body| body.to_string().into_bytes()).unwrap_or_default()).unwrap();
        let response = self.simulator.answer(self.caller.as_ref(), self.now, &request);
        Answer { status: response.status().as_u16(), body: serde_json::from_slice(response.body()).unwrap_or_default() }
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
    for (id, name) in [(ADMINISTRATOR, "Ada Admin"), (COLLEAGUE, "Cole League")] {
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
    tenant.assign(
        Guid::known(ADMINISTRATOR),
        RoleDefinitionId::known(PRIVILEGED_ROLE_ADMINISTRATOR),
        RoleScope::Tenant,
    );
    // The colleague holds the role through a group.
    let group = ObjectId::known("70000000-0000-4000-8000-000000000001");
    tenant.add_group(Group {
        id: group,
        display_name: "Application administrators".to_owned(),
        is_assignable_to_role: true,
        members: vec![Guid::known(COLLEAGUE)],
    });
    tenant.assign(group.0, RoleDefinitionId::known(APPLICATION_ADMINISTRATOR), RoleScope::Tenant);
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
    tenant.add_service_principal(graph);
    let app_id = AppId::known("80000000-0000-4000-8000-000000000001");
    let mut custom =
        ServicePrincipal::application(ServicePrincipalId::known(CUSTOM_API), app_id, "Custom API", tenant.id);
    custom.app_roles.push(AppRole::for_applications(AppRoleId::known(CUSTOM_ROLE), "Orders.Read", "Read orders", ""));
    tenant.add_service_principal(custom);
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
}
