//! What is the user's own choice in a change, and what something else filled in.

use super::event::{ChangeEffect, ChangeEvent};
use super::*;
use crate::web::navigation::route::Job;
use domain::change::approval::{Assurance, NotApproved};
use domain::change::example::{Example, directory_role, named, wish};
use domain::change::permission::{AppRoleIds, Permission};
use domain::change::role_terms::{EndChoice, ScopeChoice};
use domain::change::wish::Lasting;
use domain::directory_role::DirectoryScope;
use domain::narrower::AlternativeScope;
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR};

fn id(last: char) -> ServicePrincipalId {
    format!("22222222-0000-4000-8000-0000000000b{last}").parse().unwrap()
}

fn of(identity: ServicePrincipalId, wish: Wish) -> Wanted {
    Wanted { identity, wish }
}

/// A permission that is harmless, and a role with which its holder rules the tenant.
fn harmless_and_dangerous() -> Vec<Wanted> {
    let wishes = [wish(MICROSOFT_GRAPH, "User.Read.All"), directory_role(PRIVILEGED_ROLE_ADMINISTRATOR)];
    wishes.into_iter().map(|wish| of(id('1'), wish)).collect()
}

/// A change that an address filled in, in a tab that remembers these choices.
fn linked(wanted: Vec<Wanted>, chosen: &[RememberedChoice]) -> OpenChange {
    reloaded(wanted, KeptChoices { chosen: chosen.to_vec(), cleared: Vec::new() })
}

/// A change that an address filled in, in a tab that kept this of it.
fn reloaded(wanted: Vec<Wanted>, kept: KeptChoices) -> OpenChange {
    let mut open = OpenChange { restored: Some(kept), ..OpenChange::new(id('1')) };
    open.handle(ChangeEvent::Opened(ChangeStep::Review, wanted));
    open
}

impl OpenChange {
    fn choose_all(&mut self, wanted: Vec<Wanted>) {
        self.handle(ChangeEvent::Chosen(wanted));
    }

    fn toggle_row(&mut self, row: usize) {
        self.handle(ChangeEvent::RowToggled(row));
    }

    fn put_terms(&mut self, old: &RoleTerms, new: RoleTerms) {
        self.handle(ChangeEvent::TermsSet { old: old.clone(), new });
    }

    fn add_identity(&mut self, identity: ServicePrincipalId) {
        self.handle(ChangeEvent::Included(identity));
    }
}

fn by(origin: Origin, ticked: bool) -> Option<Preselected> {
    Some(Preselected { origin, ticked })
}

/// Choices as the user's own.
fn own(wanted: &[Wanted]) -> Vec<RememberedChoice> {
    wanted.iter().map(|wanted| (wanted.clone(), None)).collect()
}

/// What the user chose or ticked.
fn chosen_here(open: &OpenChange) -> Vec<Wanted> {
    let is_own = |(_, by): &RememberedChoice| by.is_none_or(|by| by.ticked);
    open.noted().into_iter().filter(is_own).map(|(wanted, _)| wanted).collect()
}

fn is_filled_in(open: &OpenChange) -> bool {
    !open.origins().is_empty()
}

/// Reviews the open change, and returns the rows that are left out.
fn review(open: &mut OpenChange) -> Vec<usize> {
    let wishes: Vec<Wish> = open.wishes().into_iter().map(|wanted| wanted.wish).collect();
    open.handle(ChangeEvent::Reviewed(Example::new().review(&wishes)));
    match &open.change {
        Change::Reviewing { left_out, .. } => left_out.iter().copied().collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn address_selects_no_tier_0_permission_in_the_review() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    assert!(is_filled_in(&open));
    assert_eq!(chosen_here(&open), []);
    assert_eq!(review(&mut open), [1]);
    assert_eq!(open.waiting_rows(), SortedSet::from([1]));
    assert_eq!(open.change.proposal().unwrap().steps().len(), 1);
    assert_eq!(review(&mut open), [1], "reading anew ticks nothing");
}

#[test]
fn what_a_person_ticks_in_the_review_is_theirs_from_then_on() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    review(&mut open);
    open.toggle_row(1);
    assert_eq!(open.change.proposal().unwrap().steps().len(), 2);
    assert!(open.waiting_rows().is_empty());
    assert_eq!(chosen_here(&open), harmless_and_dangerous()[1..]);
    assert_eq!(review(&mut open), [] as [usize; 0]);
    let again = &mut linked(harmless_and_dangerous(), &open.noted());
    assert_eq!(review(again), [] as [usize; 0], "after a reload too");
}

#[test]
fn a_person_who_chose_here_is_asked_nothing_by_the_address_of_their_own_choice() {
    let mut open = OpenChange::new(id('1'));
    open.choose_all(harmless_and_dangerous());
    let wanted = open.wishes();
    open.handle(ChangeEvent::Followed(ChangeStep::Review, wanted.clone()));
    assert_eq!(review(&mut open), [] as [usize; 0]);
    for step in [ChangeStep::Choose, ChangeStep::Job(Job::Paste)] {
        assert_eq!(review(&mut open), [] as [usize; 0]);
        open.handle(ChangeEvent::Followed(step, wanted.clone()));
        assert_eq!(open.change, Change::Choosing(wanted.clone()), "Back leads to choosing: {step:?}");
    }
    assert!(!is_filled_in(&open));

    let mut reloaded = linked(wanted.clone(), &own(&wanted));
    assert_eq!(review(&mut reloaded), [] as [usize; 0]);
}

#[test]
fn an_address_that_adds_to_what_a_person_chose_brings_only_that() {
    let mut open = OpenChange::new(id('1'));
    let wanted = harmless_and_dangerous();
    open.choose_all(vec![wanted[0].clone()]);
    open.handle(ChangeEvent::Followed(ChangeStep::Review, wanted.clone()));
    assert_eq!(chosen_here(&open), wanted[..1]);
    assert_eq!(review(&mut open), [1]);
    // The user picks the same from the list: from now on it is their choice.
    open.choose_all(vec![wanted[1].clone()]);
    assert_eq!(review(&mut open), [] as [usize; 0]);
}

#[test]
fn a_name_an_address_brings_does_not_hide_what_it_means() {
    let mut open = linked(vec![of(id('1'), named("Privileged Role Administrator"))], &[]);
    assert_eq!(review(&mut open), [0]);
}

#[test]
fn what_is_put_in_the_place_of_a_wish_of_an_address_still_waits() {
    let mut open = linked(vec![of(id('1'), directory_role(EXCHANGE_ADMINISTRATOR))], &[]);
    open.handle(ChangeEvent::Replaced {
        old: directory_role(EXCHANGE_ADMINISTRATOR),
        new: directory_role(PRIVILEGED_ROLE_ADMINISTRATOR),
    });
    assert_eq!(review(&mut open), [0]);

    let mut own = OpenChange::new(id('1'));
    own.choose_all(vec![of(id('1'), directory_role(EXCHANGE_ADMINISTRATOR))]);
    own.handle(ChangeEvent::Replaced {
        old: directory_role(EXCHANGE_ADMINISTRATOR),
        new: directory_role(PRIVILEGED_ROLE_ADMINISTRATOR),
    });
    assert_eq!(review(&mut own), [] as [usize; 0]);
}

#[test]
fn removal_by_an_address_is_marked_and_one_that_a_page_of_the_tenant_chose_is_not() {
    let role = "741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap();
    let wanted = vec![of(id('1'), Wish::Remove(Permission::AppRole(AppRoleIds { resource: id('9'), role })))];
    let open = linked(wanted.clone(), &[]);
    assert_eq!(open.origins(), SortedSet::from([Origin::Link]));
    let mut chosen = OpenChange::new(id('1'));
    chosen.choose_all(wanted.clone());
    chosen.handle(ChangeEvent::Opened(ChangeStep::Review, wanted));
    assert!(!is_filled_in(&chosen));
}

#[test]
fn text_copy_and_file_preselect_and_what_the_user_chose_before_stays_theirs() {
    for origin in [Origin::PastedText, Origin::Copy, Origin::File, Origin::ChangeRequest] {
        let mut open = OpenChange::new(id('1'));
        open.handle(ChangeEvent::Preselected(harmless_and_dangerous(), origin));
        assert_eq!(open.origins(), SortedSet::from([origin]));
        assert_eq!(review(&mut open), [1], "{origin:?}");
        open.toggle_row(1);
        assert_eq!(open.preselected(&harmless_and_dangerous()[1]), by(origin, true));
        assert_eq!(review(&mut open), [] as [usize; 0]);

        let mut own = OpenChange::new(id('1'));
        own.choose_all(harmless_and_dangerous());
        own.handle(ChangeEvent::Preselected(harmless_and_dangerous(), origin));
        assert!(!is_filled_in(&own));
        // The address that follows from it brings nothing new.
        let wanted = own.wishes();
        own.handle(ChangeEvent::Followed(ChangeStep::Review, wanted));
        assert_eq!(review(&mut own), [] as [usize; 0]);
    }
}

#[test]
fn tab_remembers_what_a_text_filled_in_and_what_of_it_was_ticked() {
    let mut open = OpenChange::new(id('1'));
    open.handle(ChangeEvent::Preselected(harmless_and_dangerous(), Origin::PastedText));
    let mut reloaded = linked(harmless_and_dangerous(), &open.noted());
    assert_eq!(reloaded.origins(), SortedSet::from([Origin::PastedText]));
    assert_eq!(review(&mut reloaded), [1]);
    reloaded.toggle_row(1);
    let mut again = linked(harmless_and_dangerous(), &reloaded.noted());
    assert_eq!(review(&mut again), [] as [usize; 0]);
}

fn terms(role: domain::ids::RoleDefinitionId) -> RoleTerms {
    RoleTerms::of(&directory_role(role)).unwrap()
}

#[test]
fn role_whose_scope_is_still_to_be_picked_is_no_wish_and_keeps_the_review_closed() {
    let mut open = OpenChange::new(id('1'));
    open.choose_all(vec![of(id('1'), directory_role(EXCHANGE_ADMINISTRATOR)), harmless_and_dangerous().remove(0)]);
    let whole = terms(EXCHANGE_ADMINISTRATOR);
    let unit = RoleTerms { scope: ScopeChoice::Open(AlternativeScope::AdministrativeUnit), ..whole.clone() };
    open.put_terms(&whole, unit.clone());
    assert_eq!(open.wishes(), harmless_and_dangerous()[..1], "neither the address nor a plan can have it tenant-wide");
    open.handle(ChangeEvent::Reviewed(Example::new().review(&[wish(MICROSOFT_GRAPH, "User.Read.All")])));
    assert!(matches!(open.change, Change::Choosing(_)) && open.proposal().is_none());
    assert!(open.has_unsent_work());

    let scope = DirectoryScope::parse("/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    let picked = RoleTerms { scope: ScopeChoice::Picked(scope.clone()), ..unit.clone() };
    let mut settled = open.clone();
    settled.put_terms(&unit, picked);
    let lasting = Lasting::Permanent;
    let wanted = of(id('1'), Wish::Add(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope }, lasting));
    assert!(settled.open_roles().is_empty() && settled.wishes().contains(&wanted));

    open.handle(ChangeEvent::OpenRoleDropped(unit));
    assert!(open.open_roles().is_empty() && open.wishes().len() == 1);
}

#[test]
fn role_with_open_terms_keeps_its_identities_and_its_origin() {
    let mut open = linked(vec![of(id('1'), directory_role(PRIVILEGED_ROLE_ADMINISTRATOR))], &[]);
    open.add_identity(id('2'));
    let whole = terms(PRIVILEGED_ROLE_ADMINISTRATOR);
    let hours = RoleTerms { end: EndChoice::Open, ..whole.clone() };
    open.put_terms(&whole, hours.clone());
    assert_eq!((open.wishes().len(), open.changed()), (0, vec![id('1'), id('2')]));
    open.put_terms(&hours, RoleTerms { end: EndChoice::typed("8"), ..hours.clone() });
    assert_eq!(open.wishes().len(), 2);
    assert_eq!(open.origins(), SortedSet::from([Origin::Link]));
}

#[test]
fn identity_added_while_a_scope_is_open_gets_the_roles_that_all_others_are_to_have() {
    let (one, two, three) = (id('1'), id('2'), id('3'));
    let mut open = linked(vec![of(one, directory_role(PRIVILEGED_ROLE_ADMINISTRATOR))], &[]);
    let whole = terms(PRIVILEGED_ROLE_ADMINISTRATOR);
    let unit = RoleTerms { scope: ScopeChoice::Open(AlternativeScope::AdministrativeUnit), ..whole.clone() };
    open.put_terms(&whole, unit.clone());
    open.add_identity(two);
    let by_link = Some(Preselected::by(Origin::Link));
    assert_eq!(open.open_roles()[0].identities, [(one, by_link), (two, by_link)]);
    // A role that one of the identities does not get is not added to another.
    let of_two = terms(EXCHANGE_ADMINISTRATOR);
    open.choose_all(vec![of(two, directory_role(EXCHANGE_ADMINISTRATOR))]);
    open.put_terms(&of_two, RoleTerms { end: EndChoice::Open, ..of_two.clone() });
    open.add_identity(three);
    assert_eq!(open.open_roles()[1].identities, [(two, None)]);
    let scope = DirectoryScope::parse("/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    open.put_terms(&unit, RoleTerms { scope: ScopeChoice::Picked(scope), ..unit.clone() });
    let identities: Vec<ServicePrincipalId> = open.wishes().iter().map(|it| it.identity).collect();
    assert_eq!(identities, [one, two, three]);
    assert_eq!(open.origins(), SortedSet::from([Origin::Link]));
}

#[test]
fn changed_identities_are_those_of_the_choices_whatever_the_page() {
    let linked = linked(vec![of(id('2'), named("a")), of(id('3'), named("a"))], &[]);
    assert_eq!(linked.changed(), [id('2'), id('3')]);
    assert_eq!(OpenChange::new(id('1')).changed(), [id('1')]);
    let mut own = OpenChange::new(id('1'));
    own.choose_all(vec![of(id('2'), named("a")), of(id('1'), named("a"))]);
    assert_eq!(own.changed(), [id('1'), id('2')]);
}

#[test]
fn what_is_taken_out_is_forgotten() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    open.handle(ChangeEvent::Emptied);
    assert!(!is_filled_in(&open));
}

#[test]
fn another_identity_gets_what_all_are_to_hold_and_nothing_taken_from_it() {
    let (one, two, three) = (id('1'), id('2'), id('3'));
    let taken = Wish::Remove(Permission::AppRole(AppRoleIds {
        resource: id('9'),
        role: "741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap(),
    }));
    let mut open = OpenChange::new(id('1'));
    open.choose_all(vec![of(one, named("a")), of(one, taken)]);
    open.add_identity(two);
    assert_eq!(open.identities(), [one, two]);
    assert_eq!(open.wishes().len(), 3, "what is taken stays where it was");
    open.choose_all(vec![of(two, named("b"))]);
    open.add_identity(three);
    assert_eq!(open.wishes().last(), Some(&of(three, named("a"))));
    assert_eq!(open.wishes().iter().filter(|it| it.identity == three).count(), 1, "b is not of all");
    open.handle(ChangeEvent::Excluded(two));
    assert_eq!((open.identities(), open.wishes().len()), (vec![one, three], 3));
}

#[test]
fn row_not_selected_for_one_identity_is_not_selected_for_another() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    open.add_identity(id('2'));
    assert_eq!(chosen_here(&open), []);
    assert_eq!(open.wishes().len(), 4);
}

#[test]
fn an_identity_can_be_added_before_anything_is_chosen() {
    let mut open = OpenChange::new(id('1'));
    open.add_identity(id('2'));
    open.add_identity(id('2'));
    assert_eq!((open.identities(), open.wishes().len()), (vec![id('1'), id('2')], 0));
}

#[test]
fn row_that_the_user_clears_stays_out_when_the_review_is_read_again_and_after_a_reload() {
    let mut open = linked(harmless_and_dangerous(), &own(&harmless_and_dangerous()));
    assert!(review(&mut open).is_empty());
    open.toggle_row(0);
    assert_eq!(review(&mut open), [0]);
    let mut again = reloaded(harmless_and_dangerous(), open.kept());
    assert_eq!(review(&mut again), [0]);
    again.toggle_row(0);
    assert!(review(&mut again).is_empty(), "a tick counts from then on");
}

#[test]
fn tier_0_of_a_link_waits_again_once_the_user_has_cleared_it() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    assert_eq!(review(&mut open), [1]);
    open.toggle_row(1);
    open.toggle_row(1);
    assert_eq!(review(&mut open), [1]);
    assert!(is_filled_in(&open), "it is marked as what the link brought");
    assert_eq!(chosen_here(&open), []);
}

#[test]
fn what_the_user_picks_is_not_for_an_identity_that_only_a_link_brought() {
    let wanted = vec![of(id('2'), wish(MICROSOFT_GRAPH, "User.Read.All"))];
    let mut open = linked(wanted.clone(), &[]);
    assert_eq!(open.recipients(), [id('1')]);
    open.handle(ChangeEvent::Ticked(wanted));
    assert_eq!(open.recipients(), [id('1'), id('2')]);
}

#[test]
fn proposal_is_another_one_when_a_row_is_cleared_meanwhile() {
    let mut open = linked(harmless_and_dangerous(), &own(&harmless_and_dangerous()));
    review(&mut open);
    let before = open.proposal().unwrap();
    review(&mut open);
    assert!(open.proposal().unwrap().changes_the_same_as(&before), "it was only read again");
    open.toggle_row(0);
    assert!(!open.proposal().unwrap().changes_the_same_as(&before));
}

/// A change whose only permission the user has chosen and sees in the review.
fn reviewed() -> OpenChange {
    let mut open = OpenChange::new(id('1'));
    open.choose_all(harmless_and_dangerous()[..1].to_vec());
    assert!(review(&mut open).is_empty());
    open
}

/// Approves what is on screen, with nothing given along.
fn approve(open: &mut OpenChange) -> Option<ChangeEffect> {
    open.handle(ChangeEvent::Approved { unique: SortedSet::new(), assurance: Assurance::default() })
}

fn signed_in(open: &mut OpenChange) -> Option<ChangeEffect> {
    open.handle(ChangeEvent::SignedIn(Timestamp::from_millis(0)))
}

/// A change that is being applied.
fn applied() -> (OpenChange, Execution) {
    let mut open = reviewed();
    approve(&mut open);
    match signed_in(&mut open) {
        Some(ChangeEffect::Apply(execution)) => (open, execution),
        other => panic!("{other:?}"),
    }
}

#[test]
fn approval_asks_for_the_sign_in_and_the_plan_begins_after_it_once() {
    let mut open = reviewed();
    assert!(matches!(approve(&mut open), Some(ChangeEffect::SignIn { azure: false, .. })));
    assert!(!open.is_applied(), "nothing is applied before the sign-in");
    assert!(matches!(signed_in(&mut open), Some(ChangeEffect::Apply(_))));
    assert!(open.is_applied());
    assert_eq!(signed_in(&mut open), Some(ChangeEffect::SayChanged), "a second window begins nothing");
}

#[test]
fn approval_without_what_it_takes_says_what_is_missing() {
    let mut open = OpenChange::new(id('1'));
    assert_eq!(approve(&mut open), None, "nothing is reviewed");
    open.choose_all(harmless_and_dangerous());
    review(&mut open);
    assert_eq!(approve(&mut open), Some(ChangeEffect::Refuse(NotApproved::NameMissing)));
    assert_eq!(signed_in(&mut open), Some(ChangeEffect::SayChanged));
    assert!(!open.is_applied());
}

#[test]
fn plan_does_not_begin_when_a_row_is_cleared_during_the_sign_in() {
    let mut open = OpenChange::new(id('1'));
    open.choose_all(
        [wish(MICROSOFT_GRAPH, "User.Read.All"), wish(MICROSOFT_GRAPH, "Mail.Send")].map(|it| of(id('1'), it)).to_vec(),
    );
    review(&mut open);
    let unread = open.clone();
    for (event, begins) in [
        (ChangeEvent::RowToggled(0), false),
        (ChangeEvent::Emptied, false),
        (ChangeEvent::Discarded, false),
        (ChangeEvent::Named("lazy".to_owned()), true),
    ] {
        let mut open = unread.clone();
        approve(&mut open);
        open.handle(event.clone());
        assert_eq!(matches!(signed_in(&mut open), Some(ChangeEffect::Apply(_))), begins, "{event:?}");
        assert_eq!(open.is_applied(), begins, "{event:?}");
    }
}

#[test]
fn change_is_applied_from_its_approval_until_nothing_is_left_to_do() {
    let (mut open, mut execution) = applied();
    execution.hold(Problem::SignInNeeded);
    open.handle(ChangeEvent::Advanced(Box::new(execution.clone())));
    assert!(open.is_applied(), "a pause is no end");
    execution.stop();
    open.handle(ChangeEvent::Advanced(Box::new(execution)));
    assert!(!open.is_applied());
}

#[test]
fn pause_is_resumed_once() {
    let (mut open, mut execution) = applied();
    assert_eq!(open.handle(ChangeEvent::Resumed(None)), None, "it does not pause");
    execution.hold(Problem::Offline);
    open.handle(ChangeEvent::Advanced(Box::new(execution)));
    assert!(matches!(open.handle(ChangeEvent::Resumed(None)), Some(ChangeEffect::Apply(it)) if it.pause().is_none()));
    assert_eq!(open.handle(ChangeEvent::Resumed(None)), None, "it is being applied again");
}

#[test]
fn stopped_change_ends_and_is_closed_by_its_receipt() {
    let (mut open, _) = applied();
    open.handle(ChangeEvent::ReceiptShown);
    assert!(open.is_applied(), "a change that is applied is not closed");
    assert!(matches!(open.handle(ChangeEvent::Stopped), Some(ChangeEffect::End(it)) if it.is_finished()));
    assert!(matches!(open.change, Change::Done(_)));
    assert_eq!(open.handle(ChangeEvent::Stopped), None);
    open.handle(ChangeEvent::ReceiptShown);
    assert_eq!(open, OpenChange::new(id('1')));
}

#[test]
fn choice_after_the_end_of_a_change_begins_another_one() {
    let (mut open, _) = applied();
    let wanted = harmless_and_dangerous();
    open.choose_all(wanted.clone());
    assert!(open.is_applied(), "a plan that is applied is not changed");
    open.handle(ChangeEvent::Stopped);
    open.handle(ChangeEvent::Followed(ChangeStep::Choose, Vec::new()));
    assert!(open.execution().is_some(), "the address alone begins nothing");
    let mut chosen = open.clone();
    chosen.choose_all(wanted.clone());
    assert_eq!((chosen.wishes(), chosen.origins().len()), (wanted.clone(), 0));
    open.handle(ChangeEvent::Preselected(wanted.clone(), Origin::Copy));
    assert_eq!((open.wishes(), open.origins()), (wanted, SortedSet::from([Origin::Copy])));
}

#[test]
fn address_says_what_is_chosen_until_the_change_is_approved() {
    let open = reviewed();
    let address = Route::Change(id('1'), ChangeStep::Review, harmless_and_dangerous()[..1].to_vec());
    assert_eq!(open.address(ChangeStep::Review), address);
    assert_eq!(applied().0.address(ChangeStep::Review), Route::Change(id('1'), ChangeStep::Choose, Vec::new()));
}

#[test]
fn azure_role_without_its_scope_keeps_the_review_closed_until_it_is_added_or_dropped() {
    let role = || Some(("8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap(), "Reader".to_owned()));
    let mut open = reviewed();
    open.handle(ChangeEvent::AzureScopePicked(Some(AzureScope::Root)));
    assert!(!open.is_incomplete() && open.proposal().is_some(), "a scope alone is no choice");
    open.handle(ChangeEvent::AzureRolePicked(role()));
    assert!(open.is_incomplete() && matches!(open.change, Change::Choosing(_)));
    open.handle(ChangeEvent::AzureRolePicked(None));
    assert_eq!(open.open_azure_role().and_then(|open| open.scope.clone()), Some(AzureScope::Root));
    open.handle(ChangeEvent::AzureRolePicked(role()));
    open.handle(ChangeEvent::AzureRoleClosed);
    assert!(!open.is_incomplete() && open.open_azure_role().is_none());
}
