//! Random ways through choosing and reviewing, and random addresses: what is on screen is what a plan would do.

use domain::change::permission::{AppRoleName, Permission, RoleKey};
use proptest::prelude::*;

use super::event::ChangeEvent;
use super::*;
use domain::change::example::{Example, ORDERS};
use domain::change::plan::{Addition, Removal, Step};
use domain::change::privilege::Privilege;
use domain::change::review::{Review, ReviewRow, RoleScope};
use domain::change::role_terms::{EndChoice, ScopeChoice};
use domain::change::wish::Lasting;
use domain::directory_role::DirectoryScope;
use domain::ids::RoleDefinitionId;
use domain::narrower::AlternativeScope;
use domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR};

const UNIT: &str = "/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451";
const APPLICATION: &str = "/8097154c-b14f-4898-928c-16ca80e12dfd";

fn cases() -> ProptestConfig {
    ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }
}

fn id(number: usize) -> ServicePrincipalId {
    format!("22222222-0000-4000-8000-0000000000b{}", number + 1).parse().unwrap()
}

/// The review of what is chosen, as the directory makes it: a part for each identity, opened from the page of the first.
fn review_of(open: &OpenChange) -> Option<Review> {
    let wanted = open.wishes();
    let identities: SortedSet<ServicePrincipalId> = wanted.iter().map(|it| it.identity).collect();
    let reviews = identities.into_iter().map(|identity| {
        let mut example = Example::new();
        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        example.identity.id = identity;
        for assignment in &mut example.held.app_roles.as_mut().unwrap().items {
            assignment.grant.principal = identity;
        }
        for assignment in &mut example.held.directory_roles.as_mut().unwrap().items {
            assignment.grant.principal = identity;
        }
        let of_one: Vec<Wish> = wanted.iter().filter(|it| it.identity == identity).map(|it| it.wish.clone()).collect();
        example.review(&of_one)
    });
    Review::of_all(reviews.collect()).map(|review| review.opened_from(id(0)))
}

/// The scope of a step about an Entra role.
fn scope_of(step: &Step) -> Option<(RoleDefinitionId, DirectoryScope, Lasting)> {
    match step {
        Step::Add(Addition::EntraRole(missing)) => {
            let grant = missing.grant();
            Some((grant.role, grant.scope.clone(), missing.lasting()))
        }
        Step::Remove(Removal::EntraRole(held)) => {
            Some((held.grant().role, held.grant().scope.clone(), Lasting::Permanent))
        }
        Step::Add(_) | Step::Remove(_) => None,
    }
}

/// Every step that would be sent is that of a ticked row, which shows its identity and its scope, and the identity is
/// in the heading.
fn assert_shown(open: &OpenChange) -> Result<(), TestCaseError> {
    let Change::Reviewing { review, left_out, .. } = &open.change else {
        prop_assert!(open.proposal().is_none());
        return Ok(());
    };
    let steps = open.proposal().map(|proposal| proposal.steps().to_vec()).unwrap_or_default();
    let ticked = review.rows().iter().enumerate().filter(|(at, _)| !left_out.contains(at)).map(|(_, row)| row);
    let ticked: Vec<&ReviewRow> = ticked.filter(|row| row.verdict.step().is_some()).collect();
    prop_assert_eq!(steps.len(), ticked.len());
    for row in ticked {
        let step = row.verdict.step().unwrap();
        prop_assert!(steps.contains(step));
        prop_assert_eq!(row.identity, step.principal());
        prop_assert!(open.changed().contains(&row.identity));
        prop_assert_eq!(row.scope(), scope_of(step).map(|(_, scope, lasting)| RoleScope::Directory(scope, lasting)));
        // What was chosen is what would be done: the step has the scope and the time of its wish.
        if let Wish::Add(Permission::EntraRole { role, scope }, lasting) = &row.wish {
            prop_assert_eq!(scope_of(step), Some((*role, scope.clone(), *lasting)));
        }
    }
    Ok(())
}

fn scope() -> impl Strategy<Value = DirectoryScope> {
    prop_oneof![Just("/"), Just(UNIT), Just(APPLICATION)].prop_map(DirectoryScope::parse)
}

fn role() -> impl Strategy<Value = RoleDefinitionId> {
    prop_oneof![Just(EXCHANGE_ADMINISTRATOR), Just(PRIVILEGED_ROLE_ADMINISTRATOR)]
}

fn end() -> impl Strategy<Value = EndChoice> {
    prop_oneof![Just(EndChoice::Picked(Lasting::Permanent)), Just(EndChoice::typed("8")), Just(EndChoice::Open)]
}

fn wish() -> impl Strategy<Value = Wish> {
    let lasting = prop_oneof![Just(""), Just("8")];
    let of_role = (role(), scope(), lasting).prop_map(|(role, scope, hours)| {
        let lasting = if hours.is_empty() { Lasting::Permanent } else { Lasting::Hours(8.try_into().unwrap()) };
        Wish::Add(Permission::EntraRole { role, scope }, lasting)
    });
    let value = |api, value: &'static str| {
        Just(Wish::Add(
            Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value.to_owned()) }),
            Lasting::Permanent,
        ))
    };
    prop_oneof![
        3 => of_role,
        1 => value(MICROSOFT_GRAPH, "User.Read.All"),
        1 => value(ORDERS, "Orders.Read"),
        1 => (role(), scope()).prop_map(|(role, scope)| Wish::Remove(Permission::EntraRole { role, scope })),
    ]
}

fn wanted() -> impl Strategy<Value = Wanted> {
    (0..3usize, wish()).prop_map(|(at, wish)| Wanted { identity: id(at), wish })
}

/// Something that happens.
#[derive(Clone, Debug)]
enum RandomEvent {
    Event(ChangeEvent),
    /// Other terms for one of the roles that are chosen.
    SetTerms(usize, ScopeChoice, EndChoice),
    /// The review of what is chosen then.
    Review,
}

fn event() -> impl Strategy<Value = RandomEvent> {
    let origin = proptest::sample::select(Origin::ALL.to_vec());
    let step = prop_oneof![Just(ChangeStep::Choose), Just(ChangeStep::Review)];
    let choice = prop_oneof![
        scope().prop_map(ScopeChoice::Picked),
        Just(ScopeChoice::Open(AlternativeScope::AdministrativeUnit)),
        Just(ScopeChoice::Open(AlternativeScope::Application)),
    ];
    let event = prop_oneof![
        3 => wanted().prop_map(|wanted| ChangeEvent::Chosen(vec![wanted])),
        2 => (wanted(), origin).prop_map(|(wanted, origin)| ChangeEvent::Preselected(vec![wanted], origin)),
        2 => (step, proptest::collection::vec(wanted(), 0..4)).prop_map(|(step, all)| ChangeEvent::Followed(step, all)),
        1 => role().prop_map(|role| ChangeEvent::RoleOpened(role, AlternativeScope::AdministrativeUnit)),
        1 => (0..3usize).prop_map(|at| ChangeEvent::Included(id(at))),
        1 => (1..3usize).prop_map(|at| ChangeEvent::Excluded(id(at))),
        2 => (0..6usize).prop_map(ChangeEvent::RowToggled),
        1 => wish().prop_map(|wish| ChangeEvent::LeftOut(vec![wish])),
    ];
    prop_oneof![
        12 => event.prop_map(RandomEvent::Event),
        4 => (0..4usize, choice, end()).prop_map(|(at, scope, end)| RandomEvent::SetTerms(at, scope, end)),
        3 => Just(RandomEvent::Review),
    ]
}

/// What an event adds to the choices.
fn added(event: &ChangeEvent) -> &[Wanted] {
    match event {
        ChangeEvent::Chosen(wanted) | ChangeEvent::Preselected(wanted, _) | ChangeEvent::Followed(_, wanted) => wanted,
        _ => &[],
    }
}

/// The terms of the Entra roles that are chosen, complete or not, as the page lists them.
fn all_terms(open: &OpenChange) -> Vec<RoleTerms> {
    let chosen = open.wishes().into_iter().filter_map(|wanted| RoleTerms::of(&wanted.wish));
    chosen.chain(open.open_roles().iter().map(|it| it.terms.clone())).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn scope_of_a_plan_is_the_one_on_screen_and_nothing_widens(events in proptest::collection::vec(event(), 1..24)) {
        let mut open = OpenChange::new(id(0));
        // Scopes that were given up for another one and not chosen again since.
        let mut given_up: SortedSet<(RoleDefinitionId, DirectoryScope)> = SortedSet::new();
        let chosen_again = |given_up: &mut SortedSet<_>, wish: &Wish| {
            if let Wish::Add(Permission::EntraRole { role, scope }, _) = wish {
                given_up.remove(&(*role, scope.clone()));
            }
        };
        for event in events {
            match event {
                RandomEvent::Event(event) => {
                    added(&event).iter().for_each(|wanted| chosen_again(&mut given_up, &wanted.wish));
                    open.handle(event);
                }
                RandomEvent::SetTerms(at, scope, end) => {
                    let all = all_terms(&open);
                    if let Some(old) = all.get(at).cloned() {
                        let new = RoleTerms { role: old.role, scope, end };
                        if let (ScopeChoice::Picked(before), true) = (&old.scope, old.scope != new.scope) {
                            given_up.insert((old.role, before.clone()));
                        }
                        if let Some(wish) = new.wish() {
                            chosen_again(&mut given_up, &wish);
                        }
                        open.handle(ChangeEvent::TermsSet { old, new });
                        for (role, scope) in all_terms(&open).into_iter().filter_map(|terms| match terms.scope {
                            // The same role may be chosen at that scope again, with another end.
                            ScopeChoice::Picked(scope) => Some((terms.role, scope)),
                            ScopeChoice::Open(_) => None,
                        }) {
                            let is_other = all.iter().enumerate().any(|(other, terms)| {
                                other != at && terms.role == role && terms.scope == ScopeChoice::Picked(scope.clone())
                            });
                            if is_other {
                                given_up.remove(&(role, scope));
                            }
                        }
                    }
                }
                RandomEvent::Review => {
                    if let Some(review) = review_of(&open) {
                        open.handle(ChangeEvent::Reviewed(review));
                    }
                }
            }
            if !open.open_roles().is_empty() {
                prop_assert!(open.proposal().is_none(), "something is still to be picked");
            }
            let steps = open.proposal().map(|proposal| proposal.steps().to_vec()).unwrap_or_default();
            for (role, scope, _) in steps.iter().filter(|step| !step.takes()).filter_map(scope_of) {
                prop_assert!(!given_up.contains(&(role, scope.clone())), "{:?} came back by itself", scope);
            }
            assert_shown(&open)?;
        }
    }

    #[test]
    fn address_shows_the_identities_permissions_and_scopes_of_its_plan_and_ticks_nothing_risky(
        parts in proptest::collection::vec(part(), 0..8),
        page in 0..3usize,
    ) {
        let address = format!("#/identity/{}/change/review?{}", id(page), parts.join("&"));
        let Route::Change(page, step, wanted) = Route::parse(&address) else { return Ok(()) };
        let mut open = OpenChange::new(page);
        open.handle(ChangeEvent::Opened(step, wanted.clone()));
        let Some(review) = review_of(&open).map(|review| review.opened_from(page)) else {
            prop_assert!(wanted.is_empty());
            return Ok(());
        };
        // One row for each wish of the address, under its identity.
        prop_assert_eq!(review.rows().len(), wanted.len());
        for row in review.rows() {
            let asked = Wanted { identity: row.identity, wish: row.wish.clone() };
            prop_assert!(wanted.contains(&asked));
            prop_assert!(open.changed().contains(&row.identity));
        }
        open.handle(ChangeEvent::Reviewed(review));
        for step in open.proposal().map(|proposal| proposal.steps().to_vec()).unwrap_or_default() {
            prop_assert!(!step.takes());
            prop_assert_eq!(step.principal(), page, "what is for another identity waits");
        }
        let Change::Reviewing { review, left_out, .. } = open.change.clone() else { panic!() };
        let may_be_zero = |row: &ReviewRow| row.is_guarded() || row.privilege.is_some_and(Privilege::may_be_tier_zero);
        let ticked = review.rows().iter().enumerate().filter(|(at, _)| !left_out.contains(at)).map(|(_, row)| row);
        prop_assert!(ticked.filter(|row| row.verdict.step().is_some()).all(|row| !may_be_zero(row)));
        // Once the user has ticked all of it, it is what the rows show.
        for row in left_out {
            open.handle(ChangeEvent::RowToggled(row));
        }
        let Change::Reviewing { review, .. } = &open.change else { panic!() };
        let proposal = review.proposal(|_| true);
        let elsewhere = review.rows().iter().filter(|row| row.verdict.step().is_some()).any(|row| row.identity != page);
        let asked = proposal.map(|proposal| !proposal.to_confirm().is_empty()).unwrap_or_default();
        prop_assert_eq!(asked, elsewhere, "other identities are confirmed");
    }
}

/// A part of the query of an address: one of each kind, and some that are none.
fn part() -> impl Strategy<Value = String> {
    let fixed = [
        format!("for={}", id(0)),
        format!("for={}", id(1)),
        format!("for={}", id(2)),
        "for=nobody".to_owned(),
        format!("value={MICROSOFT_GRAPH}/User.Read.All"),
        format!("value={MICROSOFT_GRAPH}/User.ReadWrite.All"),
        format!("value={ORDERS}/Orders.Read"),
        format!("role={ORDERS}/33333333-0000-4000-8000-0000000000c3"),
        format!("role={MICROSOFT_GRAPH}/df021288-bdef-4463-88db-98f22de89214"),
        format!("directory={EXCHANGE_ADMINISTRATOR}/"),
        format!("directory={EXCHANGE_ADMINISTRATOR}{UNIT}"),
        format!("directory={PRIVILEGED_ROLE_ADMINISTRATOR}{APPLICATION}"),
        format!("directory={PRIVILEGED_ROLE_ADMINISTRATOR}/x/../"),
        format!("hours=8/{EXCHANGE_ADMINISTRATOR}{UNIT}"),
        format!("hours=0/{EXCHANGE_ADMINISTRATOR}/"),
        format!("remove={EXCHANGE_ADMINISTRATOR}/"),
        "revoke=77777777-0000-4000-8000-000000000001/741f803b-c850-494e-b5df-cde7c675a1ca".to_owned(),
        "name=/Privileged%20Role%20Administrator".to_owned(),
        "name=/User.ReadWrite.All".to_owned(),
        format!("name={ORDERS}/Orders.Read"),
    ];
    prop_oneof![12 => proptest::sample::select(fixed.to_vec()), 1 => "[a-z]{0,6}=?[ -~]{0,12}"]
}
