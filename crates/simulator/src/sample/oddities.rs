//! Identities and programs that a reader of lists stumbles over: every one is a state that real tenants are in.

use super::apis::{self, DEPOT_GATEWAY_API, FLEET_TRACKING_API, ORDERS_API, add_own, grantable, role};
use super::azure::Host::{OfManagementGroup, System, User};
use super::azure::{CORPORATE, DEVELOPMENT, PRODUCTION};
use super::dates::days_before;
use super::identities::{BUILD_AGENTS, HR_SYNC, Identity, add_one, grant_all, id_by_name};
use super::ids::id_of;
use super::people::{ADMINISTRATOR, APPLICATION_ADMINISTRATOR, add_group};
use crate::tenant::{FederatedCredential, ServicePrincipal, ServicePrincipalKind, Tenant, UserSignIn};
use domain::guid::Guid;
use domain::ids::{AppId, AppRoleId, ServicePrincipalId};
use domain::time::Timestamp;
use domain::well_known::{EXCHANGE_ONLINE as EXCHANGE, MICROSOFT_GRAPH as GRAPH, SHAREPOINT_ONLINE as SHAREPOINT};

pub(super) const EXCHANGE_WITHOUT_ROLE: Identity = Identity {
    name: "aa-exchange-reports",
    host: System(CORPORATE, "rg-automation", "Microsoft.Automation/automationAccounts/aa-exchange-reports"),
    age: 88,
    holds: &[(EXCHANGE, &["Exchange.ManageAsApp"])],
};

pub(super) const EXCHANGE_WITHOUT_PERMISSION: Identity = Identity {
    name: "func-mailbox-audit",
    host: System(CORPORATE, "rg-security", "Microsoft.Web/sites/func-mailbox-audit"),
    age: 45,
    holds: &[],
};

const ODD: &[Identity] = &[
    EXCHANGE_WITHOUT_ROLE,
    EXCHANGE_WITHOUT_PERMISSION,
    // The broad permission beside the narrow one that it makes pointless, in both APIs.
    Identity {
        name: "func-sharepoint-archive",
        host: System(CORPORATE, "rg-intranet", "Microsoft.Web/sites/func-sharepoint-archive"),
        age: 333,
        holds: &[
            (GRAPH, &["Sites.FullControl.All", "Sites.Selected"]),
            (SHAREPOINT, &["Sites.FullControl.All", "Sites.Selected"]),
        ],
    },
    Identity {
        name: "Finn O'Brien report runner",
        host: System(DEVELOPMENT, "rg-sandbox", "Microsoft.Logic/workflows/finn-obrien-report-runner"),
        age: 29,
        holds: &[(GRAPH, &["Reports.Read.All"])],
    },
    // An emoji, an ampersand, a hash sign and a mark that turns the direction of what follows.
    Identity {
        name: "📦 parcels & returns #1 \u{200f}(test)",
        host: System(DEVELOPMENT, "rg-sandbox", "Microsoft.Logic/workflows/parcels-returns-1"),
        age: 12,
        holds: &[(GRAPH, &["Mail.Send"])],
    },
];

const MANY_READ: Identity =
    Identity { name: "id-tenant-documentation", host: User(CORPORATE, "rg-security"), age: 270, holds: &[] };
const ALL_THERE_IS: Identity =
    Identity { name: "id-load-test-1001-permissions", host: User(DEVELOPMENT, "rg-load-test"), age: 9, holds: &[] };
const API_GONE: Identity = Identity {
    name: "func-payroll-bridge",
    host: System(CORPORATE, "rg-hr", "Microsoft.Web/sites/func-payroll-bridge"),
    age: 830,
    holds: &[(GRAPH, &["User.Read.All"])],
};
const ROLE_GONE: Identity = Identity {
    name: "func-order-sync",
    host: System(PRODUCTION, "rg-customs", "Microsoft.Web/sites/func-order-sync"),
    age: 1_150,
    holds: &[(ORDERS_API, &["Orders.ReadWrite.All", "Orders.Export.All"]), (GRAPH, &["AgentCard.Read.All"])],
};
const DEFAULT_ACCESS: Identity = Identity {
    name: "ca-route-planner",
    host: System(PRODUCTION, "rg-depots", "Microsoft.App/containerApps/ca-route-planner"),
    age: 140,
    holds: &[],
};
const NAMELESS: Identity = Identity {
    name: "vm-legacy-01",
    host: System(PRODUCTION, "rg-machines", "Microsoft.Compute/virtualMachines/vm-legacy-01"),
    age: 2_700,
    holds: &[(GRAPH, &["Directory.Read.All"])],
};
const DISABLED: Identity = Identity {
    name: "aa-old-offboarding",
    host: System(CORPORATE, "rg-automation", "Microsoft.Automation/automationAccounts/aa-old-offboarding"),
    age: 1_480,
    holds: &[(GRAPH, &["User.ReadWrite.All", "Mail.ReadWrite"])],
};
const DELETED: Identity = Identity {
    name: "func-decommissioned",
    host: System(DEVELOPMENT, "rg-sandbox", "Microsoft.Web/sites/func-decommissioned"),
    age: 590,
    holds: &[(GRAPH, &["Files.Read.All"])],
};

const POLICY_ASSIGNMENT: Identity =
    Identity { name: "deploy-diagnostics", host: OfManagementGroup("deploy-diagnostics"), age: 410, holds: &[] };
const SOLE_ROLE: Identity = Identity {
    name: "func-access-packages",
    host: System(CORPORATE, "rg-onboarding", "Microsoft.Web/sites/func-access-packages"),
    age: 205,
    holds: &[(DEPOT_GATEWAY_API, &["Depot.Oslo.Read"])],
};

/// What was added to the sample last. It comes after everything that is made for each identity in turn, so that what
/// the other identities have stays the same.
pub(super) fn add_last(tenant: &mut Tenant, now: Timestamp) {
    add_one(tenant, &POLICY_ASSIGNMENT, now);
    add_sole_role(tenant, now);
    add_agent(tenant, now);
    trust_branches(tenant);
    let (id, at) = (tenant.new_guid(), days_before(now, 1));
    let app_display_name = "Azure Portal".to_owned();
    tenant.user_sign_ins.push(UserSignIn { id, user: ADMINISTRATOR, at, app_display_name });
}

/// An API that gives tokens only to principals with one of its roles, and an identity with just one.
fn add_sole_role(tenant: &mut Tenant, now: Timestamp) {
    add_one(tenant, &SOLE_ROLE, now);
    for api in tenant.service_principals.values_mut().filter(|it| it.app_id == DEPOT_GATEWAY_API) {
        api.app_role_assignment_required = true;
    }
}

/// An agent identity with a permission of its own and one that it inherits of its blueprint's principal.
fn add_agent(tenant: &mut Tenant, now: Timestamp) {
    let (blueprint, agent) = ("Halden Dispatch Agents", "Halden Dispatch Agent Oslo");
    let blueprint_app = AppId(id_of("client", blueprint));
    let blueprint_id = ServicePrincipalId(id_of("agent blueprint", blueprint));
    tenant.add_service_principal(ServicePrincipal {
        kind: ServicePrincipalKind::AgentIdentityBlueprint,
        created: days_before(now, 61),
        ..ServicePrincipal::application(blueprint_id, blueprint_app, blueprint, tenant.id)
    });
    let (id, app_id) = (ServicePrincipalId(id_of("agent", agent)), AppId(id_of("client", agent)));
    let principal = ServicePrincipal::agent_identity(id, app_id, agent, blueprint_app, tenant.id);
    tenant.add_service_principal(ServicePrincipal { created: days_before(now, 60), ..principal });
    for (holder, value) in [(blueprint_id, "Calendars.Read"), (id, "Mail.Send")] {
        let roles: Vec<_> = role(tenant, GRAPH, value).into_iter().collect();
        grant_all(tenant, holder, &roles, days_before(now, 59));
    }
}

/// A flexible federated credential: an expression with a wildcard in place of a subject.
fn trust_branches(tenant: &mut Tenant) {
    let Some(of) = id_by_name(tenant, "id-halden-deploy").map(ServicePrincipalId) else { return };
    let credential = FederatedCredential {
        id: tenant.new_guid(),
        name: "deployments-of-all-branches".to_owned(),
        issuer: "https://token.actions.githubusercontent.com".to_owned(),
        subject: None,
        claims_matching: Some("claims['sub'] matches 'repo:halden-logistics/depot:ref:refs/heads/*'".to_owned()),
        audiences: vec!["api://AzureADTokenExchange".to_owned()],
    };
    tenant.add_federated_credential(of, credential);
}

pub(super) fn add(tenant: &mut Tenant, now: Timestamp) {
    for it in ODD {
        add_one(tenant, it, now);
    }
    add_many_permissions(tenant, now);
    add_dangling(tenant, now);
    add_states(tenant, now);
    add_programs(tenant, now);
}

/// One identity that reads whatever Microsoft Graph lets it read, cut at 120 roles, and one with 1,001 of 12 APIs.
fn add_many_permissions(tenant: &mut Tenant, now: Timestamp) {
    let id = add_one(tenant, &MANY_READ, now);
    let graph = tenant.service_principal_of(GRAPH);
    let values = graph.iter().flat_map(|api| &api.app_roles).filter_map(|role| role.value.clone());
    let readable: Vec<String> = values.filter(|value| value.ends_with(".Read.All")).collect();
    let mut roles: Vec<_> = readable.iter().filter_map(|value| role(tenant, GRAPH, value)).collect();
    roles.retain(|role| grantable(tenant, GRAPH).contains(role));
    roles.truncate(120);
    grant_all(tenant, id, &roles, days_before(now, 268));

    let id = add_one(tenant, &ALL_THERE_IS, now);
    let apis: Vec<AppId> = tenant.service_principals.values().map(|it| it.app_id).collect();
    let (last, others): (Vec<AppId>, Vec<AppId>) = apis.into_iter().partition(|&api| api == DEPOT_GATEWAY_API);
    let all = others.into_iter().chain(last).filter(|&api| api != apis::LOG_ANALYTICS && api != apis::TEAMS_ADMIN);
    let mut roles: Vec<_> = all.flat_map(|api| grantable(tenant, api)).collect();
    roles.truncate(1_001);
    grant_all(tenant, id, &roles, days_before(now, 8));
}

/// Assignments whose API was deleted, whose role was deleted or disabled, and one of default access.
fn add_dangling(tenant: &mut Tenant, now: Timestamp) {
    let gone = AppId(id_of("api", "Halden Payroll API"));
    add_own(tenant, gone, "Halden Payroll API", Vec::new(), days_before(now, 900));
    let id = add_one(tenant, &API_GONE, now);
    if let Some(api) = tenant.service_principal_of(gone).map(|api| api.id) {
        for value in ["Payroll.Read.All", "Payroll.Submit"] {
            tenant.grant(id.0, api, AppRoleId(id_of("payroll role", value)), days_before(now, 820));
        }
        tenant.service_principals.remove(&api);
        tenant.applications.retain(|_, application| application.app_id != gone);
    }
    let id = add_one(tenant, &ROLE_GONE, now);
    if let Some(api) = tenant.service_principal_of(ORDERS_API).map(|api| api.id) {
        tenant.grant(id.0, api, AppRoleId(id_of("order role", "Orders.Import.All")), days_before(now, 1_149));
    }
    let id = add_one(tenant, &DEFAULT_ACCESS, now);
    if let Some(api) = tenant.service_principal_of(FLEET_TRACKING_API).map(|api| api.id) {
        tenant.grant(id.0, api, AppRoleId(Guid::ZERO), days_before(now, 139));
    }
}

/// An old identity of which Azure noted nothing, a disabled one, and one that was deleted four days ago.
fn add_states(tenant: &mut Tenant, now: Timestamp) {
    let id = add_one(tenant, &NAMELESS, now);
    if let Some(principal) = tenant.service_principals.get_mut(&id) {
        principal.alternative_names.clear();
    }
    let id = add_one(tenant, &DISABLED, now);
    if let Some(principal) = tenant.service_principals.get_mut(&id) {
        principal.account_enabled = false;
    }
    let id = add_one(tenant, &DELETED, now);
    tenant.delete_service_principal(id, days_before(now, 4));
}

/// App registrations that managed identities own, and so can sign in as; and an identity that a person owns and that
/// is in a group of its own.
fn add_owned(tenant: &mut Tenant, now: Timestamp) {
    add_registration_of(tenant, now, BUILD_AGENTS, "Halden Preview Builds");
    add_registration_of(tenant, now, HR_SYNC, "Halden HR Export");
    let Some(id) = id_by_name(tenant, HR_SYNC) else { return };
    add_group(tenant, "sg-hr-integrations", false, &[id]);
    if let Some(principal) = tenant.service_principals.get_mut(&ServicePrincipalId(id)) {
        principal.owners.push(APPLICATION_ADMINISTRATOR.0);
    }
}

fn add_registration_of(tenant: &mut Tenant, now: Timestamp, owner: &str, name: &str) {
    let app = AppId(id_of("client", name));
    add_own(tenant, app, name, Vec::new(), days_before(now, 530));
    let Some(owner) = id_by_name(tenant, owner) else { return };
    let registrations = tenant.applications.values_mut().filter(|it| it.app_id == app).map(|it| &mut it.owners);
    let programs = tenant.service_principals.values_mut().filter(|it| it.app_id == app).map(|it| &mut it.owners);
    registrations.chain(programs).for_each(|owners| owners.push(owner));
}

/// Service principals that are no managed identities, though people look for them as if they were.
fn add_programs(tenant: &mut Tenant, now: Timestamp) {
    let portal = AppId(id_of("client", "Halden Order Portal"));
    add_own(tenant, portal, "Halden Order Portal", Vec::new(), days_before(now, 1_000));
    if let (Some(id), Some(orders)) =
        (tenant.service_principal_of(portal).map(|it| it.id), role(tenant, ORDERS_API, "Orders.Read.All"))
    {
        grant_all(tenant, id, &[orders], days_before(now, 990));
        add_group(tenant, "sg-order-portal-admins", false, &[APPLICATION_ADMINISTRATOR.0, id.0]);
    }
    add_owned(tenant, now);
    // The form of name that Azure gave the Run As accounts of Automation, which it retired in 2023.
    let run_as = "halden-ops_Zk3mQx81VbT7c0yNfLrWjA==";
    let client = AppId(id_of("client", run_as));
    add_own(tenant, client, run_as, Vec::new(), days_before(now, 1_900));
    if let Some(id) = tenant.service_principal_of(client).map(|it| it.id) {
        let roles = ["User.Read.All", "Group.Read.All", "Place.Read.All"];
        let roles: Vec<_> = roles.iter().filter_map(|value| role(tenant, GRAPH, value)).collect();
        grant_all(tenant, id, &roles, days_before(now, 1_890));
    }
    let (id, name) = (ServicePrincipalId(id_of("legacy", "Halden Timesheets")), "Halden Timesheets");
    let legacy = ServicePrincipal::application(id, AppId(id_of("client", name)), name, tenant.id);
    tenant.add_service_principal(ServicePrincipal {
        kind: ServicePrincipalKind::Legacy,
        created: days_before(now, 2_800),
        ..legacy
    });
}
