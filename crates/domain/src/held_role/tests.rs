//! How lists of assignments overlap, and what is reported of them.

use super::*;
use crate::directory_role::DirectoryRoleGrant;

const IDENTITY: ServicePrincipalId = ServicePrincipalId::known("8097154c-b14f-4898-928c-16ca80e12dfd");
const GROUP: ObjectId = ObjectId::known("61b0c52f-a902-4769-9a09-c6628335b00a");
const UNIT: DirectoryScope =
    DirectoryScope::AdministrativeUnit(ObjectId::known("1a89e663-efcc-4911-8df7-e954714005de"));
const EXCHANGE: RoleDefinitionId = RoleDefinitionId::known("29232cdf-9323-42fd-ade2-1d097af3e4de");
const USERS: RoleDefinitionId = RoleDefinitionId::known("fe930be7-5e62-47db-91af-98c3a49a38b1");
const END: Timestamp = Timestamp::from_millis(1_795_000_000_000);

fn direct(id: &str, role: RoleDefinitionId, scope: DirectoryScope) -> RoleAssignment {
    let grant = DirectoryRoleGrant { principal: IDENTITY, role, scope };
    RoleAssignment { id: id.parse().unwrap(), grant, definition: None }
}

fn through_group(id: &str, role: RoleDefinitionId) -> GroupRole {
    GroupRole { group: GROUP, id: id.parse().unwrap(), role, definition: None, scope: DirectoryScope::Tenant }
}

fn scheduled(principal: Guid, origin: &str, role: RoleDefinitionId, end: Option<Timestamp>) -> ScheduledRole {
    let origin = Some(origin.parse().unwrap());
    let (definition, scope, direct, start) = (None, DirectoryScope::Tenant, true, None);
    ScheduledRole { principal, origin, role, definition, scope, direct, start, end }
}

fn access(direct: Vec<RoleAssignment>, scheduled: RoleSource<ScheduledRole>, groups: Vec<GroupRole>) -> RoleAccess {
    RoleAccess {
        direct: RoleSource::Read(Listing::complete(direct)),
        scheduled,
        through_groups: RoleSource::Read(Listing::complete(groups)),
        ..RoleAccess::pending(IDENTITY)
    }
}

fn told(access: &RoleAccess) -> Vec<(RoleDefinitionId, AssignmentPath, Term)> {
    access.roles().into_iter().map(|held| (held.role, held.way, held.term)).collect()
}

fn listed(items: Vec<ScheduledRole>) -> RoleSource<ScheduledRole> {
    RoleSource::Read(Listing::complete(items))
}

const UNTIL: Term = Term::Until { start: None, end: END };

#[test]
fn an_assignment_that_two_lists_have_is_told_once_with_its_end() {
    let bound = listed(vec![scheduled(IDENTITY.0, "a1", EXCHANGE, Some(END))]);
    let roles = access(vec![direct("a1", EXCHANGE, DirectoryScope::Tenant)], bound, Vec::new());
    assert_eq!(told(&roles), [(EXCHANGE, AssignmentPath::Direct, UNTIL)]);
    assert_eq!(roles.roles()[0].assignment.as_ref().unwrap().as_str(), "a1");
}

#[test]
fn an_assignment_that_is_not_scheduled_is_permanent_only_where_all_schedules_were_read() {
    let one = || vec![direct("a1", EXCHANGE, DirectoryScope::Tenant)];
    assert_eq!(told(&access(one(), listed(Vec::new()), Vec::new()))[0].2, Term::Permanent);
    let failed = access(one(), RoleSource::Failed(Problem::Offline), Vec::new());
    assert_eq!(told(&failed)[0].2, Term::NotKnown);
    assert_eq!(failed.gaps(), [(RolePart::TimeBound, Problem::Offline)]);
    assert_eq!(told(&access(one(), RoleSource::Pending, Vec::new()))[0].2, Term::NotKnown);
}

#[test]
fn the_same_role_by_two_ways_or_in_two_scopes_stands_twice() {
    let own = vec![direct("a1", EXCHANGE, DirectoryScope::Tenant), direct("a2", EXCHANGE, UNIT)];
    let bound = listed(vec![scheduled(GROUP.0, "g1", EXCHANGE, Some(END))]);
    let roles = access(own, bound, vec![through_group("g1", EXCHANGE), through_group("g2", USERS)]);
    let wanted = [
        (EXCHANGE, AssignmentPath::Direct, Term::Permanent),
        (EXCHANGE, AssignmentPath::Group(GROUP), UNTIL),
        (EXCHANGE, AssignmentPath::Direct, Term::Permanent),
        (USERS, AssignmentPath::Group(GROUP), Term::Permanent),
    ];
    assert_eq!(told(&roles), wanted);
    assert_eq!(roles.roles()[2].scope, UNIT);
}

#[test]
fn a_role_that_only_the_schedules_have_is_not_lost() {
    let items = || vec![scheduled(IDENTITY.0, "a1", EXCHANGE, Some(END)), scheduled(GROUP.0, "g1", USERS, None)];
    let roles = access(Vec::new(), listed(items()), Vec::new());
    let wanted = [(EXCHANGE, AssignmentPath::Direct, UNTIL), (USERS, AssignmentPath::Group(GROUP), Term::Permanent)];
    assert_eq!(told(&roles), wanted);
}

#[test]
fn a_schedule_through_a_group_is_told_once_whether_the_group_is_known_or_not() {
    let inherited = || listed(vec![ScheduledRole { direct: false, ..scheduled(IDENTITY.0, "g1", USERS, None) }]);
    assert_eq!(
        told(&access(Vec::new(), inherited(), Vec::new())),
        [(USERS, AssignmentPath::SomeGroup, Term::Permanent)]
    );
    let known = access(Vec::new(), inherited(), vec![through_group("g1", USERS)]);
    assert_eq!(told(&known), [(USERS, AssignmentPath::Group(GROUP), Term::Permanent)]);
}
