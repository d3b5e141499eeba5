//! The results of comparing an identity with a permission set or another identity, in words.

use super::compare::ComparisonKind;
use super::problem::explain;
use super::{count, review};
use domain::change::wish::Lasting;
use domain::held_role::Term;
use domain::time::Timestamp;
use domain::verify::{
    AssigningGroup, ComparisonCounts, ComparisonFinding, ComparisonResult, EndLimit, ExistingAssignment,
    IndirectAssignment, NoDuration, UnknownReason,
};

/// The result in one line.
pub fn summary(against: ComparisonKind, tally: ComparisonCounts) -> String {
    let said = |standing: ComparisonResult| {
        let word = match standing {
            ComparisonResult::Unclear => "unknown".to_owned(),
            _ => word(against, standing).to_lowercase(),
        };
        format!("{} {word}", count::grouped(tally.of(standing)))
    };
    let first = match against {
        // With something unclear it is not known how many are wanted.
        ComparisonKind::Set if tally.unclear == 0 => {
            format!("{} of {} assigned", count::grouped(tally.held), count::grouped(tally.wanted()))
        }
        ComparisonKind::Set | ComparisonKind::Identity => said(ComparisonResult::Held),
    };
    let rest = REST.into_iter().filter(|standing| tally.of(*standing) > 0).map(said);
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join(", ")
}

/// What follows what is assigned as wanted, in order.
const REST: [ComparisonResult; 7] = [
    ComparisonResult::Longer,
    ComparisonResult::Sooner,
    ComparisonResult::ThroughGroup,
    ComparisonResult::Missing,
    ComparisonResult::Extra,
    ComparisonResult::OtherThroughGroup,
    ComparisonResult::Unclear,
];

/// The rows that are in one way, counted.
pub fn result_count(against: ComparisonKind, standing: ComparisonResult, number: usize) -> String {
    format!("{} ({})", word(against, standing), count::grouped(number))
}

/// One result, in a word or two.
pub fn finding(against: ComparisonKind, finding: &ComparisonFinding) -> &'static str {
    word(against, ComparisonResult::of(finding))
}

fn word(against: ComparisonKind, standing: ComparisonResult) -> &'static str {
    match (standing, against) {
        (ComparisonResult::Held, ComparisonKind::Set) => "Assigned",
        (ComparisonResult::Held, ComparisonKind::Identity) => "On both",
        (ComparisonResult::Longer, ComparisonKind::Set) => "Ends later than the set",
        (ComparisonResult::Longer, ComparisonKind::Identity) => "Ends later on this identity",
        (ComparisonResult::Sooner, ComparisonKind::Set) => "Ends sooner than the set",
        (ComparisonResult::Sooner, ComparisonKind::Identity) => "Ends sooner on this identity",
        (ComparisonResult::ThroughGroup, ComparisonKind::Set) => "Through a group",
        (ComparisonResult::ThroughGroup, ComparisonKind::Identity) => "Through a group on this identity",
        (ComparisonResult::Missing, ComparisonKind::Set) => "Missing",
        (ComparisonResult::Missing, ComparisonKind::Identity) => "Only on the other",
        (ComparisonResult::Extra, ComparisonKind::Set) => "Not in the set",
        (ComparisonResult::Extra, ComparisonKind::Identity) => "Only on this identity",
        (ComparisonResult::OtherThroughGroup, _) => "Through a group on the other",
        (ComparisonResult::Unclear, _) => "Unknown",
    }
}

/// What is to be known of something that is assigned, such as when it ends; empty, where that is nothing.
pub fn assignment_note(by: &ExistingAssignment) -> String {
    match by.term() {
        Term::Permanent => String::new(),
        Term::Until { end, .. } => review::until(&end.minute()),
        Term::NotKnown => "The end time couldn't be loaded.".to_owned(),
    }
}

/// That something is assigned longer than it is wanted, and what to do.
pub fn longer(by: &ExistingAssignment, wanted: EndLimit) -> String {
    let held = match by.term() {
        Term::Until { end, .. } => format!("Assigned until {}", end.minute()),
        Term::Permanent | Term::NotKnown => "Assigned permanently".to_owned(),
    };
    let wanted = match wanted {
        EndLimit::Hours(hours) => format!("the set specifies {}", count::hours(hours)),
        EndLimit::Until(end) => format!("the other assignment ends {}", end.minute()),
    };
    format!("{held}; {wanted}. To set this end time, remove the assignment and add it as time-bound.")
}

/// That something ends sooner than it is wanted to.
pub fn sooner(against: ComparisonKind, end: Timestamp, wanted: Option<Timestamp>) -> String {
    let wanted = match (wanted, against) {
        (Some(wanted), _) => format!("the other assignment ends {}", wanted.minute()),
        (None, ComparisonKind::Identity) => "the other assignment is permanent".to_owned(),
        (None, ComparisonKind::Set) => "the set specifies a permanent assignment".to_owned(),
    };
    format!("Assigned until {}; {wanted}.", end.minute())
}

/// That one of the two has something through a group, and until when.
pub fn indirect_assignment(whose: &str, arrival: &IndirectAssignment) -> String {
    let group = match &arrival.group {
        Some(AssigningGroup { id, name }) => format!("the group {}", name.clone().unwrap_or_else(|| id.to_string())),
        None => "a group".to_owned(),
    };
    let until = match arrival.term {
        Term::Until { end, .. } => format!(", until {}", end.minute()),
        Term::Permanent | Term::NotKnown => String::new(),
    };
    format!("{whose} has it through {group}{until}, and not directly.")
}

/// The identity that is compared, at the beginning of a sentence.
pub const THIS_HAS: &str = "This identity";
/// The identity or application that it is compared with, at the beginning of a sentence.
pub const THE_OTHER_HAS: &str = "The other identity or application";

/// Why someone may want what arrives through a group assigned as well.
pub const ASSIGN_AS_WELL: &str = "Select it only if it should be assigned directly as well.";

/// Why a role of the other is not offered.
pub fn not_copied(why: &NoDuration) -> String {
    match why {
        NoDuration::Over => "The other assignment ends within the hour, so there's nothing to copy.".to_owned(),
        NoDuration::EndUnread(problem) => {
            let what = explain(problem).what;
            format!("The end time of the other assignment couldn't be loaded, so this role can't be copied. {what}")
        }
    }
}

/// For how long something is asked for; empty, where it is without an end.
pub fn requested_duration(against: ComparisonKind, lasting: Lasting) -> String {
    let Some(hours) = lasting.hours() else { return String::new() };
    match against {
        ComparisonKind::Set => format!("The set specifies {}.", count::hours(hours)),
        ComparisonKind::Identity => format!("A copy lasts for {}.", count::hours(hours)),
    }
}

/// Why the result is unknown, and what to do.
pub fn unknown_reason(doubt: &UnknownReason) -> String {
    let unread = |whose: &str, problem| {
        format!("The permissions of {whose} couldn't be loaded completely. {}", explain(problem).what)
    };
    match doubt {
        UnknownReason::HeldUnread(problem) => unread("this identity", problem),
        UnknownReason::OtherUnread(problem) => unread("the other identity", problem),
        UnknownReason::EndUnread(problem) => {
            format!("Assigned; the end time couldn't be loaded. {}", explain(problem).what)
        }
        UnknownReason::OtherEndUnread(problem) => {
            format!("On both; the end time of the other assignment couldn't be loaded. {}", explain(problem).what)
        }
        UnknownReason::ApiUnread => {
            "The API couldn't be loaded, so its permissions can't be matched. Refresh to try again.".to_owned()
        }
        UnknownReason::NoSuchRole => "No API in this tenant offers a permission with this name.".to_owned(),
        UnknownReason::Ambiguous => "The name has several meanings, and some of them are assigned.".to_owned(),
        UnknownReason::PerhapsWanted => "Assigned, and an ambiguous item of the set may refer to it.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;
    use domain::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleAssignment};
    use domain::ids::ObjectId;
    use domain::problem::Problem;
    use domain::well_known::EXCHANGE_ADMINISTRATOR;

    #[test]
    fn a_result_reads_as_a_line() {
        let tally = |held, missing, extra, unclear| ComparisonCounts {
            held,
            missing,
            extra,
            unclear,
            ..ComparisonCounts::default()
        };
        let odd =
            ComparisonCounts { longer: 1, sooner: 2, through_group: 3, other_through_group: 1, ..tally(4, 0, 0, 0) };
        for (against, tally, line) in [
            (ComparisonKind::Set, tally(9, 0, 0, 0), "9 of 9 assigned"),
            (ComparisonKind::Set, tally(8, 1, 0, 0), "8 of 9 assigned, 1 missing"),
            (ComparisonKind::Set, tally(9, 0, 1_200, 0), "9 of 9 assigned, 1,200 not in the set"),
            (ComparisonKind::Set, tally(7, 1, 0, 1), "7 assigned, 1 missing, 1 unknown"),
            (ComparisonKind::Identity, tally(3, 2, 1, 0), "3 on both, 2 only on the other, 1 only on this identity"),
            (
                ComparisonKind::Set,
                ComparisonCounts { other_through_group: 0, ..odd },
                "4 of 10 assigned, 1 ends later than the set, 2 ends sooner than the set, 3 through a group",
            ),
            (
                ComparisonKind::Identity,
                odd,
                "4 on both, 1 ends later on this identity, 2 ends sooner on this identity, 3 through a group on this identity, \
                 1 through a group on the other",
            ),
        ] {
            assert_eq!(summary(against, tally), line);
        }
    }

    #[test]
    fn every_doubt_has_a_sentence_of_its_own() {
        let doubts = [
            UnknownReason::HeldUnread(Problem::Offline),
            UnknownReason::OtherUnread(Problem::Offline),
            UnknownReason::EndUnread(Problem::Offline),
            UnknownReason::OtherEndUnread(Problem::Offline),
            UnknownReason::ApiUnread,
            UnknownReason::NoSuchRole,
            UnknownReason::Ambiguous,
            UnknownReason::PerhapsWanted,
        ];
        let said: std::collections::BTreeSet<_> = doubts.iter().map(unknown_reason).collect();
        assert_eq!(said.len(), doubts.len());
        assert!(said.iter().all(|sentence| sentence.ends_with('.')), "{said:?}");
    }

    #[test]
    fn a_term_that_is_not_as_wanted_is_told_with_both_ends() {
        let end = Timestamp::from_millis(0);
        let by = |term| ExistingAssignment::DirectoryRole { assignment: assignment(), term };
        let until = Term::Until { start: None, end };
        let hours = EndLimit::Hours(NonZeroU16::new(8).unwrap());
        assert_eq!(
            longer(&by(Term::Permanent), hours),
            "Assigned permanently; the set specifies 8 hours. To set this end time, remove the assignment and add it \
             as time-bound."
        );
        let on_both = longer(&by(until), EndLimit::Until(end));
        assert!(
            on_both.starts_with("Assigned until 1970-01-01 00:00 UTC; the other assignment ends 1970"),
            "{on_both}"
        );
        assert!(
            sooner(ComparisonKind::Set, end, None).ends_with("00:00 UTC; the set specifies a permanent assignment.")
        );
        assert!(sooner(ComparisonKind::Identity, end, None).ends_with("the other assignment is permanent."));
        assert_eq!(assignment_note(&by(Term::Permanent)), "");
        assert_eq!(assignment_note(&by(until)), "Ends 1970-01-01 00:00 UTC.");
        assert!(assignment_note(&by(Term::NotKnown)).contains("couldn't be loaded"));
    }

    #[test]
    fn for_how_long_it_is_asked_for_says_by_whom() {
        let hours = Lasting::Hours(NonZeroU16::MIN);
        assert_eq!(requested_duration(ComparisonKind::Set, hours), "The set specifies 1 hour.");
        assert_eq!(requested_duration(ComparisonKind::Identity, hours), "A copy lasts for 1 hour.");
        assert_eq!(requested_duration(ComparisonKind::Set, Lasting::Permanent), "");
    }

    fn assignment() -> RoleAssignment {
        let principal = "8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap();
        let grant = DirectoryRoleGrant { principal, role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant };
        RoleAssignment { id: "r0".parse().unwrap(), grant, definition: None }
    }

    #[test]
    fn what_arrives_names_its_group_and_its_end() {
        let id: ObjectId = "61b0c52f-a902-4769-9a09-c6628335b00a".parse().unwrap();
        let through = |group, term| indirect_assignment(THIS_HAS, &IndirectAssignment { group, term });
        let named = AssigningGroup { id, name: Some("Operations".to_owned()) };
        assert_eq!(
            through(Some(named), Term::Permanent),
            "This identity has it through the group Operations, and not directly."
        );
        let until = Term::Until { start: None, end: Timestamp::from_millis(0) };
        let said = through(Some(AssigningGroup { id, name: None }), until);
        assert!(said.contains(&id.to_string()) && said.contains("until 1970-01-01 00:00 UTC"), "{said}");
        assert_eq!(through(None, Term::NotKnown), "This identity has it through a group, and not directly.");
    }
}
