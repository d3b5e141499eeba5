//! Groups: an identity is added to one and removed again, over HTTP, and what is in the way is said.

use domain::change::execution::{Execution, StepState};
use domain::change::explain::{Explanation, RefusedUser, explain};
use domain::change::permission::Permission;
use domain::change::privilege::{Owner, Privilege};
use domain::change::review::{Obstacle, Verdict};
use domain::change::wish::{Lasting, Wish};
use domain::group::FixedMembers;
use domain::guid::Guid;
use domain::ids::ObjectId;
use domain::problem::Problem;
use domain::well_known::GLOBAL_ADMINISTRATOR;
use graph::transport::Surroundings;
use simulator::ledger::{Change, MemberChange};
use simulator::sample;

use crate::start::Start;

const LAZY: &str = "LazyAutomationAccount";

fn group(start: &Start, name: &str) -> ObjectId {
    let found = start.run(start.directory.find_groups(name)).unwrap();
    let exact: Vec<ObjectId> = found.groups.iter().filter(|it| it.name == name).map(|it| it.id).collect();
    let [id] = exact[..] else { panic!("{name}: {found:?}") };
    id
}

fn add(group: ObjectId) -> Wish {
    Wish::Add(Permission::GroupMembership(group), Lasting::Permanent)
}

fn remove(group: ObjectId) -> Wish {
    Wish::Remove(Permission::GroupMembership(group))
}

fn changes(start: &Start) -> Vec<Change> {
    start.simulator.borrow().ledger().iter().map(|entry| entry.change.clone()).collect()
}

fn states(execution: &Execution) -> Vec<&StepState> {
    execution.steps().map(|(_, state)| state).collect()
}

#[test]
fn identity_is_added_to_a_group_that_carries_a_role_and_the_undo_removes_it() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let writers = group(&start, "sg-role-report-writers");
    let identity = start.identity(LAZY);
    let access = start.run(start.directory.group_access(writers, identity.id));
    let roles = access.directory_roles.as_ref().unwrap();
    assert_eq!(
        roles.items.iter().map(|it| it.definition.as_ref().unwrap().display_name.as_str()).collect::<Vec<_>>(),
        ["Reports Reader"]
    );
    assert_eq!(access.azure_roles, Err(Problem::SignInNeeded), "Azure isn't connected");

    let review = start.review(&[(LAZY, vec![add(writers)])]);
    assert_eq!(review.rows()[0].privilege, Some(Privilege::Unrated(Owner::Custom)), "{:?}", review.rows());
    let execution = start.apply(&review);
    assert!(matches!(states(&execution)[..], [StepState::Done { .. }]), "{execution:?}");
    let member = MemberChange { group: writers, member: identity.id.0 };
    assert_eq!(changes(&start), [Change::MemberAdded(member)]);
    let held = start.review(&[(LAZY, vec![add(writers)])]);
    assert!(matches!(held.rows()[0].verdict, Verdict::AlreadyHeld { .. }));

    let reverse: Vec<Wish> = execution.reverse(start.time.now()).into_iter().map(|wanted| wanted.wish).collect();
    assert_eq!(reverse, [remove(writers)]);
    let undone = start.apply(&start.review(&[(LAZY, reverse)]));
    assert!(matches!(states(&undone)[..], [StepState::Done { .. }]), "{undone:?}");
    assert_eq!(changes(&start), [Change::MemberAdded(member), Change::MemberRemoved(member)]);
    let sent = start.simulator.borrow().tenant.service_principals.contains_key(&identity.id);
    assert!(sent, "the identity itself is still there");
}

#[test]
fn member_through_another_group_is_no_direct_member_and_nothing_is_removed() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let (inner, outer) = (group(&start, "sg-automation-corporate"), group(&start, "sg-automation"));
    let review = start.review(&[(LAZY, vec![remove(inner), remove(outer)])]);
    let verdicts: Vec<&Verdict> = review.rows().iter().map(|row| &row.verdict).collect();
    assert!(matches!(verdicts[..], [Verdict::Take(_), Verdict::NotHeld]), "{verdicts:?}");
}

#[test]
fn group_whose_members_are_decided_elsewhere_is_refused_before_anything_is_sent() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    for (name, fixed) in [
        ("sg-depot-staff-by-rule", FixedMembers::Dynamic),
        ("GG-Warehouse-Scanners", FixedMembers::OnPremises),
        ("halden-announcements", FixedMembers::MailEnabled),
        ("Halden Social Club", FixedMembers::Microsoft365),
    ] {
        let wanted = Obstacle::GroupMembersFixed(fixed);
        let review = start.review(&[(LAZY, vec![add(group(&start, name))])]);
        assert_eq!(review.rows()[0].verdict, Verdict::NotPossible(wanted), "{name}");
    }
    assert_eq!(start.transport.writes(), 0);
}

#[test]
fn group_of_an_id_that_nothing_has_is_not_there() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let nobody = ObjectId(Guid::known("99999999-0000-4000-8000-00000000ffff"));
    let found = start.run(start.directory.find_groups(&nobody.to_string())).unwrap();
    assert_eq!(found.groups, []);
    let review = start.review(&[(LAZY, vec![add(nobody)])]);
    assert_eq!(review.rows()[0].verdict, Verdict::NotPossible(Obstacle::NoSuchGroup));
}

#[test]
fn refusal_for_want_of_the_scope_of_applications_says_so_and_asks_for_nothing() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    start.simulator.borrow_mut().tenant.members_need_application_scope = true;
    let staff = group(&start, "sg-integration-team");
    let execution = start.apply(&start.review(&[(LAZY, vec![add(staff)])]));
    let (step, state) = execution.steps().next().unwrap();
    let StepState::Refused(said) = state else { panic!("{state:?}") };
    let active = start.run(start.directory.signed_in_user()).unwrap().roles;
    let user = RefusedUser { active, eligible: Ok(Vec::new()), lacking: Vec::new() };
    assert_eq!(explain(step, said, &user), Explanation::MemberPermissionPerhapsMissing(GLOBAL_ADMINISTRATOR));
    assert_eq!(changes(&start), []);
}

#[test]
fn identity_that_somebody_else_added_meanwhile_is_already_so() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let staff = group(&start, "sg-integration-team");
    let review = start.review(&[(LAZY, vec![add(staff)])]);
    let identity = start.identity(LAZY).id;
    start.simulator.borrow_mut().tenant.add_member(staff, identity.0);
    let execution = start.apply(&review);
    assert_eq!(states(&execution), [&StepState::AlreadySo]);
    assert_eq!(execution.reverse(start.time.now()), []);
}
