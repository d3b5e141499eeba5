//! What is a person's own in a change, and what came with an address.

use super::*;
use crate::domain::change::example::{Example, directory_role, named, wish};
use crate::domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR};

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

/// A change that an address filled in.
fn linked(wanted: Vec<Wanted>, chosen_here: &[Wanted]) -> OpenChange {
    let mut open = OpenChange::default();
    open.follow(ChangeStep::Review, wanted, true, chosen_here);
    open
}

/// Reviews what is on the desk, and gives the rows that are left out.
fn review(open: &mut OpenChange) -> Vec<usize> {
    let wishes: Vec<Wish> = open.wishes().into_iter().map(|wanted| wanted.wish).collect();
    open.reviewed(Example::new().review(&wishes));
    match &open.change {
        Change::Reviewing { left_out, .. } => left_out.iter().copied().collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_an_address_brings_is_reviewed_with_the_dangerous_left_out() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    assert!(open.is_filled_in());
    assert_eq!(open.chosen_here(), []);
    assert_eq!(review(&mut open), [1]);
    assert_eq!(open.waiting_rows(), BTreeSet::from([1]));
    assert_eq!(open.change.proposal().unwrap().steps().len(), 1);
    assert_eq!(review(&mut open), [1], "reading anew ticks nothing");
}

#[test]
fn what_a_person_ticks_in_the_review_is_theirs_from_then_on() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    review(&mut open);
    open.toggle(1);
    assert_eq!(open.change.proposal().unwrap().steps().len(), 2);
    assert!(open.waiting_rows().is_empty());
    assert_eq!(open.chosen_here(), harmless_and_dangerous()[1..]);
    assert_eq!(review(&mut open), [] as [usize; 0]);
    let again = &mut linked(harmless_and_dangerous(), &open.chosen_here());
    assert_eq!(review(again), [] as [usize; 0], "after a reload too");
}

#[test]
fn a_person_who_chose_here_is_asked_nothing_by_the_address_of_their_own_choice() {
    let mut open = OpenChange::default();
    open.choose(harmless_and_dangerous());
    let wanted = open.wishes();
    open.follow(ChangeStep::Review, wanted.clone(), false, &[]);
    assert_eq!(review(&mut open), [] as [usize; 0]);
    open.follow(ChangeStep::Choose, wanted.clone(), false, &[]);
    assert_eq!(open.change, Change::Choosing(wanted.clone()), "Back leads to choosing");
    assert!(!open.is_filled_in());

    let mut reloaded = linked(wanted.clone(), &wanted);
    assert_eq!(review(&mut reloaded), [] as [usize; 0]);
}

#[test]
fn an_address_that_adds_to_what_a_person_chose_brings_only_that() {
    let mut open = OpenChange::default();
    let wanted = harmless_and_dangerous();
    open.choose(vec![wanted[0].clone()]);
    open.follow(ChangeStep::Review, wanted.clone(), false, &[]);
    assert_eq!(open.chosen_here(), wanted[..1]);
    assert_eq!(review(&mut open), [1]);
    // The person picks the same from the list: from now on it is their choice.
    open.choose(vec![wanted[1].clone()]);
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
    open.replace(&directory_role(EXCHANGE_ADMINISTRATOR), &directory_role(PRIVILEGED_ROLE_ADMINISTRATOR));
    assert_eq!(review(&mut open), [0]);

    let mut own = OpenChange::default();
    own.choose(vec![of(id('1'), directory_role(EXCHANGE_ADMINISTRATOR))]);
    own.replace(&directory_role(EXCHANGE_ADMINISTRATOR), &directory_role(PRIVILEGED_ROLE_ADMINISTRATOR));
    assert_eq!(review(&mut own), [] as [usize; 0]);
}

#[test]
fn what_another_page_ticked_to_be_taken_away_is_not_called_filled_in() {
    let role = "741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap();
    let open = linked(vec![of(id('1'), Wish::NoAppRole { resource: id('9'), role })], &[]);
    assert!(!open.is_filled_in());
}

#[test]
fn what_is_taken_out_is_forgotten() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    open.update(|_| Change::default());
    assert!(!open.is_filled_in());
}

#[test]
fn another_identity_gets_what_all_are_to_hold_and_nothing_taken_from_it() {
    let (one, two, three) = (id('1'), id('2'), id('3'));
    let taken = Wish::NoAppRole { resource: id('9'), role: "741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap() };
    let mut open = OpenChange::default();
    open.choose(vec![of(one, named("a")), of(one, taken)]);
    open.include(one, two);
    assert_eq!(open.identities(one), [one, two]);
    assert_eq!(open.wishes().len(), 3, "what is taken stays where it was");
    open.choose(vec![of(two, named("b"))]);
    open.include(one, three);
    assert_eq!(open.wishes().last(), Some(&of(three, named("a"))));
    assert_eq!(open.wishes().iter().filter(|it| it.identity == three).count(), 1, "b is not of all");
    open.exclude(two);
    assert_eq!((open.identities(one), open.wishes().len()), (vec![one, three], 3));
}

#[test]
fn what_nobody_ticked_for_one_identity_is_not_ticked_for_another() {
    let mut open = linked(harmless_and_dangerous(), &[]);
    open.include(id('1'), id('2'));
    assert_eq!(open.chosen_here(), []);
    assert_eq!(open.wishes().len(), 4);
}

#[test]
fn an_identity_can_be_added_before_anything_is_chosen() {
    let mut open = OpenChange::default();
    open.include(id('1'), id('2'));
    open.include(id('1'), id('2'));
    assert_eq!((open.identities(id('1')), open.wishes().len()), (vec![id('1'), id('2')], 0));
}
