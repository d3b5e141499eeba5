//! A review is complete or says what is missing; reading again completes it.

use std::collections::BTreeSet;

use domain::directory_role::DirectoryScope;
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;
use domain::scope::Scope;
use domain::tenant_review::evidence::ResourcePresence;
use domain::tenant_review::findings::{FindingKind, findings, logged, orphans, unused};
use domain::tenant_review::{MissingData, PermissionKey, PermissionState, ReviewedPermission, TenantReview};
use graph::operations::tenant_review::ReadingState;
use simulator::sample::{self, LargeTenant};
use simulator::tenant::{ServicePrincipalKind, Tenant};

use crate::visit::Visit;

/// The assignments of a tenant, found without the code under test: principal, permission and group.
fn truth(tenant: &Tenant) -> BTreeSet<(Guid, String, Option<Guid>)> {
    let identities: BTreeSet<Guid> = tenant
        .service_principals
        .values()
        .filter(|it| it.kind == ServicePrincipalKind::ManagedIdentity)
        .map(|it| it.id.0)
        .collect();
    let mut all = BTreeSet::new();
    for &id in &identities {
        for (_, it) in tenant.app_role_assignments.of_principal(id) {
            all.insert((id, format!("{} {}", it.resource, it.app_role), None));
        }
    }
    for it in tenant.role_assignments.values() {
        let what = format!("{} {}", it.role, it.scope);
        if identities.contains(&it.principal) {
            all.insert((it.principal, what.clone(), None));
        }
        for group in tenant.groups.values().filter(|group| group.id.0 == it.principal) {
            for member in group.members.iter().filter(|it| identities.contains(it)) {
                all.insert((*member, what.clone(), Some(group.id.0)));
            }
        }
    }
    all
}

fn said(review: &TenantReview) -> BTreeSet<(Guid, String, Option<Guid>)> {
    let mut all = BTreeSet::new();
    for (row, it) in review.rows().iter().enumerate() {
        for held in review.assignments(row) {
            let what = match &review.permission(held.thing).key {
                PermissionKey::AppRole(resource, role) => format!("{resource} {role}"),
                PermissionKey::DirectoryRole(role, scope) => format!("{role} {scope}"),
            };
            all.insert((it.identity.id.0, what, review.assigning_group(*held).map(|(id, _)| id.0)));
        }
    }
    all
}

#[test]
fn the_review_of_the_sample_holds_everything_and_nothing_else() {
    let visit = Visit::to(sample::tenant);
    let review = visit.read();
    assert_eq!(review.missing, []);
    assert_eq!(said(&review), truth(&visit.simulator.borrow().tenant));
    let reports = review.permissions().iter().find(|it| it.label == "Reports Reader").unwrap();
    assert_eq!(reports.holders, 2, "both through a group");
    assert!(
        review
            .permissions()
            .iter()
            .any(|it| it.state == PermissionState::ApiGone && it.api_name == "Halden Payroll API")
    );
    assert!(review.permissions().iter().any(|it| it.state == PermissionState::RoleGone));
}

#[test]
fn the_review_of_a_large_tenant_holds_everything_and_nothing_else() {
    let visit = Visit::to(|now| LargeTenant::of(1_000).make(now));
    let review = visit.read();
    assert!(review.is_complete());
    assert_eq!((review.len(), review.rows().iter().all(|row| row.read)), (1_000, true));
    assert_eq!(said(&review), truth(&visit.simulator.borrow().tenant));
}

#[test]
fn what_ends_by_itself_and_what_a_scope_is_called_are_told() {
    let visit = Visit::to(sample::tenant);
    let review = visit.read();
    let ending = |review: &TenantReview| -> BTreeSet<Guid> {
        let ends = |row: &usize| review.assignments(*row).iter().any(|held| held.is_direct() && held.until().is_some());
        (0..review.len()).filter(ends).map(|row| review.rows()[row].identity.id.0).collect()
    };
    let tenant = visit.simulator.borrow().tenant.clone();
    let identities: BTreeSet<Guid> = review.rows().iter().map(|it| it.identity.id.0).collect();
    let ends = tenant.role_schedules.iter().filter(|(_, it)| it.end.is_some());
    let ends: BTreeSet<Guid> = ends.map(|(id, _)| tenant.role_assignments[id].principal).collect();
    let ends: BTreeSet<Guid> = ends.intersection(&identities).copied().collect();
    assert!(!ends.is_empty());
    assert_eq!(ending(&review), ends);
    let named = |thing: &&ReviewedPermission| {
        matches!(&thing.key, PermissionKey::DirectoryRole(_, DirectoryScope::AdministrativeUnit(_)))
    };
    let units: Vec<&ReviewedPermission> = review.permissions().iter().filter(named).collect();
    let names: BTreeSet<&str> = tenant.administrative_units.values().map(|it| it.display_name.as_str()).collect();
    assert!(!units.is_empty() && units.iter().all(|it| names.contains(it.scope_name.as_str())), "{units:?}");

    let unlicensed = Visit::to(sample::tenant);
    unlicensed.simulator.borrow_mut().tenant.premium = false;
    let review = unlicensed.read();
    assert_eq!((review.missing.as_slice(), ending(&review).len()), (&[][..], 0), "without the license nothing ends");
    let failing = Visit::to(sample::tenant);
    failing.watched.failing.replace(Some(("/roleAssignmentScheduleInstances".to_owned(), 503)));
    assert!(matches!(failing.read().missing[..], [MissingData::Endings(Problem::Unavailable(_))]));
    failing.watched.failing.replace(None);
    assert_eq!(ending(&failing.read()), ends);
}

#[test]
fn every_finding_of_the_sample_is_found() {
    let visit = Visit::to(sample::tenant);
    let review = visit.read();
    let now = review.at;
    for finding in findings(&review, now) {
        assert!(!finding.found.is_empty(), "{:?}", finding.kind);
    }
    let sign_ins = visit.time.run(visit.directory.sign_in_activity()).unwrap().unwrap();
    let finding = unused(&review, &sign_ins, now);
    let names = |finding: &[domain::tenant_review::findings::FoundIdentity]| {
        finding.iter().map(|it| review.rows()[it.row].identity.display_name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&finding.found), ["aa-old-offboarding"]);
    assert!(finding.not_known > 0, "every fifth never signed in, as far as is known");
    let log = visit.time.run(visit.directory.grant_log()).unwrap().unwrap();
    let found = names(&logged(&review, &log).found);
    let lately = findings(&review, now).into_iter().find(|it| it.kind == FindingKind::GrantedLately).unwrap();
    assert!(names(&lately.found).iter().all(|name| found.contains(name)), "the log knows what was granted lately");
    let azure = visit.time.run(visit.directory.azure_inventory()).unwrap().unwrap();
    let finding = orphans(&review, &azure);
    assert_eq!((finding.kind, names(&finding.found)), (FindingKind::Orphans, vec!["func-payroll-bridge".to_owned()]));
    let resource = review.rows()[0].identity.resource.as_ref().unwrap();
    assert_eq!(azure.presence(resource), ResourcePresence::There);
    assert_eq!(
        azure.subscription_name(resource.subscription().unwrap()).map(|name| name.starts_with("Halden")),
        Some(true)
    );
}

#[test]
fn what_fails_is_named_and_read_again() {
    let visit = Visit::to(sample::tenant);
    let tenant = visit.simulator.borrow().tenant.clone();
    let broken = tenant.service_principals.values().find(|it| it.display_name == "id-hr-sync").unwrap().id;
    visit.watched.failing.replace(Some((format!("/servicePrincipals/{broken}/appRoleAssignments"), 503)));
    let review = visit.read();
    let [MissingData::Grants { identities, problem: Problem::Unavailable(said_by_service) }] = &review.missing[..]
    else {
        panic!("{:?}", review.missing);
    };
    assert_eq!((identities.as_slice(), said_by_service.status), (&[(broken, "id-hr-sync".to_owned())][..], 503));
    let row = review.row_of(broken).unwrap();
    assert!(!review.rows()[row].read);

    visit.watched.failing.replace(None);
    let before = visit.watched.exchanges.get();
    let review = visit.read();
    assert!(review.is_complete());
    assert_eq!(said(&review), truth(&tenant));
    assert!(visit.watched.exchanges.get() - before <= 3, "only what is missing is read again");
}

#[test]
fn a_page_of_the_list_that_fails_makes_it_incomplete() {
    let visit = Visit::to(|now| LargeTenant::of(1_200).make(now));
    visit.watched.failing.replace(Some(("skiptoken".to_owned(), 502)));
    let review = visit.read();
    assert!(matches!(&review.missing[..], [MissingData::Identities(Problem::Unavailable(_))]), "{:?}", review.missing);
    assert_eq!(review.len(), 999);
    visit.watched.failing.replace(None);
    let review = visit.read();
    assert_eq!((review.is_complete(), review.len()), (true, 1_200));
}

#[test]
fn groups_that_cannot_be_read_are_missing_and_the_rest_is_there() {
    let scopes = Scope::AT_SIGN_IN;
    let visit = Visit::with(sample::tenant, scopes);
    let review = visit.read();
    let [MissingData::Members { groups, problem }] = &review.missing[..] else { panic!("{:?}", review.missing) };
    let (unnamed, named): (Vec<_>, Vec<_>) = groups.iter().partition(|(id, name)| *name == id.to_string());
    assert_eq!(named.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["sg-role-report-writers"]);
    assert_eq!(unnamed.len(), 3, "groups with Azure roles");
    assert_eq!(*problem, Problem::ScopeMissing(vec![Scope::GroupMemberReadAll]));
    let direct: BTreeSet<_> = truth(&visit.simulator.borrow().tenant).into_iter().filter(|it| it.2.is_none()).collect();
    assert_eq!(said(&review), direct);
}

#[test]
fn a_reading_that_is_stopped_keeps_what_it_has_and_goes_on_later() {
    let visit = Visit::to(|now| LargeTenant::of(1_000).make(now));
    let stop = || {
        if visit.reading.borrow().progress().done >= 300 {
            visit.brake.set(ReadingState::Stopped);
        }
    };
    let review = visit.read_watching(stop);
    let done = visit.reading.borrow().progress().done;
    assert!((300..500).contains(&done), "{done}");
    assert!(review.missing.contains(&MissingData::NotReadYet(1_000 - done)));
    let unread: Vec<ServicePrincipalId> =
        review.rows().iter().filter(|row| !row.read).map(|row| row.identity.id).collect();
    assert_eq!(unread.len(), 1_000 - done);

    visit.brake.set(ReadingState::Going);
    let review = visit.read();
    assert!(review.is_complete());
    assert_eq!(said(&review), truth(&visit.simulator.borrow().tenant));
    assert!(visit.watched.exchanges.get() <= 65, "nothing is read twice");
}

#[test]
fn a_paused_reading_sends_nothing() {
    use futures_util::future::join;
    use graph::transport::Surroundings;
    use std::time::Duration;

    let visit = Visit::to(|now| LargeTenant::of(1_000).make(now));
    let was_paused = std::cell::Cell::new(false);
    let pause = || {
        if visit.reading.borrow().progress().done >= 200 && !was_paused.replace(true) {
            visit.brake.set(ReadingState::Paused);
        }
    };
    let go_on = async {
        visit.time.sleep(Duration::from_secs(600)).await;
        assert_eq!(visit.brake.state(), ReadingState::Paused);
        visit.brake.set(ReadingState::Going);
    };
    visit.time.run(join(visit.directory.read_tenant(&visit.reading, &visit.brake, pause), go_on)).unwrap();
    assert_eq!(visit.reading.borrow().missing(), []);
    let sent = visit.watched.sent.borrow();
    let longest = sent.windows(2).map(|pair| pair[1].since(pair[0])).max().unwrap();
    assert!(longest > Duration::from_secs(500), "{longest:?}");
}
