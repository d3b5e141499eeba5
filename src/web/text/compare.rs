//! Holding an identity against a permission set or another identity.

use super::count;
use super::problem::explain;
use crate::domain::verify::{Doubt, Finding, Standing, Tally};

/// The heading before the identity's name is known.
pub fn heading(identity: &str) -> String {
    format!("Check what {identity} holds")
}

/// The heading of the choice.
pub const AGAINST: &str = "Hold it against";
/// What the buttons below the table write down.
pub const HAND_ON_WHAT: &str = "The table above as text for a ticket, with the tenant, the time and who looked. It has \
                                names and ids of your tenant.";
/// What the button copies, for those who listen.
pub const TABLE: &str = "the comparison as Markdown";
/// What came of it, where it is written down.
pub const RESULT: &str = "Result";
/// The button that holds it against the set.
pub const CHECK: &str = "Check";
/// The label of the box for another identity.
pub const OTHER: &str = "Another identity or application";
/// The button that holds it against the identity.
pub const COMPARE: &str = "Compare";
/// Where the identity is held against itself.
pub const ITSELF: &str = "This is the identity itself.";
/// Said while both sides are read.
pub const READING: &str = "Reading what is held now";
/// What the region is, for its refresh button.
pub const REGION: &str = "the comparison";
/// The columns.
pub const WHAT: &str = "Permission";
/// The column of the finding.
pub const FINDING: &str = "How it stands";
/// The column of what is to be known.
pub const NOTES: &str = "What to know";
/// Where neither side holds anything.
pub const NOTHING: &str = "Neither of them holds anything.";
/// The button that chooses what is missing in the set.
pub const ADD_MISSING: &str = "Add what is missing";
/// The button that chooses what only the other holds.
pub const COPY_MISSING: &str = "Copy to this identity…";
/// The button where something is ticked that is to be taken away.
pub const CHANGE_TICKED: &str = "Change what is ticked…";
/// Where what is compared is an application.
pub const NOT_CHANGED_HERE: &str =
    "This is an application, which is only looked at here. Swap the sides to copy what it holds to an identity.";
/// The link that compares the other way round.
pub const SWAP: &str = "Swap the sides";
/// The label of the filter.
pub const ONLY: &str = "Show";
/// The filter that filters nothing.
pub const ALL: &str = "Everything";
/// What both buttons lead to.
pub const ADD_NEXT: &str = "Opens a change with these chosen. Nothing is written before you have reviewed it.";

/// The link to the set that is selected.
pub const LOOK: &str = "What it holds";

/// The name of a link that compares.
pub fn compare_with(name: &str) -> String {
    format!("{COMPARE} with {name}")
}

/// What an identity is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// A permission set.
    Set,
    /// Another identity.
    Identity,
}

/// The result in one line.
pub fn summary(against: Against, tally: Tally) -> String {
    let Tally { held, missing, extra, unclear } = tally;
    let number = count::grouped;
    let mut parts = match against {
        // With something unclear it is not known how many are wanted.
        Against::Set if unclear == 0 => vec![format!("{} of {} held", number(held), number(held + missing))],
        Against::Set => vec![format!("{} held", number(held))],
        Against::Identity => vec![format!("{} on both", number(held))],
    };
    let words = match against {
        Against::Set => ["missing", "extra"],
        Against::Identity => ["only on the other", "only on this one"],
    };
    let rest = [(missing, words[0]), (extra, words[1]), (unclear, "cannot be told")];
    parts.extend(rest.iter().filter(|(rows, _)| *rows > 0).map(|(rows, word)| format!("{} {word}", number(*rows))));
    parts.join(", ")
}

/// The rows that stand in one way, counted.
pub fn only(against: Against, standing: Standing, number: usize) -> String {
    let word = match (standing, against) {
        (Standing::Held, Against::Set) => "Held",
        (Standing::Held, Against::Identity) => "On both",
        (Standing::Missing, Against::Set) => "Missing",
        (Standing::Missing, Against::Identity) => "Only on the other",
        (Standing::Extra, Against::Set) => "Extra",
        (Standing::Extra, Against::Identity) => "Only on this one",
        (Standing::Unclear, _) => "Cannot tell",
    };
    format!("{word} ({})", count::grouped(number))
}

/// How one thing stands, in a word or two.
pub fn finding(against: Against, finding: &Finding) -> &'static str {
    match (finding, against) {
        (Finding::Held(_), Against::Set) => "Held",
        (Finding::Held(_), Against::Identity) => "On both",
        (Finding::Missing, Against::Set) => "Missing",
        (Finding::Missing, Against::Identity) => "Only on the other",
        (Finding::Extra(_), Against::Set) => "Extra",
        (Finding::Extra(_), Against::Identity) => "Only on this one",
        (Finding::CannotTell(_), _) => "Cannot tell",
    }
}

/// Why it cannot be told, and what to do.
pub fn doubt(doubt: &Doubt) -> String {
    let unread =
        |whose: &str, problem| format!("What {whose} holds could not be read in full. {}", explain(problem).what);
    match doubt {
        Doubt::HeldUnread(problem) => unread("this identity", problem),
        Doubt::OtherUnread(problem) => unread("the other identity", problem),
        Doubt::ApiUnread => {
            "The API could not be read, so its permissions cannot be matched. Refresh to try again.".to_owned()
        }
        Doubt::NoSuchRole => "No API of this tenant offers it under this name.".to_owned(),
        Doubt::Ambiguous => "The name means several things, of which some are held.".to_owned(),
        Doubt::PerhapsWanted => {
            "It is held, and something in the set whose meaning is not clear may ask for it.".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Problem;

    #[test]
    fn a_result_reads_as_a_line() {
        let tally = |held, missing, extra, unclear| Tally { held, missing, extra, unclear };
        for (against, tally, line) in [
            (Against::Set, tally(9, 0, 0, 0), "9 of 9 held"),
            (Against::Set, tally(8, 1, 0, 0), "8 of 9 held, 1 missing"),
            (Against::Set, tally(9, 0, 1_200, 0), "9 of 9 held, 1,200 extra"),
            (Against::Set, tally(7, 1, 0, 1), "7 held, 1 missing, 1 cannot be told"),
            (Against::Identity, tally(3, 2, 1, 0), "3 on both, 2 only on the other, 1 only on this one"),
        ] {
            assert_eq!(summary(against, tally), line);
        }
    }

    #[test]
    fn every_doubt_has_a_sentence_of_its_own() {
        let doubts = [
            Doubt::HeldUnread(Problem::Offline),
            Doubt::OtherUnread(Problem::Offline),
            Doubt::ApiUnread,
            Doubt::NoSuchRole,
            Doubt::Ambiguous,
            Doubt::PerhapsWanted,
        ];
        let said: std::collections::BTreeSet<_> = doubts.iter().map(doubt).collect();
        assert_eq!(said.len(), doubts.len());
        assert!(said.iter().all(|sentence| sentence.ends_with('.')), "{said:?}");
    }
}
