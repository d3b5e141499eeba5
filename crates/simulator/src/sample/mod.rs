//! The sample tenant: Halden Logistics, a company that never was, with everything an administrator may meet.
//!
//! It is what a user sees who opens the sample tenant, and what journeys and tests run against. Ordinary identities are
//! in a table by what they are for ([`identities`]); the ones that a program stumbles over are made one by one
//! ([`oddities`]). Every id is derived from a name, so that links into the sample keep working.
//!
//! Absent on purpose: people's data. Nothing in it is taken from a real organization.

mod apis;
mod azure;
mod azure_roles;
mod company;
mod dates;
mod directory_roles;
mod history;
mod identities;
mod ids;
#[cfg(not(target_arch = "wasm32"))]
mod large;
mod oddities;
mod people;

pub use apis::{DEPOT_GATEWAY_API, FLEET_TRACKING_API, ORDERS_API};
pub use company::TENANT;
#[cfg(not(target_arch = "wasm32"))]
pub use large::LargeTenant;
pub use people::{ADMINISTRATOR, APPLICATION_ADMINISTRATOR, ELIGIBLE_ADMINISTRATOR, HELPDESK, SECURITY_REVIEWER};

use domain::time::Timestamp;

use super::tenant::Tenant;

/// The sample tenant as it is at `now`; everything in it happened some days before.
pub fn tenant(now: Timestamp) -> Tenant {
    let mut tenant = company::tenant(now);
    identities::add(&mut tenant, now);
    oddities::add(&mut tenant, now);
    directory_roles::add(&mut tenant);
    history::add(&mut tenant, now);
    azure_roles::add(&mut tenant, now);
    oddities::add_last(&mut tenant, now);
    tenant
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::sorted_set::SortedSet;

    use super::super::tenant::{RoleScope, ServicePrincipal, ServicePrincipalKind};
    use super::*;
    use domain::guid::Guid;
    use domain::ids::AppId;
    use domain::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn identities(tenant: &Tenant) -> impl Iterator<Item = &ServicePrincipal> {
        tenant.service_principals.values().filter(|it| it.kind == ServicePrincipalKind::ManagedIdentity)
    }

    fn named<'a>(tenant: &'a Tenant, name: &str) -> &'a ServicePrincipal {
        let found: Vec<_> = tenant.service_principals.values().filter(|it| it.display_name == name).collect();
        assert_eq!(found.len(), 1, "{name}");
        found[0]
    }

    /// The permissions of an identity, as `API value`. Missing names are marked.
    fn held(tenant: &Tenant, name: &str) -> Vec<String> {
        let of_role = |(resource, role)| {
            let Some(api) = tenant.service_principals.get(&resource) else { return "API gone".to_owned() };
            let found = api.app_roles.iter().find(|it| it.id == role);
            let value = found.and_then(|it| it.value.clone()).unwrap_or_else(|| "role gone".to_owned());
            let state = if found.is_some_and(|it| !it.is_enabled) { " (disabled)" } else { "" };
            format!("{} {value}{state}", api.display_name)
        };
        let id = named(tenant, name).id.0;
        let mut all: Vec<_> =
            tenant.app_role_assignments.of_principal(id).map(|(_, it)| of_role((it.resource, it.app_role))).collect();
        all.sort();
        all
    }

    #[test]
    fn the_sample_is_the_same_on_every_run() {
        let (one, other) = (tenant(NOW), tenant(NOW));
        assert_eq!(one.service_principals, other.service_principals);
        assert_eq!(one.role_assignments, other.role_assignments);
        let later = tenant(NOW + Duration::from_secs(86_400));
        assert!(one.service_principals.keys().eq(later.service_principals.keys()));
    }

    #[test]
    fn there_are_some_forty_identities_of_both_kinds() {
        let tenant = tenant(NOW);
        let with = |mark: &str| identities(&tenant).filter(|it| it.alternative_names.iter().any(|n| n == mark)).count();
        let (system, user, all) = (with("isExplicit=False"), with("isExplicit=True"), identities(&tenant).count());
        assert!((40..60).contains(&all) && system >= 20 && user >= 12, "{system} + {user} of {all}");
        assert!(identities(&tenant).all(|it| it.app_roles.is_empty() && it.app_owner.is_none()));
        assert!(
            tenant
                .service_principals
                .values()
                .all(|it| it.created < NOW && it.created > tenant.created - Duration::from_secs(86_400))
        );
    }

    #[test]
    fn every_id_and_every_resource_is_used_once() {
        let tenant = tenant(NOW);
        let ids = tenant.service_principals.keys().map(|id| id.0);
        let ids = ids.chain(tenant.applications.keys().map(|id| id.0)).chain(tenant.groups.keys().map(|id| id.0));
        let ids: Vec<Guid> = ids.chain(tenant.users.keys().map(|id| id.0)).collect();
        assert_eq!(ids.iter().collect::<SortedSet<_>>().len(), ids.len());
        let clients: SortedSet<AppId> = tenant.service_principals.values().map(|it| it.app_id).collect();
        assert_eq!(clients.len(), tenant.service_principals.len());
        let resources: Vec<_> =
            identities(&tenant).flat_map(|it| &it.alternative_names).filter(|n| n.starts_with('/')).collect();
        assert_eq!(resources.iter().collect::<SortedSet<_>>().len(), resources.len());
        assert_eq!(resources.len() + 1, identities(&tenant).count(), "one has none");
        // The page has to find the management group by itself.
        for resource in resources.into_iter().filter(|it| !it.contains("/managementGroups/")) {
            assert!(domain::azure_resource::AzureResource::parse(resource).is_some(), "{resource}");
        }
    }

    #[test]
    fn no_principal_has_the_same_app_role_twice() {
        let tenant = tenant(NOW);
        for principal in tenant.service_principals.values() {
            let held: Vec<_> = tenant.app_role_assignments.of_principal(principal.id.0).collect();
            let triples: SortedSet<_> = held.iter().map(|(_, it)| (it.resource, it.app_role)).collect();
            assert_eq!(triples.len(), held.len(), "{}", principal.display_name);
            assert!(held.iter().all(|(_, it)| it.created.is_some_and(|at| at > principal.created && at < NOW)));
        }
    }

    #[test]
    fn identities_hold_as_many_roles_as_their_purpose_says() {
        let tenant = tenant(NOW);
        for (name, count, apis) in [
            ("LazyAutomationAccount", 0, 0),
            ("aa-m365-lifecycle", 8, 3),
            ("id-hr-sync", 26, 3),
            ("id-tenant-documentation", 120, 1),
            ("id-load-test-1001-permissions", 1_001, 12),
        ] {
            let id = named(&tenant, name).id.0;
            let held: Vec<_> = tenant.app_role_assignments.of_principal(id).map(|(_, it)| it.resource).collect();
            assert_eq!((held.len(), held.iter().collect::<SortedSet<_>>().len()), (count, apis), "{name}");
        }
    }

    #[test]
    fn the_same_role_id_of_two_apis_is_held_apart() {
        let tenant = tenant(NOW);
        let sharepoint = "Office 365 SharePoint Online User.ReadWrite.All";
        assert_eq!(held(&tenant, "id-profile-sync"), ["Microsoft Graph User.ReadWrite.All", sharepoint]);
        assert_eq!(held(&tenant, "id-sharepoint-profiles"), [sharepoint]);
    }

    #[test]
    fn what_is_missing_or_disabled_is_still_assigned() {
        let tenant = tenant(NOW);
        assert_eq!(held(&tenant, "func-payroll-bridge"), ["API gone", "API gone", "Microsoft Graph User.Read.All"]);
        let id = named(&tenant, "func-payroll-bridge").id.0;
        let names =
            tenant.app_role_assignments.of_principal(id).filter_map(|(_, it)| it.resource_display_name.as_deref());
        assert_eq!(names.filter(|&name| name == "Halden Payroll API").count(), 2);
        assert_eq!(
            held(&tenant, "func-order-sync"),
            [
                "Halden Orders API Orders.Export.All (disabled)",
                "Halden Orders API Orders.ReadWrite.All",
                "Halden Orders API role gone",
                "Microsoft Graph AgentCard.Read.All (disabled)",
            ]
        );
        let planner = named(&tenant, "ca-route-planner").id.0;
        assert!(tenant.app_role_assignments.of_principal(planner).any(|(_, it)| it.app_role.0 == Guid::ZERO));
    }

    #[test]
    fn states_that_real_tenants_are_in_are_there() {
        let tenant = tenant(NOW);
        assert!(named(&tenant, "vm-legacy-01").alternative_names.is_empty());
        assert!(!named(&tenant, "aa-old-offboarding").account_enabled);
        assert!(tenant.deleted.values().any(|(it, _)| it.display_name == "func-decommissioned"));
        assert_eq!(identities(&tenant).filter(|it| it.display_name == "halden-backup").count(), 2);
        for mark in ["O'Brien", "📦", "&", "#", "\u{200f}"] {
            assert!(identities(&tenant).any(|it| it.display_name.contains(mark)), "{mark:?}");
        }
    }

    #[test]
    fn directory_roles_arrive_by_every_way() {
        let tenant = tenant(NOW);
        let exchange = |name: &str| {
            let id = named(&tenant, name).id.0;
            let role = domain::well_known::EXCHANGE_ADMINISTRATOR;
            let permission = held(&tenant, name).iter().any(|role| role.ends_with("Exchange.ManageAsApp"));
            (permission, tenant.role_assignments.values().any(|it| it.principal == id && it.role == role))
        };
        assert_eq!(exchange("aa-exchange-reports"), (true, false));
        assert_eq!(exchange("func-mailbox-audit"), (false, true));
        assert_eq!(exchange("aa-m365-lifecycle"), (true, true));
        let all = || tenant.role_assignments.values();
        assert!(all().any(|it| matches!(it.scope, RoleScope::AdministrativeUnit(unit) if tenant.administrative_units.contains_key(&unit))));
        assert!(all().any(|it| matches!(it.scope, RoleScope::Object(app) if tenant.applications.contains_key(&app))));
        assert!(all().any(|it| !tenant.role_definitions[&it.role].is_built_in));
        let group = tenant.groups.values().find(|group| group.is_assignable_to_role).unwrap();
        assert!(all().any(|it| it.principal == group.id.0));
        for member in &group.members {
            assert!(all().all(|it| it.principal != *member), "held through the group only");
        }
        assert!(all().all(|it| tenant.role_definitions[&it.role].allows_service_principals));
    }

    #[test]
    fn an_identity_owns_a_registration_and_may_manage_what_it_owns() {
        let tenant = tenant(NOW);
        let agents = named(&tenant, "vmss-build-agents");
        assert_eq!(held(&tenant, &agents.display_name), ["Microsoft Graph Application.ReadWrite.OwnedBy"]);
        let owned: Vec<_> = tenant.applications.values().filter(|it| it.owners.contains(&agents.id.0)).collect();
        assert_eq!(owned.iter().map(|it| it.display_name.as_str()).collect::<Vec<_>>(), ["Halden Preview Builds"]);
        assert!(tenant.service_principal_of(owned[0].app_id).unwrap().owners.contains(&agents.id.0));
    }

    #[test]
    fn the_company_owns_apis_and_lacks_some_of_microsoft() {
        let tenant = tenant(NOW);
        for api in [MICROSOFT_GRAPH, SHAREPOINT_ONLINE, EXCHANGE_ONLINE] {
            assert_ne!(tenant.service_principal_of(api).unwrap().app_owner, Some(TENANT));
        }
        for api in [ORDERS_API, FLEET_TRACKING_API, DEPOT_GATEWAY_API] {
            let api = tenant.service_principal_of(api).unwrap();
            assert_eq!((api.app_owner, &*api.owners), (Some(TENANT), &[APPLICATION_ADMINISTRATOR.0][..]));
        }
        assert!(tenant.known_apps.values().any(|it| it.display_name == "Power BI Service" && !it.app_roles.is_empty()));
        assert!(tenant.known_apps.keys().all(|&app| tenant.service_principal_of(app).is_none()));
    }
}
