//! What the parts of the page about one identity say, with data and without.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::activity::{ActivityLimit, AuditEvent};
use domain::azure_resource::AzureResource;
use domain::azure_role::{AzureScope, ManagementGroup, PrincipalKind, ScopeRelation};
use domain::held_role::{AssignmentPath, RolePart, Term};
use domain::problem::Problem;
use domain::scope::Scope;
use domain::tiers::host_control;
use futures_util::future::{join, join3};
use graph::transport::Surroundings;

use crate::visit::Visit;

#[test]
fn roles_arrive_by_every_way_and_are_told_apart() {
    let visit = Visit::new();
    let told = |name: &str| -> Vec<String> {
        let identity = visit.identity(name);
        let access = visit.run(visit.directory.role_access(identity.id, |_| ()));
        assert_eq!(access.gaps(), [], "{name}");
        let names: Vec<String> = access
            .roles()
            .iter()
            .map(|held| {
                let definition = held.definition.as_ref().unwrap();
                let custom = if definition.built_in { "" } else { " (custom)" };
                let way = match held.way {
                    AssignmentPath::Direct => String::new(),
                    AssignmentPath::Group(group) => {
                        let group = access.groups.iter().find(|entry| entry.id == group).unwrap();
                        format!(" through {}", group.name.as_deref().unwrap())
                    }
                    AssignmentPath::SomeGroup => " through some group".to_owned(),
                };
                let within = access.scope_names.get(&held.scope).map_or(String::new(), |it| format!(" within {it:?}"));
                format!("{}{custom}{way}{within}", definition.display_name)
            })
            .collect();
        names
    };
    assert_eq!(told("aa-m365-lifecycle"), ["Exchange Administrator"]);
    assert_eq!(told("adf-warehouse"), ["Reports Reader through sg-role-report-writers"]);
    assert!(told("id-halden-deploy").iter().any(|role| role.contains("(custom)")));
    let [user_administrator] = &told("func-onboarding-prod")[..] else { panic!() };
    assert!(user_administrator.starts_with("User Administrator within Named("), "{user_administrator}");
    let in_application = told("vmss-build-agents");
    assert!(
        in_application.iter().any(|role| role.contains("within Named(\"Halden Order Portal\")")),
        "{in_application:?}"
    );
}

#[test]
fn time_bound_role_has_an_end_that_is_unknown_without_the_license() {
    let visit = Visit::new();
    let terms = |name: &str| {
        let identity = visit.identity(name);
        let access = visit.run(visit.directory.role_access(identity.id, |_| ()));
        (access.roles().into_iter().map(|held| held.term).collect::<Vec<_>>(), access.gaps())
    };
    let (bound, gaps) = terms("id-tenant-documentation");
    let [Term::Until { start: Some(start), end }] = bound[..] else { panic!("{bound:?}") };
    assert!(start < end && gaps.is_empty());
    assert_eq!(terms("aa-m365-lifecycle").0, [Term::Permanent]);

    visit.simulator.borrow_mut().tenant.premium = false;
    let (unknown, gaps) = terms("aa-m365-lifecycle");
    assert_eq!(unknown, [Term::NotKnown], "the role itself is still told");
    assert!(matches!(gaps[..], [(RolePart::TimeBound, Problem::LicenseMissing(_))]), "{gaps:?}");
}

#[test]
fn consents_and_trust_are_told() {
    let visit = Visit::new();
    let (consents, trust) = (visit.identity("id-profile-sync"), visit.identity("id-hr-sync"));
    let (grants, credentials) = visit.run(join(
        visit.directory.delegated_grants_of(consents.id),
        visit.directory.federated_credentials_of(trust.id),
    ));
    let grants = grants.unwrap();
    assert_eq!((grants.items.len(), grants.is_complete()), (1, true));
    assert!(visit.directory.apis().by_id(grants.items[0].resource).is_some(), "the API that it names is known");
    let credentials = credentials.unwrap();
    assert!(credentials.is_complete() && credentials.items[0].issuer.starts_with("https://"), "{credentials:?}");
}

#[test]
fn the_log_tells_who_granted_and_what_it_cannot_know() {
    let visit = Visit::new();
    let identity = visit.identity("id-load-test-1001-permissions");
    let held = visit.run(visit.directory.assignments_of(identity.id)).app_roles.unwrap().items;
    let audits = visit.run(visit.directory.audits_of(&identity));
    let entries = audits.entries.unwrap();
    assert!(entries.items.is_sorted_by(|one, other| one.at >= other.at), "newest first");
    let noted: BTreeSet<_> = entries
        .items
        .iter()
        .filter_map(|entry| match &entry.event {
            AuditEvent::AppRoleGranted(note) => Some((note.resource?, note.role?)),
            _ => None,
        })
        .collect();
    let kept = visit.time.now() - Duration::from_secs(30 * 86_400);
    let recent = held.iter().filter(|it| it.created.is_some_and(|at| at > kept));
    let recent: BTreeSet<_> = recent.map(|it| (it.grant.resource, it.grant.app_role)).collect();
    assert!(!recent.is_empty() && entries.is_complete());
    assert_eq!(noted, recent, "what was granted in the last thirty days, and nothing else");
    assert!(audits.limits.iter().any(|it| matches!(it, ActivityLimit::SevenOrThirtyDays | ActivityLimit::ThirtyDays)));

    visit.simulator.borrow_mut().tenant.premium = false;
    let sign_ins = visit.run(visit.directory.sign_ins_of(&identity));
    assert!(matches!(sign_ins.entries, Err(Problem::LicenseMissing(_))), "{:?}", sign_ins.entries);
    assert_eq!(sign_ins.limits, [ActivityLimit::LicenseMissing, ActivityLimit::BetaInterface]);
}

#[test]
fn azure_tells_the_roles_of_those_who_were_asked_about() {
    let visit = Visit::new();
    let identity = visit.identity("LazyAutomationAccount");
    let groups = visit.run(visit.directory.groups_of(identity.id)).unwrap().memberships.items;
    let groups: Vec<_> = groups.iter().map(|group| group.id).collect();
    let listing = visit.run(visit.directory.azure_roles_of(identity.id, &groups, None)).unwrap();
    assert!(listing.is_complete());
    let through = listing.items.iter().find(|it| it.principal != identity.id.0).unwrap();
    assert!(groups.iter().any(|group| group.0 == through.principal));
    assert_eq!(
        (through.role_name.as_deref(), through.subscription_name.as_deref()),
        (Some("Reader"), Some("Halden Corporate IT"))
    );
    let alone = visit.run(visit.directory.azure_roles_of(identity.id, &[], None)).unwrap();
    assert_eq!(alone.items.len(), listing.items.len() - 1);
}

#[test]
fn azure_tells_who_may_run_code_where_an_identity_lives() {
    let visit = Visit::new();
    let identity = visit.identity("func-onboarding-prod");
    let host = identity.resource.as_ref().unwrap();
    let roles = host_control(Some(host)).azure_roles;
    let listing = visit.run(visit.directory.controllers_of(host, roles)).unwrap();
    assert!(listing.is_complete() && listing.items.iter().all(|it| it.standing != ScopeRelation::Elsewhere));
    assert!(listing.items.is_sorted_by_key(|it| it.standing), "the nearest first");
    let kinds: BTreeSet<_> = listing.items.iter().map(|it| it.kind).collect();
    assert!(kinds.contains(&PrincipalKind::User) && kinds.contains(&PrincipalKind::Group), "{kinds:?}");
    let principals: Vec<_> = listing.items.iter().map(|it| it.principal).collect();
    let names = visit.run(visit.directory.names_of(&principals));
    assert!(names.values().any(|name| name == "sg-integration-team"), "{names:?}");

    let deploy = visit.identity("id-halden-deploy");
    assert_eq!(visit.run(visit.directory.hosts_of(deploy.id)).unwrap().items.len(), 2);
}

#[test]
fn a_management_group_is_said_to_contain_a_resource_or_left_out() {
    let visit = Visit::new();
    visit.run(visit.directory.signed_in_user()).unwrap();
    let of_group = |name: &str| {
        let identity = visit.identity(name);
        let host = identity.resource.as_ref().unwrap();
        let listing = visit.run(visit.directory.controllers_of(host, host_control(Some(host)).azure_roles)).unwrap();
        let of_group = listing.items.into_iter().filter(|it| it.scope.is_of_management_group());
        of_group.map(|it| (it.standing, it.scope)).collect::<Vec<_>>()
    };
    let halden = ManagementGroup { id: "halden".to_owned(), name: Some("Halden Logistics".to_owned()) };
    let contained = (ScopeRelation::Inherited, AzureScope::ManagementGroup(halden));
    let found = of_group("func-onboarding-prod");
    assert!(!found.is_empty() && found.iter().all(|it| *it == contained), "its subscription is below: {found:?}");
    assert_eq!(of_group("id-load-test-1001-permissions"), [], "its subscription is not");
    let deploy = visit.identity("id-halden-deploy");
    let roles = visit.run(visit.directory.azure_roles_of(deploy.id, &[], deploy.resource.as_ref())).unwrap();
    assert!(roles.items.iter().all(|it| it.standing == Some(ScopeRelation::Inherited)), "{roles:?}");
}

#[test]
fn a_resource_leads_to_the_identities_that_it_uses() {
    let visit = Visit::new();
    let deploy = visit.identity("id-halden-deploy");
    let [user, _] = visit.run(visit.directory.hosts_of(deploy.id)).unwrap().items.try_into().unwrap();
    let found = visit.run(visit.directory.assigned_identities_of(&user)).unwrap().unwrap();
    assert_eq!((found.system_assigned, found.user_assigned), (None, vec![deploy.resource.unwrap()]));
    let own = visit.identity("func-onboarding-prod");
    let found = visit.run(visit.directory.assigned_identities_of(own.resource.as_ref().unwrap())).unwrap().unwrap();
    assert_eq!((found.system_assigned, found.user_assigned), (Some(own.id), vec![]));
    let unheard = AzureResource::parse(&format!("{}x", user.id())).unwrap();
    assert_eq!(visit.run(visit.directory.assigned_identities_of(&unheard)).unwrap(), None);
}

#[test]
fn a_missing_scope_costs_its_facet_and_no_exchange() {
    let visit = Visit::with(Scope::AT_SIGN_IN);
    let identity = visit.identity("adf-warehouse");
    let (groups, grants, (audits, sign_ins)) = visit.run(join3(
        visit.directory.groups_of(identity.id),
        visit.directory.delegated_grants_of(identity.id),
        join(visit.directory.audits_of(&identity), visit.directory.sign_ins_of(&identity)),
    ));
    let groups = groups.unwrap();
    assert_eq!(groups.names_need, Some(Scope::GroupMemberReadAll));
    assert!(!groups.memberships.items.is_empty() && groups.memberships.items.iter().all(|it| it.name.is_none()));
    assert!(grants.is_err() && audits.entries.is_err() && sign_ins.entries.is_err());
    assert_eq!(visit.sent.exchanges().len(), 1, "only what the token allows is asked");
    let access = visit.run(visit.directory.role_access(identity.id, |_| ()));
    assert_eq!(access.roles().len(), 1, "the role through the group is found without the group's name");
}
