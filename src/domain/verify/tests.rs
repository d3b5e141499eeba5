//! What holding an identity against a set finds, case by case.

use super::*;
use crate::domain::apis::ApiState;
use crate::domain::change::example::{Example, ORDERS, USERS, directory_role, named as name, wish};
use crate::domain::change::permission_set::PermissionSet;
use crate::domain::directory_role::DirectoryScope;
use crate::domain::ids::{AppId, ServicePrincipalId};
use crate::domain::traps::example::Identity;
use crate::domain::well_known::{
    EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR, SHAREPOINT_ONLINE,
};

/// One word for each row, in order.
fn words(verification: &Verification) -> Vec<&'static str> {
    let word = |row: &Row| match &row.finding {
        Finding::Held(_) => "held",
        Finding::Missing => "missing",
        Finding::Extra(_) => "extra",
        Finding::CannotTell(doubt) => match doubt {
            Doubt::HeldUnread(_) => "held unread",
            Doubt::OtherUnread(_) => "other unread",
            Doubt::ApiUnread => "api unread",
            Doubt::NoSuchRole => "no role",
            Doubt::Ambiguous => "ambiguous",
            Doubt::PerhapsWanted => "perhaps wanted",
        },
    };
    verification.rows.iter().map(word).collect()
}

fn tenant(example: &Example) -> Tenant<'_> {
    Tenant { apis: &example.apis, directory_roles: &example.directory_roles }
}

fn check(example: &Example, wishes: &[Wish], wanted: &[&str]) {
    let got = against_wishes(tenant(example), &example.held, wishes);
    assert_eq!(words(&got), wanted, "{wishes:?}");
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
    assert!(against_wishes(tenant(&example), &example.held, &set).is_exact());
    example.hold(ORDERS, "Orders.Read");
    check(&example, &set, &["held", "held", "held", "extra"]);
    check(&example, &set[1..], &["held", "held", "extra", "extra"]);
}

#[test]
fn one_role_id_in_two_apis_is_two_things() {
    let mut example = Example::new();
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    check(&example, &[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")], &["missing", "extra"]);
    let by_id = Wish::AppRole { api: SHAREPOINT_ONLINE, role: RoleKey::Id(USERS.parse().unwrap()) };
    check(&example, &[by_id], &["held"]);
}

#[test]
fn a_directory_role_elsewhere_is_another_thing() {
    let mut example = Example::new();
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let scope = DirectoryScope::AdministrativeUnit("88888888-0000-4000-8000-000000000001".parse().unwrap());
    check(
        &example,
        &[Wish::DirectoryRole { role: EXCHANGE_ADMINISTRATOR, scope, lasting: Lasting::Permanent }],
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
    example.apis.note_gone(resource);
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
    let none = Wish::NoDirectoryRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant };
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
    let got = against_identity(tenant(&this), &this.held, &that.held);
    assert_eq!(words(&got), ["held", "missing", "missing", "extra"]);
    assert_eq!(got.tally(), Tally { held: 1, missing: 2, extra: 1, unclear: 0 });
    assert_eq!(got.extra().count(), 1);
    let role = RoleKey::Id(USERS.parse().unwrap());
    assert_eq!(
        got.missing(),
        [Wish::AppRole { api: SHAREPOINT_ONLINE, role }, directory_role(PRIVILEGED_ROLE_ADMINISTRATOR)]
    );
}

fn for_hours(hours: u16) -> Lasting {
    Lasting::Hours(std::num::NonZeroU16::new(hours).unwrap())
}

#[test]
fn a_role_that_a_set_wants_for_some_hours_is_asked_for_no_longer() {
    let example = Example::new();
    let scope = DirectoryScope::Tenant;
    let wanted = Wish::DirectoryRole { role: EXCHANGE_ADMINISTRATOR, scope, lasting: for_hours(8) };
    let got = against_wishes(tenant(&example), &example.held, std::slice::from_ref(&wanted));
    assert_eq!(got.missing(), [wanted]);
}

#[test]
fn a_role_that_ends_on_the_other_is_asked_for_no_longer_than_the_other_holds_it() {
    let (this, mut that) = (Example::new(), Example::new());
    that.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let grant = that.held.directory_roles.as_ref().unwrap().items[0].grant.clone();
    let now = Timestamp::from_millis(1_790_000_000_000);
    let minutes = |minutes: u64| Some(now + std::time::Duration::from_secs(60 * minutes));
    let scheduled = |end, direct| {
        let entry = ScheduledRole {
            principal: grant.principal.0,
            origin: None,
            role: grant.role,
            definition: None,
            scope: grant.scope.clone(),
            direct,
            start: None,
            end,
        };
        Source::Read(Listing::complete(vec![entry]))
    };
    let check = |scheduled: &Source<ScheduledRole>, wanted: Option<Lasting>| {
        let table = against_identity(tenant(&this), &this.held, &that.held);
        let table = table.for_as_long_as(grant.principal, scheduled, now);
        let wish = |lasting| Wish::DirectoryRole { role: grant.role, scope: grant.scope.clone(), lasting };
        assert_eq!(table.missing(), wanted.map(wish).into_iter().collect::<Vec<_>>(), "{scheduled:?}");
    };
    check(&scheduled(minutes(150), true), Some(for_hours(2)));
    check(&scheduled(minutes(59), true), None);
    check(&scheduled(None, true), Some(Lasting::Permanent));
    check(&scheduled(minutes(150), false), Some(Lasting::Permanent));
    check(&Source::Failed(Problem::Offline), Some(Lasting::Permanent));
}

#[test]
fn what_could_not_be_read_of_either_identity_is_not_guessed() {
    let (mut this, mut that) = (Example::new(), Example::new());
    this.hold(MICROSOFT_GRAPH, "User.Read.All");
    that.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    this.held.app_roles.as_mut().unwrap().gap = Some(Problem::Unreachable);
    that.held.app_roles.as_mut().unwrap().gap = Some(Problem::Offline);
    let got = against_identity(tenant(&this), &this.held, &that.held);
    assert_eq!(words(&got), ["held unread", "other unread"]);
}

#[test]
fn names_come_from_the_tenant_else_from_the_assignment() {
    let mut example = Example::new();
    example.hold(ORDERS, "Orders.Read");
    example.apis = KnownApis::default();
    example.apis.note(MICROSOFT_GRAPH, ApiState::Absent);
    example.held.app_roles.as_mut().unwrap().items[0].resource_name = "Orders as it was".to_owned();
    let got = against_wishes(tenant(&example), &example.held, &[]);
    let About::Thing { of, label, .. } = &got.rows[0].about else { panic!("{got:?}") };
    assert_eq!((of.as_deref(), label.as_str()), (Some("Orders as it was"), "33333333-0000-4000-8000-0000000000c3"));
    assert_eq!(got.rows[0].wish(), None, "a role of an unknown API cannot be asked for");
}

/// An identity with the real APIs that holds exactly the first built-in set.
fn holding_the_set() -> (Identity, Held) {
    let wishes = PermissionSet::Microsoft365Automation.wishes();
    let values: Vec<(AppId, &str)> = wishes
        .iter()
        .filter_map(|wish| match wish {
            Wish::AppRole { api, role: RoleKey::Value(value) } => Some((*api, value.as_str())),
            _ => None,
        })
        .collect();
    let identity = Identity::holding(&values);
    let mut roles = Example::new();
    roles.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let app_roles = Ok(Listing::complete(identity.assignments.clone()));
    (identity, Held { app_roles, directory_roles: roles.held.directory_roles })
}

#[test]
fn the_built_in_set_is_held_whole_then_short_by_one_then_with_one_more() {
    let wishes = PermissionSet::Microsoft365Automation.wishes();
    let (identity, mut held) = holding_the_set();
    let directory_roles = Err(Problem::Offline);
    let tenant = Tenant { apis: &identity.apis, directory_roles: &directory_roles };
    let tally = |held: &Held| against_wishes(tenant, held, &wishes).tally();
    assert_eq!(tally(&held), Tally { held: 9, ..Tally::default() });
    let taken = held.app_roles.as_mut().unwrap().items.remove(0);
    assert_eq!(tally(&held), Tally { held: 8, missing: 1, ..Tally::default() });
    held.app_roles.as_mut().unwrap().items.push(taken);
    let more = Identity::holding(&[(MICROSOFT_GRAPH, "Mail.Send")]).assignments.remove(0);
    held.app_roles.as_mut().unwrap().items.push(more);
    assert_eq!(tally(&held), Tally { held: 9, extra: 1, ..Tally::default() });
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
        let name = |row: &Row| match &row.about {
            About::Thing { of, label, .. } => format!("{} {label}", of.as_deref().unwrap_or("-")),
            About::Wish(_) => String::new(),
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
    assert_eq!(names(&against_identity(tenant(&this), &this.held, &that.held)), wanted);
    assert_eq!(names(&against_identity(tenant(&this), &that.held, &this.held)), wanted);
    assert_eq!(names(&against_wishes(tenant(&this), &this.held, &[])), wanted);
}
