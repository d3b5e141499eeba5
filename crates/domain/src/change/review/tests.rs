//! What each wish becomes in a small tenant.

use std::rc::Rc;

use super::*;
use crate::api::Api;
use crate::apis::{ApiState, KnownApis};
use crate::change::approval::Assurance;
use crate::change::example::{Example, ORDERS, USERS, approved, directory_role, named, wish};
use crate::change::origin::{Origin, Preselected};
use crate::change::permission::RoleKey;
use crate::change::plan::Removal;
use crate::change::wish::Lasting;
use crate::directory_role::DirectoryScope;
use crate::held_role::RoleSource;
use crate::listing::Listing;
use crate::problem::Problem;
use crate::sorted_set::SortedSet;
use crate::well_known::{
    APPLICATION_ADMINISTRATOR, EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR,
    SHAREPOINT_ONLINE,
};

/// One word for each verdict.
pub(super) fn words(example: &Example, wishes: &[Wish]) -> Vec<&'static str> {
    let word = |row: &ReviewRow| match &row.verdict {
        Verdict::Add(_) => "add",
        Verdict::Take(_) => "take",
        Verdict::AlreadyHeld { .. } => "held",
        Verdict::NotHeld => "not held",
        Verdict::NotPossible(obstacle) => match obstacle {
            Obstacle::ApiNotInTenant(_) => "no api",
            Obstacle::ApiUnread(_) => "api unread",
            Obstacle::NoSuchRole => "no role",
            Obstacle::ApiForged => "api forged",
            Obstacle::RoleContradictsCatalog => "role contradicts",
            Obstacle::PeopleOnly => "people only",
            Obstacle::Disabled => "disabled",
            Obstacle::Ambiguous(_) => "ambiguous",
            Obstacle::NoSuchDirectoryRole => "no Entra role",
            Obstacle::DirectoryRolesUnread(_) => "Entra roles unread",
            Obstacle::DirectoryRoleDisabled => "Entra role disabled",
            Obstacle::ScopeNotKnown => "scope not known",
            Obstacle::HeldUnread(_) => "held unread",
            Obstacle::AskedTwice => "asked twice",
            Obstacle::ShorterAsked(_) => "shorter asked",
            Obstacle::NobodyThere(_) => "nobody there",
            Obstacle::NoSuchAzureRole => "no Azure role",
            Obstacle::AzureRolesUnread(_) => "Azure roles unread",
            Obstacle::CannotEnd => "cannot end",
            Obstacle::OtherCondition => "other condition",
            Obstacle::AzureNameTaken => "name taken",
            Obstacle::MadeAbove { .. } => "made above",
            Obstacle::OfGroup { .. } => "of group",
            Obstacle::NoSuchGroup => "no group",
            Obstacle::GroupUnread(_) => "group unread",
            Obstacle::GroupMembersFixed(_) => "members fixed",
        },
    };
    example.review(wishes).rows().iter().map(word).collect()
}

#[test]
fn what_is_missing_is_added_and_what_is_held_is_not() {
    let mut example = Example::new();
    let wishes = [wish(MICROSOFT_GRAPH, "User.Read.All"), directory_role(EXCHANGE_ADMINISTRATOR)];
    assert_eq!(words(&example, &wishes), ["add", "add"]);
    example.hold(MICROSOFT_GRAPH, "User.Read.All");
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    assert_eq!(words(&example, &wishes), ["held", "held"]);
    assert!(example.review(&wishes).proposal(|_| true).is_none(), "nothing to do makes no plan");
}

#[test]
fn how_long_a_directory_role_lasts_is_seen_and_kept() {
    use crate::problem::ServiceMessage;
    use crate::time::Timestamp;
    let mut example = Example::new();
    let (role, scope) = (EXCHANGE_ADMINISTRATOR, DirectoryScope::Tenant);
    let hours = Lasting::Hours(std::num::NonZeroU16::new(8).unwrap());
    let wishes = [Wish::Add(Permission::EntraRole { role, scope: scope.clone() }, hours)];
    assert_eq!(example.review(&wishes).rows()[0].warnings, []);
    let said = ServiceMessage { status: 400, code: String::new(), message: String::new(), request_id: None };
    example.scheduled = RoleSource::Failed(Problem::LicenseMissing(said));
    assert_eq!(example.review(&wishes).rows()[0].warnings, [Warning::LicenseProbablyMissing]);
    assert_eq!(example.review(&[directory_role(role)]).rows()[0].warnings, [], "one without an end needs no license");

    let end = Timestamp::from_millis(1_790_000_000_000);
    example.hold_directory_role(role);
    let warned = |example: &Example| example.review(&wishes).rows()[0].warnings.clone();
    assert_eq!(warned(&example), [Warning::HeldWithoutEnd], "without the license none ends");
    example.scheduled = RoleSource::Failed(Problem::Offline);
    assert_eq!(warned(&example), [Warning::HeldEndUnread]);
    example.scheduled = RoleSource::Read(Listing::complete(Vec::new()));
    assert_eq!(warned(&example), [Warning::HeldWithoutEnd]);
    assert_eq!(example.review(&[directory_role(role)]).rows()[0].warnings, []);
    example.end_directory_roles(end);
    assert_eq!(warned(&example), []);
    let held = example.review(&[directory_role(role)]);
    assert_eq!(held.rows()[0].verdict, Verdict::AlreadyHeld { since: None, until: Some(end) });
    let taking = example.plan(&[Wish::Remove(Permission::EntraRole { role, scope })]);
    let [Step::Remove(Removal::EntraRole(taken))] = taking.steps() else { panic!("{:?}", taking.steps()) };
    assert_eq!(taken.until(), Some(end));
    assert_eq!(taking.scopes(), [crate::scope::Scope::RoleAssignmentScheduleReadWriteDirectory]);
}

#[test]
fn two_apis_with_one_role_id_are_two_things() {
    let mut example = Example::new();
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    let wishes = [wish(SHAREPOINT_ONLINE, "User.ReadWrite.All"), wish(MICROSOFT_GRAPH, "User.ReadWrite.All")];
    assert_eq!(words(&example, &wishes), ["held", "add"]);
    let plan = example.plan(&wishes);
    let [Step::Add(Addition::AppRole(missing))] = plan.steps() else { panic!("{:?}", plan.steps()) };
    assert_eq!((missing.api(), missing.grant().app_role.to_string().as_str()), (MICROSOFT_GRAPH, USERS));
}

#[test]
fn what_cannot_be_added_says_why() {
    let example = Example::new();
    let check =
        |wish: Wish, wanted: &str| assert_eq!(words(&example, std::slice::from_ref(&wish)), [wanted], "{wish:?}");
    check(wish(EXCHANGE_ONLINE, "Exchange.ManageAsApp"), "no api");
    check(wish(AppId(crate::guid::Guid::ZERO), "X"), "api unread");
    check(wish(ORDERS, "Orders.Nothing"), "no role");
    check(wish(ORDERS, "Orders.Approve"), "people only");
    check(wish(ORDERS, "orders.old"), "disabled");
    check(named("User.ReadWrite.All"), "ambiguous");
    check(named("orders.read"), "add");
    check(named("exchange administrator"), "add");
    check(named("Nobody.Knows"), "no role");
    check(directory_role("99999999-0000-4000-8000-000000000001".parse().unwrap()), "no Entra role");
    check(directory_role("44444444-0000-4000-8000-0000000000d1".parse().unwrap()), "Entra role disabled");
    let elsewhere = DirectoryScope::Other("/x/y".to_owned());
    check(
        Wish::Add(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: elsewhere }, Lasting::Permanent),
        "scope not known",
    );
}

#[test]
fn what_could_not_be_read_in_full_is_never_taken_for_missing() {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.Read.All");
    example.held.app_roles.as_mut().unwrap().gap = Some(Problem::Unreachable);
    example.held.directory_roles = Err(Problem::Offline);
    let wishes = [
        wish(MICROSOFT_GRAPH, "User.Read.All"),
        wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
        directory_role(EXCHANGE_ADMINISTRATOR),
    ];
    assert_eq!(words(&example, &wishes), ["held", "held unread", "held unread"]);
    example.directory_roles = Err(Problem::Offline);
    assert_eq!(words(&example, &wishes[2..]), ["Entra roles unread"]);
}

#[test]
fn the_same_thing_asked_twice_is_added_once() {
    let example = Example::new();
    let by_id = Wish::Add(
        Permission::AppRole(AppRoleName {
            api: ORDERS,
            role: RoleKey::Id("33333333-0000-4000-8000-0000000000c3".parse().unwrap()),
        }),
        Lasting::Permanent,
    );
    assert_eq!(
        words(&example, &[wish(ORDERS, "Orders.Read"), by_id, named("Orders.Read")]),
        ["add", "asked twice", "asked twice"]
    );
}

fn for_hours(hours: u16) -> Lasting {
    Lasting::Hours(std::num::NonZeroU16::new(hours).unwrap())
}

fn exchange(lasting: Lasting) -> Wish {
    Wish::Add(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant }, lasting)
}

#[test]
fn role_asked_for_with_several_durations_is_assigned_once_for_the_shortest() {
    let example = Example::new();
    let (permanent, day, shift) = (exchange(Lasting::Permanent), exchange(for_hours(24)), exchange(for_hours(8)));
    for (wishes, wanted) in [
        ([&permanent, &day, &shift], ["shorter asked", "shorter asked", "add"]),
        ([&shift, &permanent, &day], ["add", "shorter asked", "shorter asked"]),
        ([&permanent, &shift, &shift], ["shorter asked", "add", "asked twice"]),
        ([&permanent, &permanent, &permanent], ["add", "asked twice", "asked twice"]),
    ] {
        let wishes = wishes.map(Clone::clone);
        assert_eq!(words(&example, &wishes), wanted, "{wishes:?}");
        assert_eq!(example.plan(&wishes).steps().len(), 1);
    }
    let review = example.review(&[permanent, day, shift, named("Exchange Administrator")]);
    let Lasting::Hours(hours) = for_hours(8) else { panic!() };
    for row in [0, 1, 3] {
        assert_eq!(review.rows()[row].verdict, Verdict::NotPossible(Obstacle::ShorterAsked(hours)), "{row}");
        assert_eq!(review.rows()[row].warnings, []);
    }
}

#[test]
fn review_that_assigns_and_removes_the_same_makes_no_plan() {
    let mut example = Example::new();
    let adds = example.review(&[exchange(Lasting::Permanent), wish(ORDERS, "Orders.Read")]);
    let again = example.review(&[exchange(for_hours(8))]);
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let removes = example
        .review(&[Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant })]);
    for other in [removes, again] {
        let all = Review::of_all(vec![adds.clone(), other]).unwrap();
        assert_eq!(all.changes(), 3);
        assert!(all.proposal(|_| true).is_none(), "{all:?}");
        assert!(all.proposal(|row| row != 0).is_some_and(|proposal| proposal.steps().len() == 2));
    }
}

mod random {
    use proptest::prelude::*;

    use super::*;

    fn wish_for_role() -> impl Strategy<Value = Wish> {
        let role = proptest::sample::select(vec![EXCHANGE_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR]);
        let scope = proptest::sample::select(vec!["/", "/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451"]);
        let lasting = proptest::sample::select(vec![Lasting::Permanent, for_hours(1), for_hours(8)]);
        let role = (role, scope.prop_map(DirectoryScope::parse), lasting, any::<bool>());
        let role = role.prop_map(|(role, scope, lasting, takes)| match takes {
            true => Wish::Remove(Permission::EntraRole { role, scope }),
            false => Wish::Add(Permission::EntraRole { role, scope }, lasting),
        });
        let name = proptest::sample::select(vec!["Exchange Administrator", "Orders.Read"]).prop_map(named);
        prop_oneof![4 => role, 1 => name, 1 => Just(wish(ORDERS, "Orders.Read"))]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_plan_has_two_steps_about_one_assignment(
            wishes in proptest::collection::vec(wish_for_role(), 1..12),
            is_held in any::<bool>(),
        ) {
            let mut example = Example::new();
            if is_held {
                example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
            }
            let review = example.review(&wishes);
            let proposal = review.proposal(|_| true);
            let steps = proposal.as_ref().map_or(&[][..], |proposal| proposal.steps());
            prop_assert_eq!(steps.len(), review.changes(), "every row that changes something can be applied");
            for (at, step) in steps.iter().enumerate() {
                prop_assert!(steps[..at].iter().all(|it| it.grant() != step.grant()), "{:?}", steps);
            }
        }
    }
}

#[test]
fn an_ambiguous_name_offers_each_meaning_as_a_wish() {
    let example = Example::new();
    let review = example.review(&[named("User.ReadWrite.All")]);
    let Verdict::NotPossible(Obstacle::Ambiguous(choices)) = &review.rows()[0].verdict else { panic!("{review:?}") };
    let wishes: Vec<Wish> = choices.iter().map(|choice| choice.wish.clone()).collect();
    assert_eq!(words(&example, &wishes), ["add", "add"]);
    assert_ne!(wishes[0], wishes[1]);
}

#[test]
fn the_row_of_a_name_keeps_the_wish_by_which_it_can_be_taken_back() {
    let wishes = [named("Orders.Read"), Wish::Named { api: Some(ORDERS), name: "Orders.Read".to_owned() }];
    let review = Example::new().review(&wishes);
    assert!(matches!(review.rows()[0].verdict, Verdict::Add(_)), "{:?}", review.rows());
    assert!(review.rows().iter().map(|row| &row.wish).eq(&wishes));
}

#[test]
fn taking_away_is_keyed_by_the_assignment_and_leaves_the_twin_of_another_api() {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    let graph = example.apis.by_app_id(MICROSOFT_GRAPH).unwrap().id;
    let wishes = [Wish::Remove(Permission::AppRole(AppRoleIds { resource: graph, role: USERS.parse().unwrap() }))];
    assert_eq!(words(&example, &wishes), ["take"]);
    let plan = example.plan(&wishes);
    let [Step::Remove(Removal::AppRole(held))] = plan.steps() else { panic!("{:?}", plan.steps()) };
    assert_eq!((held.grant().resource, held.api()), (graph, Some(MICROSOFT_GRAPH)));
    assert_eq!(held.assignment().as_str(), format!("assignment-{graph}-{USERS}"));
}

#[test]
fn what_is_not_held_cannot_be_taken_away() {
    let mut example = Example::new();
    let graph = example.apis.by_app_id(MICROSOFT_GRAPH).unwrap().id;
    let (role, scope) = (EXCHANGE_ADMINISTRATOR, DirectoryScope::Tenant);
    let wishes = [
        Wish::Remove(Permission::AppRole(AppRoleIds { resource: graph, role: USERS.parse().unwrap() })),
        Wish::Remove(Permission::EntraRole { role, scope: scope.clone() }),
    ];
    assert_eq!(words(&example, &wishes), ["not held", "not held"]);
    example.hold_directory_role(role);
    assert_eq!(words(&example, &wishes), ["not held", "take"]);
    example.held.app_roles = Err(Problem::Offline);
    assert_eq!(words(&example, &wishes), ["held unread", "take"]);
}

#[test]
fn a_role_of_an_api_that_is_gone_can_still_be_taken_away() {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.Read.All");
    let grant = example.held.app_roles.as_ref().unwrap().items[0].grant;
    example.apis = KnownApis::default();
    let review = example
        .review(&[Wish::Remove(Permission::AppRole(AppRoleIds { resource: grant.resource, role: grant.app_role }))]);
    assert!(matches!(review.rows()[0].subject, Subject::RoleOfUnknownApi { .. }));
    assert!(
        matches!(&review.rows()[0].verdict, Verdict::Take(Step::Remove(Removal::AppRole(held))) if held.api().is_none())
    );
}

#[test]
fn what_gives_comes_before_what_takes_over_several_identities() {
    let mut one = Example::new();
    one.hold(MICROSOFT_GRAPH, "User.Read.All");
    let grant = one.held.app_roles.as_ref().unwrap().items[0].grant;
    let mut other = Example::new();
    other.identity.id = "22222222-0000-4000-8000-0000000000b9".parse().unwrap();
    let first =
        one.review(&[Wish::Remove(Permission::AppRole(AppRoleIds { resource: grant.resource, role: grant.app_role }))]);
    let second = other.review(&[wish(ORDERS, "Orders.Read")]);
    let all = Review::of_all(vec![first.clone(), second.clone()]).unwrap();
    let plan = approved(&all);
    assert_eq!(plan.steps().iter().map(Step::takes).collect::<Vec<_>>(), [false, true]);
    assert_eq!(plan.identities().len(), 2);
    let one_of_them = all.proposal(|row| row == 0).unwrap().approve(&Assurance::default()).unwrap();
    assert_eq!(one_of_them.identities().len(), 1, "only those that are changed");
    other.person.id = "55555555-0000-4000-8000-0000000000e9".parse().unwrap();
    assert!(Review::of_all(vec![first, other.review(&[])]).is_none(), "reviews of two people are not one");
}

#[test]
fn a_missing_role_of_the_person_warns_and_does_not_forbid() {
    let mut example = Example::new();
    example.person.roles = Ok(vec![APPLICATION_ADMINISTRATOR]);
    let wishes =
        [wish(MICROSOFT_GRAPH, "User.Read.All"), wish(ORDERS, "Orders.Read"), directory_role(EXCHANGE_ADMINISTRATOR)];
    let review = example.review(&wishes);
    assert_eq!(review.changes(), 3);
    let warned: Vec<bool> = review.rows().iter().map(|row| !row.warnings.is_empty()).collect();
    assert_eq!(warned, [true, false, true]);
    assert_eq!(review.rows()[0].warnings, [Warning::RoleProbablyMissing(roles_that_grant(MICROSOFT_GRAPH))]);
    example.person.roles = Err(Problem::Unreachable);
    assert_eq!(example.review(&wishes).rows()[1].warnings, [Warning::OwnRolesUnread(roles_that_grant(ORDERS))]);
}

#[test]
fn a_plan_holds_what_was_left_chosen_and_is_bound_to_who_reviewed_it() {
    let example = Example::new();
    let wishes = [wish(MICROSOFT_GRAPH, "User.Read.All"), wish(ORDERS, "Orders.Old"), wish(ORDERS, "Orders.Read")];
    let review = example.review(&wishes);
    let plan = review.proposal(|row| row != 0).unwrap().approve(&Assurance::default()).unwrap();
    assert_eq!((plan.steps().len(), plan.person(), plan.tenant()), (1, example.person.id, example.person.tenant.id));
    assert!(review.proposal(|row| row == 1).is_none(), "a row that adds nothing cannot be chosen");
}

#[test]
fn row_not_chosen_by_the_user_is_not_selected_where_it_is_tier_0_unrated_or_a_removal() {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    let grant = example.held.app_roles.as_ref().unwrap().items[0].grant;
    for definition in &mut example.directory_roles.as_mut().unwrap().items {
        definition.built_in = definition.id == EXCHANGE_ADMINISTRATOR || definition.id == PRIVILEGED_ROLE_ADMINISTRATOR;
        definition.enabled = true;
    }
    let custom = example.directory_roles.as_ref().unwrap().items[2].id;
    let wishes = [
        wish(MICROSOFT_GRAPH, "User.Read.All"),
        wish(ORDERS, "Orders.Read"),
        directory_role(PRIVILEGED_ROLE_ADMINISTRATOR),
        directory_role(EXCHANGE_ADMINISTRATOR),
        directory_role(custom),
        Wish::Remove(Permission::AppRole(AppRoleIds { resource: grant.resource, role: grant.app_role })),
    ];
    for origin in Origin::ALL {
        let mut review = example.review(&wishes);
        assert_eq!(review.waiting_rows(), SortedSet::new(), "the user's own choice does not wait");
        review.note_preselected(|_| Some(Preselected::by(origin)));
        let removal = (!matches!(origin, Origin::Copy | Origin::File)).then_some(5);
        let waiting: SortedSet<usize> = [1, 2, 4].into_iter().chain(removal).collect();
        assert_eq!(review.waiting_rows(), waiting, "{origin:?}");
        review.note_ticked(2, true);
        assert!(!review.waiting_rows().contains(&2), "{origin:?}");
    }
}

#[test]
fn what_a_link_asks_for_another_identity_than_that_of_the_page_waits_whatever_it_is() {
    let example = Example::new();
    let page = "22222222-0000-4000-8000-0000000000b9".parse().unwrap();
    for (origin, waits) in [(Origin::Link, true), (Origin::PastedText, false)] {
        let mut review = example.review(&[wish(MICROSOFT_GRAPH, "User.Read.All")]).opened_from(page);
        review.note_preselected(|_| Some(Preselected::by(origin)));
        assert_eq!(!review.waiting_rows().is_empty(), waits, "{origin:?}");
    }
}

#[test]
fn revoking_the_last_role_of_an_api_that_requires_assignment_warns() {
    let mut example = Example::new();
    replace_api(&mut example, MICROSOFT_GRAPH, |api| api.assignment_required = true);
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    example.hold(MICROSOFT_GRAPH, "User.Read.All");
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    let held = example.held.app_roles.as_ref().unwrap().items.iter();
    let revokes: Vec<Wish> = held
        .map(|it| {
            Wish::Remove(Permission::AppRole(AppRoleIds { resource: it.grant.resource, role: it.grant.app_role }))
        })
        .collect();
    let warned = |wishes: &[Wish]| -> Vec<bool> {
        let review = example.review(wishes);
        let last = Warning::LastRoleOfApi(MICROSOFT_GRAPH);
        review.rows().iter().map(|row| row.warnings.contains(&last)).collect()
    };
    assert_eq!(warned(&revokes[..1]), [false], "another role of the API stays");
    assert_eq!(warned(&revokes), [true, true, false], "SharePoint gives tokens to anybody");
}

/// Replaces one API of the example.
fn replace_api(example: &mut Example, app_id: AppId, change: impl Fn(&mut Api)) {
    let mut api = Api::clone(example.apis.by_app_id(app_id).unwrap());
    change(&mut api);
    example.apis.note(app_id, ApiState::Present(Rc::new(api)));
}

#[test]
fn a_role_whose_id_and_value_do_not_belong_together_is_refused() {
    let mut example = Example::new();
    // What reads "User.Read.All" is the id of User.ReadWrite.All.
    replace_api(&mut example, MICROSOFT_GRAPH, |api| api.app_roles[0].value = Some("User.Read.All".to_owned()));
    let by_id = Wish::Add(
        Permission::AppRole(AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Id(USERS.parse().unwrap()) }),
        Lasting::Permanent,
    );
    assert_eq!(words(&example, &[by_id]), ["role contradicts"]);
    assert_eq!(words(&example, &[wish(MICROSOFT_GRAPH, "User.Read.All")]), ["role contradicts"]);
}

#[test]
fn a_role_that_is_newer_than_the_page_is_shown_as_new_and_may_be_granted() {
    let mut example = Example::new();
    replace_api(&mut example, MICROSOFT_GRAPH, |api| {
        api.app_roles[0].id = "99999999-0000-4000-8000-0000000000aa".parse().unwrap();
        api.app_roles[0].value = Some("Tomorrow.ReadWrite.All".to_owned());
    });
    let review = example.review(&[wish(MICROSOFT_GRAPH, "Tomorrow.ReadWrite.All"), wish(ORDERS, "Orders.Read")]);
    assert_eq!(review.changes(), 2);
    assert_eq!(review.rows()[0].warnings, [Warning::RoleIsNew]);
    assert_eq!(review.rows()[1].warnings, [], "a company's own API is not judged");
}

#[test]
fn an_api_that_only_calls_itself_microsofts_is_said_to_be_none() {
    let mut example = Example::new();
    let owner = Some(example.person.tenant.id);
    replace_api(&mut example, ORDERS, |api| {
        api.display_name = "Microsoft Graph".to_owned();
        api.owner_tenant = owner;
        api.app_roles[0].value = Some("User.Read.All".to_owned());
    });
    let review = example.review(&[wish(ORDERS, "User.Read.All")]);
    assert_eq!(review.rows()[0].warnings, [Warning::ApiNotMicrosofts(ORDERS)]);
    let ambiguous = example.review(&[named("User.Read.All")]);
    let Verdict::NotPossible(Obstacle::Ambiguous(choices)) = &ambiguous.rows()[0].verdict else { panic!() };
    let names: Vec<&str> = choices.iter().map(|choice| choice.of.as_str()).collect();
    assert_eq!(names, ["Microsoft Graph", &format!("Microsoft Graph ({ORDERS})")]);
    replace_api(&mut example, MICROSOFT_GRAPH, |api| api.owner_tenant = owner);
    assert_eq!(words(&example, &[wish(MICROSOFT_GRAPH, "User.Read.All")]), ["api forged"]);
}

/// An API with these roles: ID, value, and whether the role is enabled.
fn api_with(app_id: AppId, name: &str, roles: &[(u8, &str, bool)]) -> ApiState {
    let role = |&(number, value, enabled): &(u8, &str, bool)| crate::api::AppRole {
        id: crate::ids::AppRoleId(crate::guid::Guid::from_bytes([number; 16])),
        value: Some(value.to_owned()),
        display_name: value.to_owned(),
        description: String::new(),
        enabled,
        for_applications: true,
    };
    ApiState::Present(Rc::new(Api {
        id: crate::ids::ServicePrincipalId(app_id.0),
        app_id,
        display_name: name.to_owned(),
        owner_tenant: None,
        app_roles: roles.iter().map(role).collect(),
        assignment_required: false,
    }))
}

const OWN: AppId = AppId::known("4b61d7f0-2c98-4e13-a5d6-9f80b3c721e4");

#[test]
fn value_of_an_unread_microsoft_api_never_becomes_another_apis_role() {
    let mut example = Example::new();
    example.apis.note(OWN, api_with(OWN, "Graph API", &[(1, "Directory.Read.All", true), (2, "Tomorrow.Read", true)]));
    example.apis.note(MICROSOFT_GRAPH, ApiState::Unread(Problem::Offline));
    let check = |name: &str| {
        let review = example.review(&[named(name)]);
        let row = &review.rows()[0];
        assert_eq!(row.verdict, Verdict::NotPossible(Obstacle::ApiUnread(Problem::Offline)), "{name}");
        assert!(matches!(row.subject, Subject::AppRole { api: MICROSOFT_GRAPH, .. }), "{name}");
    };
    check("Directory.Read.All");
    // A value that no release knew may be a new one of the API that could not be read.
    check("Tomorrow.Read");
    assert_eq!(words(&example, &[named("Exchange Administrator")]), ["add"]);
}

#[test]
fn microsoft_value_that_another_api_also_has_is_a_question() {
    let mut example = Example::new();
    example.apis.note(OWN, api_with(OWN, "Graph API", &[(1, "User.Read.All", true), (2, "Mail.Send", true)]));
    let choices = |example: &Example, name: &str| {
        let review = example.review(&[named(name)]);
        let Verdict::NotPossible(Obstacle::Ambiguous(choices)) = &review.rows()[0].verdict else { panic!("{name}") };
        choices.iter().map(|choice| choice.of.clone()).collect::<Vec<_>>()
    };
    assert_eq!(choices(&example, "User.Read.All"), ["Microsoft Graph", "Graph API"]);
    // Microsoft Graph was read, and does not have it here: still no one has chosen the other one.
    assert_eq!(choices(&example, "Mail.Send"), ["Graph API"]);
    assert_eq!(choices(&Example::new(), "User.ReadWrite.All"), ["Microsoft Graph", "SharePoint"]);
}

#[test]
fn entra_roles_that_could_not_be_read_are_not_called_missing() {
    let mut example = Example::new();
    example.directory_roles = Err(Problem::Offline);
    assert_eq!(words(&example, &[named("Exchange Administrator")]), ["Entra roles unread"]);
    assert_eq!(words(&example, &[named("Nobody.Knows")]), ["no role"]);
}

#[test]
fn default_access_is_not_offered_on_an_api_with_roles_and_can_be_revoked() {
    use crate::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
    use crate::ids::AppRoleId;
    let mut example = Example::new();
    let default_access = AppRoleId(crate::guid::Guid::ZERO);
    let ask = Wish::Add(
        Permission::AppRole(AppRoleName { api: ORDERS, role: RoleKey::Id(default_access) }),
        Lasting::Permanent,
    );
    assert_eq!(words(&example, std::slice::from_ref(&ask)), ["no role"]);
    let resource = example.apis.by_app_id(ORDERS).unwrap().id;
    let grant = AppRoleGrant { principal: example.identity.id, resource, app_role: default_access };
    example.held.app_roles.as_mut().unwrap().items.push(AppRoleAssignment {
        id: "default-access".parse().unwrap(),
        grant,
        created: None,
        resource_name: String::new(),
        principal_name: String::new(),
    });
    assert_eq!(
        words(&example, &[Wish::Remove(Permission::AppRole(AppRoleIds { resource, role: default_access }))]),
        ["take"]
    );
}

#[test]
fn of_two_roles_with_one_value_the_enabled_one_is_granted() {
    let mut example = Example::new();
    example
        .apis
        .note(OWN, api_with(OWN, "Jobs", &[(1, "Jobs.Run", false), (2, "Jobs.Run", true), (3, "Jobs.Stop", false)]));
    for wish in [wish(OWN, "Jobs.Run"), named("jobs.run")] {
        let plan = example.plan(&[wish]);
        let [Step::Add(Addition::AppRole(missing))] = plan.steps() else { panic!("{:?}", plan.steps()) };
        assert_eq!(missing.grant().app_role.0, crate::guid::Guid::from_bytes([2; 16]));
    }
    assert_eq!(words(&example, &[wish(OWN, "Jobs.Stop")]), ["disabled"]);
}
