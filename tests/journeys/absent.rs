//! A change for several of which some are not there any more: the others are not held up by it.

use domain::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use domain::change::review::{Absence, Absent, Obstacle, Review, Verdict};
use domain::change::wish::{Lasting, Wanted, Wish};
use domain::identity::ServicePrincipalKind;
use domain::ids::ServicePrincipalId;
use domain::search::SearchTerm;
use domain::well_known::MICROSOFT_GRAPH;
use graph::operations::candidates::Candidates;
use graph::transport::Surroundings;
use simulator::sample;

use crate::start::{Start, approved};

const NOBODY: ServicePrincipalId = ServicePrincipalId::known("00000000-1111-4000-8000-00000000dead");

/// Reviews one permission for each of these.
fn reviewed(start: &Start, first: ServicePrincipalId, of: &[ServicePrincipalId]) -> Review {
    let wish = Wish::Add(
        Permission::AppRole(AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value("Place.Read.All".to_owned()) }),
        Lasting::Permanent,
    );
    let wanted = of.iter().map(|&identity| Wanted { identity, wish: wish.clone() }).collect();
    start.run(start.directory.review(first, wanted)).unwrap()
}

fn verdict(review: &Review, of: ServicePrincipalId) -> &Verdict {
    &review.rows().iter().find(|row| row.identity == of).unwrap().verdict
}

#[test]
fn the_rows_of_one_that_is_gone_are_not_possible_and_the_rest_can_be_applied() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let (there, deleted) = (start.identity("LazyAutomationAccount").id, start.identity("id-profile-sync").id);
    let now = start.time.now();
    start.simulator.borrow_mut().change_tenant(now, |tenant| tenant.delete_service_principal(deleted, now));
    let application = ServicePrincipalId(start.run(start.directory.signed_in_user()).unwrap().id.0);

    let review = reviewed(&start, deleted, &[there, deleted, NOBODY, application]);
    let absences: Vec<Absence> = review.absent().iter().map(|it| it.why).collect();
    assert_eq!(
        review.absent()[0],
        Absent { id: deleted, name: Some("id-profile-sync".to_owned()), why: Absence::Deleted }
    );
    assert!(absences.contains(&Absence::NotFound) && absences.contains(&Absence::SomethingElse), "{absences:?}");
    for it in review.absent() {
        assert_eq!(verdict(&review, it.id), &Verdict::NotPossible(Obstacle::NobodyThere(it.why)));
    }
    assert!(matches!(verdict(&review, there), Verdict::Add(_)));
    assert_eq!((review.identities().len(), review.changes()), (1, 1));
    let plan = approved(&review).unwrap();
    assert_eq!(plan.identities().len(), 1);
}

#[test]
fn missing_identity_makes_every_row_not_possible() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let review = reviewed(&start, NOBODY, &[NOBODY]);
    assert_eq!(verdict(&review, NOBODY), &Verdict::NotPossible(Obstacle::NobodyThere(Absence::NotFound)));
    assert!(approved(&review).is_none());
}

#[test]
fn no_plan_changes_an_application_an_agent_identity_or_its_blueprint() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let there = start.identity("LazyAutomationAccount").id;
    for (name, kind) in [
        ("Halden Order Portal", ServicePrincipalKind::Application),
        ("Halden Dispatch Agent Oslo", ServicePrincipalKind::AgentIdentity),
        ("Halden Dispatch Agents", ServicePrincipalKind::AgentBlueprint),
    ] {
        let found = start.run(start.directory.candidates(SearchTerm::Name(name.to_owned()))).unwrap();
        let Candidates::These(all, _) = found else { panic!("{name}: {found:?}") };
        let candidate = all.iter().find(|it| it.display_name == name).unwrap();
        assert_eq!((&candidate.kind, &candidate.identity), (&kind, &None), "{name}");
        let removal = start.run(start.directory.assignments_of(candidate.id)).app_roles.unwrap().items;
        assert!(!removal.is_empty(), "{name} has a permission");

        let review = reviewed(&start, candidate.id, &[candidate.id]);
        let obstacle = Verdict::NotPossible(Obstacle::NobodyThere(Absence::SomethingElse));
        assert_eq!(verdict(&review, candidate.id), &obstacle, "{name}");
        assert!(approved(&review).is_none(), "{name}");
        let grants = removal.iter().map(|it| {
            let ids = AppRoleIds { resource: it.grant.resource, role: it.grant.app_role };
            Wanted { identity: candidate.id, wish: Wish::Remove(Permission::AppRole(ids)) }
        });
        let review = start.run(start.directory.review(candidate.id, grants.collect())).unwrap();
        assert_eq!(review.changes(), 0, "{name}: {:?}", review.rows());
        assert!(approved(&review).is_none(), "{name}");

        // Beside an identity that can be changed, the plan has only that.
        let plan = approved(&reviewed(&start, there, &[there, candidate.id])).unwrap();
        assert_eq!(plan.identities().iter().map(|it| it.id).collect::<Vec<_>>(), [there], "{name}");
    }
}
