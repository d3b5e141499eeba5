//! What each wish for a group becomes.

use std::num::NonZeroU16;

use super::tests::words;
use super::*;
use crate::change::example::{Example, approved, membership, no_membership};
use crate::change::origin::{Origin, Preselected};
use crate::change::privilege::Owner;
use crate::group::{FixedMembers, GroupAccess, GroupReading};
use crate::ids::ObjectId;
use crate::listing::Listing;
use crate::problem::Problem;
use crate::scope::Scope;
use crate::well_known::{GLOBAL_ADMINISTRATOR, GROUPS_ADMINISTRATOR};

#[test]
fn identity_is_added_to_a_group_once_and_removed_where_it_is_a_direct_member() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[], None);
    assert_eq!(words(&example, &[membership(group), no_membership(group)]), ["add", "not held"]);
    example.hold_membership(group);
    assert_eq!(words(&example, &[membership(group), no_membership(group)]), ["held", "take"]);
}

#[test]
fn group_whose_members_are_decided_elsewhere_is_refused_both_ways() {
    for fixed in
        [FixedMembers::Dynamic, FixedMembers::OnPremises, FixedMembers::MailEnabled, FixedMembers::Microsoft365]
    {
        let mut example = Example::new();
        let group = example.offer_group(1, &[], Some(fixed));
        assert_eq!(words(&example, &[membership(group)]), ["members fixed"], "{fixed:?}");
        example.hold_membership(group);
        assert_eq!(words(&example, &[no_membership(group)]), ["members fixed"], "{fixed:?}");
    }
}

#[test]
fn group_or_membership_that_could_not_be_read_is_unknown_and_nothing_is_sent() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[], None);
    example.held.memberships = Ok(Listing { gap: Some(Problem::Offline), ..Listing::complete(Vec::new()) });
    assert_eq!(words(&example, &[membership(group), no_membership(group)]), ["held unread", "held unread"]);
    example.held.memberships = Ok(Listing::complete(Vec::new()));
    let problem = Problem::ScopeMissing(vec![Scope::GroupMemberReadAll]);
    let access = GroupAccess::unread(&problem);
    example.groups = vec![GroupReading { id: group, group: Err(problem), access }];
    assert_eq!(words(&example, &[membership(group)]), ["group unread"]);
    example.groups.clear();
    assert_eq!(words(&example, &[membership(group)]), ["group unread"]);
    let other = ObjectId::known("99999999-0000-4000-8000-0000000000ff");
    let said = crate::problem::ServiceMessage {
        status: 404,
        code: "Request_ResourceNotFound".to_owned(),
        message: String::new(),
        request_id: None,
    };
    let access = GroupAccess::unread(&Problem::Offline);
    example.groups.push(GroupReading { id: other, group: Err(Problem::NotFound(said)), access });
    assert_eq!(words(&example, &[membership(other)]), ["no group"]);
}

#[test]
fn membership_cannot_be_for_a_limited_time() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[], None);
    let hours = Lasting::Hours(NonZeroU16::new(8).unwrap());
    assert_eq!(words(&example, &[Wish::Add(Permission::GroupMembership(group), hours)]), ["cannot end"]);
}

#[test]
fn group_that_carries_a_tier_0_role_waits_for_a_tick_and_takes_the_typed_name() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[GLOBAL_ADMINISTRATOR], None);
    let mut review = example.review(&[membership(group)]);
    assert_eq!(review.rows()[0].privilege, Some(Privilege::TierZero));
    assert!(review.proposal(|_| true).unwrap().guard().is_some_and(|guard| guard.is_tier_zero()));
    review.note_preselected(|_| Some(Preselected::by(Origin::Link)));
    assert_eq!(review.waiting_rows().len(), 1);
}

#[test]
fn group_whose_roles_could_not_be_read_is_unrated_and_takes_the_typed_name() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[], None);
    example.groups[0].access.directory_roles = Err(Problem::Offline);
    let review = example.review(&[membership(group)]);
    assert_eq!(review.rows()[0].privilege, Some(Privilege::Unrated(Owner::Microsoft)));
    assert!(review.proposal(|_| true).unwrap().guard().is_some());
}

#[test]
fn plan_asks_for_the_scope_of_members_and_for_that_of_roles_where_the_group_can_have_any() {
    let mut example = Example::new();
    let plain = example.offer_group(1, &[], None);
    let assignable = example.offer_group(2, &[crate::well_known::EXCHANGE_ADMINISTRATOR], None);
    assert_eq!(approved(&example.review(&[membership(plain)])).scopes(), [Scope::GroupMemberReadWriteAll]);
    let both = [Scope::RoleManagementReadWriteDirectory, Scope::GroupMemberReadWriteAll];
    assert_eq!(approved(&example.review(&[membership(assignable)])).scopes(), both);
    example.hold_membership(assignable);
    assert_eq!(approved(&example.review(&[no_membership(assignable)])).scopes(), both);
}

#[test]
fn role_that_changes_members_is_named_where_the_user_has_none() {
    let mut example = Example::new();
    example.person.roles = Ok(vec![GROUPS_ADMINISTRATOR]);
    let plain = example.offer_group(1, &[], None);
    let assignable = example.offer_group(2, &[crate::well_known::EXCHANGE_ADMINISTRATOR], None);
    let review = example.review(&[membership(plain), membership(assignable)]);
    assert_eq!(review.rows()[0].warnings, []);
    assert_eq!(review.rows()[1].warnings, [Warning::RoleProbablyMissing(roles_that_assign())]);
}
