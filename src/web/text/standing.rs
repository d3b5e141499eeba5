//! The results of comparing an identity with a permission set or another identity, in words.

use std::num::NonZeroU16;

use super::compare::Against;
use super::problem::explain;
use super::{count, review};
use domain::change::wish::Lasting;
use domain::held_role::Term;
use domain::time::Timestamp;
use domain::verify::{
    Arrival, AssigningGroup, ComparisonCounts, ComparisonFinding, ComparisonResult, EndLimit, HeldBy, NoDuration,
    UnknownReason,
};

/// The result in one line.
pub fn summary(against: Against, tally: ComparisonCounts) -> String {
    let said = |standing: ComparisonResult| {
        let word = match standing {
            ComparisonResult::Unclear => "unknown".to_owned(),
            _ => word(against, standing).to_lowercase(),
        };
        format!("{} {word}", count::grouped(tally.of(standing)))
    };
    let first = match against {
        // With something unclear it is not known how many are wanted.
        Against::Set if tally.unclear == 0 => {
            format!("{} of {} assigned", count::grouped(tally.held), count::grouped(tally.wanted()))
        }
        Against::Set | Against::Identity => said(ComparisonResult::Held),
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
pub fn only(against: Against, standing: ComparisonResult, number: usize) -> String {
    format!("{} ({})", word(against, standing), count::grouped(number))
}

/// One result, in a word or two.
pub fn finding(against: Against, finding: &ComparisonFinding) -> &'static str {
    word(against, ComparisonResult::of(finding))
}

fn word(against: Against, standing: ComparisonResult) -> &'static str {
    match (standing, against) {
        (ComparisonResult::Held, Against::Set) => "Assigned",
        (ComparisonResult::Held, Against::Identity) => "On both",
        (ComparisonResult::Longer, Against::Set) => "Ends later than the set",
        (ComparisonResult::Longer, Against::Identity) => "Ends later on this identity",
        (ComparisonResult::Sooner, Against::Set) => "Ends sooner than the set",
        (ComparisonResult::Sooner, Against::Identity) => "Ends sooner on this identity",
        (ComparisonResult::ThroughGroup, Against::Set) => "Through a group",
        (ComparisonResult::ThroughGroup, Against::Identity) => "Through a group on this identity",
        (ComparisonResult::Missing, Against::Set) => "Missing",
        (ComparisonResult::Missing, Against::Identity) => "Only on the other",
        (ComparisonResult::Extra, Against::Set) => "Not in the set",
        (ComparisonResult::Extra, Against::Identity) => "Only on this identity",
        (ComparisonResult::OtherThroughGroup, _) => "Through a group on the other",
        (ComparisonResult::Unclear, _) => "Unknown",
    }
}

/// What is to be known of something that is assigned, such as when it ends; empty, where that is nothing.
pub fn held(by: &HeldBy) -> String {
    match by.term() {
        Term::Permanent => String::new(),
        Term::Until { end, .. } => review::until(&end.minute()),
        Term::NotKnown => "The end time couldn't be loaded.".to_owned(),
    }
}

/// That something is assigned longer than it is wanted, and what to do.
pub fn longer(by: &HeldBy, wanted: EndLimit) -> String {
    let held = match by.term() {
        Term::Until { end, .. } => format!("Assigned until {}", end.minute()),
        Term::Permanent | Term::NotKnown => "Assigned permanently".to_owned(),
    };
    let wanted = match wanted {
        EndLimit::Hours(hours) => format!("the set specifies {}", hours_of(hours)),
        EndLimit::Until(end) => format!("on the other until {}", end.minute()),
    };
    format!("{held}, {wanted}. To set this end time, remove the assignment and add it as time-bound.")
}

/// That something ends sooner than it is wanted to.
pub fn sooner(against: Against, end: Timestamp, wanted: Option<Timestamp>) -> String {
    let wanted = match (wanted, against) {
        (Some(wanted), _) => format!("on the other until {}", wanted.minute()),
        (None, Against::Identity) => "on the other permanently".to_owned(),
        (None, Against::Set) => "the set specifies permanent".to_owned(),
    };
    format!("Assigned until {}, {wanted}.", end.minute())
}

/// That one of the two has something through a group, and until when.
pub fn arrival(whose: &str, arrival: &Arrival) -> String {
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

/// Whose way it is, at the beginning of a sentence.
pub const THIS_HAS: &str = "This identity";
/// The same of the other one.
pub const THE_OTHER_HAS: &str = "The other";

/// Why someone may want what arrives through a group assigned as well.
pub const ASSIGN_AS_WELL: &str = "Select it only if it should be assigned directly as well.";

/// Why a role of the other is not offered.
pub fn not_copied(why: &NoDuration) -> String {
    match why {
        NoDuration::Over => "On the other it ends within the hour, so there's nothing to copy.".to_owned(),
        NoDuration::EndUnread(problem) => {
            let what = explain(problem).what;
            format!("The end time on the other couldn't be loaded, so this role can't be copied. {what}")
        }
    }
}

/// For how long something is asked for; empty, where it is without an end.
pub fn lasting(against: Against, lasting: Lasting) -> String {
    let Some(hours) = lasting.hours() else { return String::new() };
    match against {
        Against::Set => format!("The set specifies {}.", hours_of(hours)),
        Against::Identity => format!("A copy lasts for {}.", hours_of(hours)),
    }
}

/// A number of hours.
pub fn hours_of(hours: NonZeroU16) -> String {
    count::of(usize::from(hours.get()), "hour", "hours")
}

/// Why it cannot be told, and what to do.
pub fn doubt(doubt: &UnknownReason) -> String {
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
            format!("On both; the end time on the other couldn't be loaded. {}", explain(problem).what)
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
            (Against::Set, tally(9, 0, 0, 0), "9 of 9 assigned"),
            (Against::Set, tally(8, 1, 0, 0), "8 of 9 assigned, 1 missing"),
            (Against::Set, tally(9, 0, 1_200, 0), "9 of 9 assigned, 1,200 not in the set"),
            (Against::Set, tally(7, 1, 0, 1), "7 assigned, 1 missing, 1 unknown"),
            (Against::Identity, tally(3, 2, 1, 0), "3 on both, 2 only on the other, 1 only on this identity"),
            (
                Against::Set,
                ComparisonCounts { other_through_group: 0, ..odd },
                "4 of 10 assigned, 1 ends later than the set, 2 ends sooner than the set, 3 through a group",
            ),
            (
                Against::Identity,
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
        let said: std::collections::BTreeSet<_> = doubts.iter().map(doubt).collect();
        assert_eq!(said.len(), doubts.len());
        assert!(said.iter().all(|sentence| sentence.ends_with('.')), "{said:?}");
    }

    #[test]
    fn a_term_that_is_not_as_wanted_is_told_with_both_ends() {
        let end = Timestamp::from_millis(0);
        let by = |term| HeldBy::DirectoryRole { assignment: assignment(), term };
        let until = Term::Until { start: None, end };
        let hours = EndLimit::Hours(NonZeroU16::new(8).unwrap());
        assert_eq!(
            longer(&by(Term::Permanent), hours),
            "Assigned permanently, the set specifies 8 hours. To set this end time, remove the assignment and add it as time-bound."
        );
        let on_both = longer(&by(until), EndLimit::Until(end));
        assert!(on_both.starts_with("Assigned until 1970-01-01 00:00 UTC, on the other until 1970"), "{on_both}");
        assert!(sooner(Against::Set, end, None).ends_with("00:00 UTC, the set specifies permanent."));
        assert!(sooner(Against::Identity, end, None).ends_with("on the other permanently."));
        assert_eq!(held(&by(Term::Permanent)), "");
        assert_eq!(held(&by(until)), "Ends 1970-01-01 00:00 UTC.");
        assert!(held(&by(Term::NotKnown)).contains("couldn't be loaded"));
    }

    #[test]
    fn for_how_long_it_is_asked_for_says_by_whom() {
        let hours = Lasting::Hours(NonZeroU16::MIN);
        assert_eq!(lasting(Against::Set, hours), "The set specifies 1 hour.");
        assert_eq!(lasting(Against::Identity, hours), "A copy lasts for 1 hour.");
        assert_eq!(lasting(Against::Set, Lasting::Permanent), "");
    }

    fn assignment() -> RoleAssignment {
        let principal = "8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap();
        let grant = DirectoryRoleGrant { principal, role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant };
        RoleAssignment { id: "r0".parse().unwrap(), grant, definition: None }
    }

    #[test]
    fn what_arrives_names_its_group_and_its_end() {
        let id: ObjectId = "61b0c52f-a902-4769-9a09-c6628335b00a".parse().unwrap();
        let through = |group, term| arrival(THIS_HAS, &Arrival { group, term });
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
