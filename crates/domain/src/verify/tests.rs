//! The results of comparing an identity with a set, case by case.

use super::*;
use crate::access::Held;
use crate::apis::ApiState;
use crate::apis::KnownApis;
use crate::change::example::{Example, ORDERS, USERS, directory_role, named as name, wish};
use crate::change::permission::{AppRoleName, Permission};
use crate::change::permission_set::PermissionSet;
use crate::directory_entry::{DirectoryEntry, EntryKind};
use crate::directory_role::DirectoryScope;
use crate::held_role::{AssignedDirectoryRole, AssignmentPath, GroupRole, RoleSource, Term};
use crate::ids::{AppId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use crate::listing::Listing;
use crate::problem::{Problem, ServiceMessage};
use crate::time::Timestamp;
use crate::traps::example::ExampleIdentity;
use crate::well_known::{
    EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR, SHAREPOINT_ONLINE,
};

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);
const GROUP: ObjectId = ObjectId::known("61b0c52f-a902-4769-9a09-c6628335b00a");

/// One word for each row, in order.
fn words(verification: &Verification) -> Vec<&'static str> {
    let word = |row: &ComparisonRow| match &row.finding {
        ComparisonFinding::Held(_) => "held",
        ComparisonFinding::HeldLonger { .. } => "longer",
        ComparisonFinding::EndsSooner { .. } => "sooner",
        ComparisonFinding::ThroughGroup(_) => "through a group",
        ComparisonFinding::Missing => "missing",
        ComparisonFinding::Extra(_) => "extra",
        ComparisonFinding::OtherThroughGroup { .. } => "other through a group",
        ComparisonFinding::CannotTell(doubt) => match doubt {
            UnknownReason::HeldUnread(_) => "held unread",
            UnknownReason::OtherUnread(_) => "other unread",
            UnknownReason::EndUnread(_) => "end unread",
            UnknownReason::OtherEndUnread(_) => "other end unread",
            UnknownReason::ApiUnread => "api unread",
            UnknownReason::NoSuchRole => "no role",
            UnknownReason::Ambiguous => "ambiguous",
            UnknownReason::PerhapsWanted => "perhaps wanted",
        },
    };
    verification.rows.iter().map(word).collect()
}

fn tenant(example: &Example) -> ComparisonTenant<'_> {
    ComparisonTenant { apis: &example.apis, directory_roles: &example.directory_roles, now: NOW }
}

/// What is known of its Entra roles: everything, and nothing arrives through groups.
fn roles(example: &Example) -> RoleAccess {
    RoleAccess {
        scheduled: match &example.scheduled {
            RoleSource::Pending => RoleSource::Read(Listing::complete(Vec::new())),
            scheduled => scheduled.clone(),
        },
        through_groups: RoleSource::Read(Listing::complete(Vec::new())),
        ..RoleAccess::pending(example.identity.id)
    }
}

/// The same of one that has these roles through a group as well.
fn with_group(example: &Example, through: &[RoleDefinitionId]) -> RoleAccess {
    let group = DirectoryEntry {
        id: GROUP,
        kind: EntryKind::Group { role_assignable: Some(true) },
        name: Some("Operators".to_owned()),
    };
    let carried = |role: &RoleDefinitionId| GroupRole {
        group: GROUP,
        id: format!("group-{role}").parse().unwrap(),
        role: *role,
        definition: None,
        scope: DirectoryScope::Tenant,
    };
    RoleAccess {
        groups: vec![group],
        through_groups: RoleSource::Read(Listing::complete(through.iter().map(carried).collect())),
        ..roles(example)
    }
}

fn verify(example: &Example, wishes: &[Wish]) -> Verification {
    compare_with_wishes(tenant(example), ComparedPrincipal { held: &example.held, roles: &roles(example) }, wishes)
}

fn compare(this: &Example, that: &Example) -> Verification {
    let (of_this, of_that) = (roles(this), roles(that));
    let holder = ComparedPrincipal { held: &this.held, roles: &of_this };
    compare_with_identity(tenant(this), holder, ComparedPrincipal { held: &that.held, roles: &of_that })
}

fn check(example: &Example, wishes: &[Wish], wanted: &[&str]) {
    assert_eq!(words(&verify(example, wishes)), wanted, "{wishes:?}");
}

#[test]
fn a_set_is_held_in_part_in_whole_and_with_more() {
    let set = [
        wish(MICROSOFT_GRAPH, "User.Read.All"),
        wish(SHAREPOINT_ONLINE, "User.ReadWrite.All"),
        directory_role(EXCHANGE_ADMINISTRATOR),
    ];
    let mut example = Example::new();
    check(&example, &set, &["missing", "missing", "missing"]);
    example.hold(MICROSOFT_GRAPH, "user.read.all");
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    check(&example, &set, &["held", "held", "held"]);
    assert!(verify(&example, &set).is_exact());
    example.hold(ORDERS, "Orders.Read");
    check(&example, &set, &["held", "held", "held", "extra"]);
    check(&example, &set[1..], &["held", "held", "extra", "extra"]);
}

#[test]
fn one_role_id_in_two_apis_is_two_things() {
    let mut example = Example::new();
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    check(&example, &[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")], &["missing", "extra"]);
    let by_id = Wish::Add(
        Permission::AppRole(AppRoleName { api: SHAREPOINT_ONLINE, role: RoleKey::Id(USERS.parse().unwrap()) }),
        Lasting::Permanent,
    );
    check(&example, &[by_id], &["held"]);
}

#[test]
fn a_directory_role_elsewhere_is_another_thing() {
    let mut example = Example::new();
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let scope = DirectoryScope::AdministrativeUnit("88888888-0000-4000-8000-000000000001".parse().unwrap());
    check(
        &example,
        &[Wish::Add(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope }, Lasting::Permanent)],
        &["missing", "extra"],
    );
}

#[test]
fn an_incomplete_list_makes_nothing_missing() {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.Read.All");
    example.held.app_roles.as_mut().unwrap().gap = Some(Problem::Unreachable);
    let set =
        [wish(MICROSOFT_GRAPH, "User.Read.All"), wish(ORDERS, "Orders.Read"), directory_role(EXCHANGE_ADMINISTRATOR)];
    check(&example, &set, &["held", "held unread", "missing"]);
    example.held.directory_roles = Err(Problem::Offline);
    check(&example, &set, &["held", "held unread", "held unread"]);
    let mut example = Example::new();
    example.held.app_roles.as_mut().unwrap().unreadable = 1;
    check(&example, &set[..1], &["held unread"]);
}

#[test]
fn an_api_that_was_not_read_makes_neither_missing_nor_extra() {
    let mut example = Example::new();
    example.hold(ORDERS, "Orders.Read");
    let unread = wish("99999999-0000-4000-8000-0000000000ff".parse().unwrap(), "Anything");
    check(&example, std::slice::from_ref(&unread), &["missing", "extra"]);
    // The same assignment, of an API about which nothing is known.
    let resource: ServicePrincipalId = "77777777-0000-4000-8000-0000000000ee".parse().unwrap();
    example.held.app_roles.as_mut().unwrap().items[0].grant.resource = resource;
    check(&example, std::slice::from_ref(&unread), &["api unread", "perhaps wanted"]);
    example.apis.note_deleted(resource);
    check(&example, std::slice::from_ref(&unread), &["missing", "extra"]);
}

#[test]
fn wishes_that_mean_nothing_or_too_much_say_so() {
    let mut example = Example::new();
    check(&example, &[wish(EXCHANGE_ONLINE, "Exchange.ManageAsApp")], &["missing"]);
    check(&example, &[wish(ORDERS, "Orders.Nothing"), name("Nobody.Knows")], &["no role", "no role"]);
    check(&example, &[name("User.ReadWrite.All")], &["missing"]);
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    check(&example, &[name("User.ReadWrite.All")], &["ambiguous"]);
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    check(&example, &[name("User.ReadWrite.All")], &["held"]);
    check(&example, &[name("orders.read"), name("exchange administrator")], &["missing", "missing", "extra", "extra"]);
}

#[test]
fn a_role_that_its_api_dropped_may_be_the_one_that_is_asked_for() {
    let mut example = Example::new();
    example.hold(ORDERS, "Orders.Read");
    example.held.app_roles.as_mut().unwrap().items[0].grant.app_role =
        "33333333-0000-4000-8000-0000000000cc".parse().unwrap();
    check(&example, &[wish(ORDERS, "Orders.Nothing")], &["no role", "perhaps wanted"]);
    check(&example, &[wish(MICROSOFT_GRAPH, "Nothing")], &["no role", "extra"]);
}

#[test]
fn what_should_be_held_no_more_is_extra_while_it_is_held() {
    let mut example = Example::new();
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let none = Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant });
    check(&example, std::slice::from_ref(&none), &["extra"]);
    check(&Example::new(), std::slice::from_ref(&none), &[]);
}

#[test]
fn a_wish_that_is_asked_twice_is_one_row() {
    let mut example = Example::new();
    example.hold(ORDERS, "Orders.Read");
    check(&example, &[wish(ORDERS, "Orders.Read"), wish(ORDERS, "orders.read"), name("Orders.Read")], &["held"]);
}

#[test]
fn two_identities_are_told_apart() {
    let (mut this, mut that) = (Example::new(), Example::new());
    this.hold(MICROSOFT_GRAPH, "User.Read.All");
    this.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    that.hold(MICROSOFT_GRAPH, "User.Read.All");
    that.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    that.hold_directory_role(PRIVILEGED_ROLE_ADMINISTRATOR);
    let got = compare(&this, &that);
    assert_eq!(words(&got), ["held", "missing", "missing", "extra"]);
    assert_eq!(got.counts(), ComparisonCounts { held: 1, missing: 2, extra: 1, ..ComparisonCounts::default() });
    assert_eq!(got.extra_assignments().count(), 1);
    let role = RoleKey::Id(USERS.parse().unwrap());
    assert_eq!(
        got.missing(),
        [
            Wish::Add(Permission::AppRole(AppRoleName { api: SHAREPOINT_ONLINE, role }), Lasting::Permanent),
            directory_role(PRIVILEGED_ROLE_ADMINISTRATOR)
        ]
    );
}

fn for_hours(hours: u16) -> Lasting {
    Lasting::Hours(std::num::NonZeroU16::new(hours).unwrap())
}

#[test]
fn a_role_that_a_set_wants_for_some_hours_is_asked_for_no_longer() {
    let example = Example::new();
    let scope = DirectoryScope::Tenant;
    let wanted = Wish::Add(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope }, for_hours(8));
    let got = verify(&example, std::slice::from_ref(&wanted));
    assert_eq!(got.missing(), [wanted]);
}

/// So many minutes from now.
fn minutes(minutes: u64) -> Timestamp {
    NOW + std::time::Duration::from_secs(60 * minutes)
}

#[test]
fn a_role_that_ends_on_the_other_is_asked_for_no_longer_than_the_other_holds_it() {
    let (this, mut that) = (Example::new(), Example::new());
    that.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let asked = |that: &Example| match &compare(&this, that).missing()[..] {
        [] => None,
        [Wish::Add(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant }, lasting)] => {
            Some(*lasting)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(asked(&that), Some(Lasting::Permanent));
    that.end_directory_roles(minutes(150));
    assert_eq!(asked(&that), Some(for_hours(2)));
    that.end_directory_roles(minutes(59));
    assert_eq!(asked(&that), None);
    that.scheduled = RoleSource::Failed(Problem::Offline);
    assert_eq!(asked(&that), None, "the end that could not be read may be any");
    let unread = Err(NoDuration::EndUnread(Problem::Offline));
    assert_eq!(compare(&this, &that).rows[0].lasting, unread);
    assert_eq!(compare(&this, &that).rows[0].correction(), None);
}

#[test]
fn a_wanted_role_that_arrives_through_a_group_is_neither_held_nor_missing() {
    let mut example = Example::new();
    let set = [directory_role(EXCHANGE_ADMINISTRATOR), directory_role(PRIVILEGED_ROLE_ADMINISTRATOR)];
    let through = with_group(&example, &[EXCHANGE_ADMINISTRATOR]);
    let got = compare_with_wishes(tenant(&example), ComparedPrincipal { held: &example.held, roles: &through }, &set);
    assert_eq!(words(&got), ["through a group", "missing"]);
    let group = AssigningGroup { id: GROUP, name: Some("Operators".to_owned()) };
    assert_eq!(
        got.rows[0].finding,
        ComparisonFinding::ThroughGroup(IndirectAssignment { group: Some(group), term: Term::Permanent })
    );
    assert_eq!(got.counts(), ComparisonCounts { through_group: 1, missing: 1, ..ComparisonCounts::default() });
    assert_eq!(got.counts().wanted(), 2);
    assert_eq!(got.missing(), set[1..], "it is offered and not chosen by itself");
    assert_eq!(got.rows[0].correction().as_ref(), set.first());
    let got =
        compare_with_wishes(tenant(&example), ComparedPrincipal { held: &example.held, roles: &through }, &set[..1]);
    assert!(!got.is_exact());
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let got =
        compare_with_wishes(tenant(&example), ComparedPrincipal { held: &example.held, roles: &through }, &set[..1]);
    assert_eq!(words(&got), ["held"], "it is assigned as well");
}

#[test]
fn what_arrives_through_groups_is_told_of_either_identity() {
    let (mut this, that) = (Example::new(), Example::new());
    this.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let (of_this, of_that) = (roles(&this), with_group(&that, &[EXCHANGE_ADMINISTRATOR]));
    let (this_one, that_one) = (
        ComparedPrincipal { held: &this.held, roles: &of_this },
        ComparedPrincipal { held: &that.held, roles: &of_that },
    );
    let got = compare_with_identity(tenant(&this), this_one, that_one);
    assert_eq!(words(&got), ["other through a group"]);
    assert_eq!(got.counts(), ComparisonCounts { other_through_group: 1, ..ComparisonCounts::default() });
    assert!(got.rows[0].correction().unwrap().takes() && got.missing().is_empty());
    assert_eq!(words(&compare_with_identity(tenant(&this), that_one, this_one)), ["through a group"]);
}

#[test]
fn what_no_row_says_of_groups_is_told_beside_the_table() {
    let (this, mut that) = (Example::new(), Example::new());
    that.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let of_this = with_group(&this, &[EXCHANGE_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR]);
    let holder = |roles| ComparedPrincipal { held: &this.held, roles };
    let untold = |found: Vec<AssignedDirectoryRole>| found.into_iter().map(|it| (it.role, it.way)).collect::<Vec<_>>();
    let wanted = [directory_role(EXCHANGE_ADMINISTRATOR)];
    let got = compare_with_wishes(tenant(&this), holder(&of_this), &wanted);
    assert_eq!(
        untold(got.unlisted_group_roles(&of_this)),
        [(PRIVILEGED_ROLE_ADMINISTRATOR, AssignmentPath::Group(GROUP))]
    );
    let of_that = roles(&that);
    let other = ComparedPrincipal { held: &that.held, roles: &of_that };
    let got = compare_with_identity(tenant(&this), other, holder(&of_this));
    assert_eq!(
        untold(got.unlisted_group_roles_of_other(&of_this)),
        [(PRIVILEGED_ROLE_ADMINISTRATOR, AssignmentPath::Group(GROUP))]
    );
    assert_eq!(untold(got.unlisted_group_roles(&of_that)), [], "what is assigned arrives through no group");
    // The row names one group; a user who removes the identity from it has to know of the other.
    let second = ObjectId::known("61b0c52f-a902-4769-9a09-c6628335b00b");
    let mut by_two = with_group(&this, &[EXCHANGE_ADMINISTRATOR]);
    let RoleSource::Read(listing) = &mut by_two.through_groups else { panic!() };
    let also = GroupRole { group: second, id: "second".parse().unwrap(), ..listing.items[0].clone() };
    listing.items.push(also);
    let got = compare_with_wishes(tenant(&this), ComparedPrincipal { held: &this.held, roles: &by_two }, &wanted);
    assert_eq!(words(&got), ["through a group"]);
    assert_eq!(untold(got.unlisted_group_roles(&by_two)), [(EXCHANGE_ADMINISTRATOR, AssignmentPath::Group(second))]);
}

#[test]
fn groups_that_could_not_be_read_make_nothing_missing() {
    let example = Example::new();
    let unread = RoleAccess { through_groups: RoleSource::Failed(Problem::Offline), ..roles(&example) };
    let holder = ComparedPrincipal { held: &example.held, roles: &unread };
    let set = [wish(MICROSOFT_GRAPH, "User.Read.All"), directory_role(EXCHANGE_ADMINISTRATOR)];
    assert_eq!(words(&compare_with_wishes(tenant(&example), holder, &set)), ["missing", "held unread"]);
    let mut other = Example::new();
    other.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let of_other = roles(&other);
    let other = ComparedPrincipal { held: &other.held, roles: &of_other };
    assert_eq!(words(&compare_with_identity(tenant(&example), holder, other)), ["held unread"]);
    assert_eq!(words(&compare_with_identity(tenant(&example), other, holder)), ["other unread"]);
    let mut example = Example::new();
    example.held.directory_roles = Err(Problem::Offline);
    let through = with_group(&example, &[EXCHANGE_ADMINISTRATOR]);
    let got =
        compare_with_wishes(tenant(&example), ComparedPrincipal { held: &example.held, roles: &through }, &set[1..]);
    assert_eq!(words(&got), ["held unread"], "it may be assigned as well");
}

#[test]
fn a_role_is_held_as_wanted_only_where_it_ends_when_it_should() {
    let mut example = Example::new();
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let wanted = |lasting| {
        vec![Wish::Add(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant }, lasting)]
    };
    let (permanent, day) = (wanted(Lasting::Permanent), wanted(for_hours(24)));
    check(&example, &permanent, &["held"]);
    check(&example, &day, &["longer"]);
    let got = verify(&example, &day);
    assert!(!got.is_exact() && got.rows[0].correction().is_none(), "what is held is not given again");
    assert_eq!(got.counts(), ComparisonCounts { longer: 1, ..ComparisonCounts::default() });
    for (left, by_permanent, by_day) in [
        (24 * 60, "sooner", "held"),
        (24 * 60 + 4, "sooner", "held"),
        (24 * 60 + 6, "sooner", "longer"),
        (30, "sooner", "held"),
    ] {
        example.end_directory_roles(minutes(left));
        check(&example, &permanent, &[by_permanent]);
        check(&example, &day, &[by_day]);
    }
    example.scheduled = RoleSource::Failed(Problem::Offline);
    check(&example, &permanent, &["held"]);
    check(&example, &day, &["end unread"]);
    let said = ServiceMessage { status: 400, code: String::new(), message: String::new(), request_id: None };
    example.scheduled = RoleSource::Failed(Problem::LicenseMissing(said));
    check(&example, &day, &["longer"]);
}

#[test]
fn two_identities_hold_the_same_only_where_it_ends_at_the_same_time() {
    let ending = |end: Option<Timestamp>| {
        let mut example = Example::new();
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        if let Some(end) = end {
            example.end_directory_roles(end);
        }
        example
    };
    let stands = |this: Option<u64>, that: Option<u64>| {
        words(&compare(&ending(this.map(minutes)), &ending(that.map(minutes))))[0]
    };
    assert_eq!(stands(None, None), "held");
    assert_eq!(stands(None, Some(600)), "longer");
    assert_eq!(stands(Some(600), None), "sooner");
    assert_eq!(stands(Some(600), Some(604)), "held");
    assert_eq!(stands(Some(540), Some(599)), "held", "a copy lasts for whole hours");
    assert_eq!(stands(Some(540), Some(610)), "sooner");
    assert_eq!(stands(Some(610), Some(600)), "longer");
    let mut unread = ending(None);
    unread.scheduled = RoleSource::Failed(Problem::Offline);
    let ends = ending(Some(minutes(600)));
    assert_eq!(words(&compare(&unread, &ends)), ["end unread"]);
    assert_eq!(words(&compare(&ends, &unread)), ["other end unread"]);
    let assigned = |this: &Example, that: &Example| compare(this, that).rows[0].finding.is_assigned();
    assert!(assigned(&unread, &ends) && assigned(&ends, &unread), "it is on both all the same");
    assert!(assigned(&ends, &ending(None)) && assigned(&ending(None), &ends));
    assert!(!assigned(&Example::new(), &ends) && !assigned(&ends, &Example::new()));
    assert_eq!(words(&compare(&unread, &ending(None))), ["held"]);
}

#[test]
fn what_could_not_be_read_of_either_identity_is_not_guessed() {
    let (mut this, mut that) = (Example::new(), Example::new());
    this.hold(MICROSOFT_GRAPH, "User.Read.All");
    that.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    this.held.app_roles.as_mut().unwrap().gap = Some(Problem::Unreachable);
    that.held.app_roles.as_mut().unwrap().gap = Some(Problem::Offline);
    let got = compare(&this, &that);
    assert_eq!(words(&got), ["held unread", "other unread"]);
}

#[test]
fn names_come_from_the_tenant_else_from_the_assignment() {
    let mut example = Example::new();
    example.hold(ORDERS, "Orders.Read");
    example.apis = KnownApis::default();
    example.apis.note(MICROSOFT_GRAPH, ApiState::Absent);
    example.held.app_roles.as_mut().unwrap().items[0].resource_name = "Orders as it was".to_owned();
    let got = verify(&example, &[]);
    let ComparisonSubject::Thing { of, label, .. } = &got.rows[0].about else { panic!("{got:?}") };
    assert_eq!((of.as_deref(), label.as_str()), (Some("Orders as it was"), "33333333-0000-4000-8000-0000000000c3"));
    assert_eq!(got.rows[0].wish(), None, "a role of an unknown API cannot be asked for");
}

/// An identity with the real APIs that has exactly the first built-in set.
fn holding_the_set() -> (ExampleIdentity, Held) {
    let wishes = PermissionSet::Microsoft365Automation.wishes();
    let values: Vec<(AppId, &str)> = wishes
        .iter()
        .filter_map(|wish| match wish {
            Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value) }), _) => {
                Some((*api, value.as_str()))
            }
            _ => None,
        })
        .collect();
    let identity = ExampleIdentity::with_app_roles(&values);
    let mut roles = Example::new();
    roles.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let app_roles = Ok(Listing::complete(identity.assignments.clone()));
    (identity, Held { app_roles, ..roles.held })
}

#[test]
fn the_built_in_set_is_held_whole_then_short_by_one_then_with_one_more() {
    let wishes = PermissionSet::Microsoft365Automation.wishes();
    let (identity, mut held) = holding_the_set();
    let directory_roles = Err(Problem::Offline);
    let tenant = ComparisonTenant { apis: &identity.apis, directory_roles: &directory_roles, now: NOW };
    let roles = roles(&Example::new());
    let tally = |held: &Held| compare_with_wishes(tenant, ComparedPrincipal { held, roles: &roles }, &wishes).counts();
    assert_eq!(tally(&held), ComparisonCounts { held: 9, ..ComparisonCounts::default() });
    let taken = held.app_roles.as_mut().unwrap().items.remove(0);
    assert_eq!(tally(&held), ComparisonCounts { held: 8, missing: 1, ..ComparisonCounts::default() });
    held.app_roles.as_mut().unwrap().items.push(taken);
    let taken = held.directory_roles.as_mut().unwrap().items.remove(0);
    assert_eq!(tally(&held), ComparisonCounts { held: 8, missing: 1, ..ComparisonCounts::default() }, "the Entra role");
    held.directory_roles.as_mut().unwrap().items.push(taken);
    let more = ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "Mail.Send")]).assignments.remove(0);
    held.app_roles.as_mut().unwrap().items.push(more);
    assert_eq!(tally(&held), ComparisonCounts { held: 9, extra: 1, ..ComparisonCounts::default() });
}

#[test]
fn what_is_held_comes_by_the_name_of_the_api_and_of_the_permission() {
    let (mut this, that) = (Example::new(), Example::new());
    this.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    for role in ["User.ReadWrite.All", "User.Read.All"] {
        this.hold(MICROSOFT_GRAPH, role);
    }
    this.hold(ORDERS, "Orders.Read");
    this.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    let names = |got: &Verification| -> Vec<String> {
        let name = |row: &ComparisonRow| match &row.about {
            ComparisonSubject::Thing { of, label, .. } => format!("{} {label}", of.as_deref().unwrap_or("-")),
            ComparisonSubject::Wish(_) => String::new(),
        };
        got.rows.iter().map(name).collect()
    };
    let wanted = [
        "Microsoft Graph User.Read.All",
        "Microsoft Graph User.ReadWrite.All",
        "Orders Orders.Read",
        "SharePoint User.ReadWrite.All",
        "- Exchange Administrator",
    ];
    assert_eq!(names(&compare(&this, &that)), wanted);
    assert_eq!(names(&compare(&that, &this)), wanted);
    assert_eq!(names(&verify(&this, &[])), wanted);
}
