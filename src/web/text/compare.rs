//! Holding an identity against a permission set or another identity.

use super::problem::explain;
use super::{count, held_role, review, role_name};
use crate::domain::change::wish::Lasting;
use crate::domain::held_role::{HeldRole, RoleAccess, RolePart, Term, WayIn};
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::domain::verify::{
    About, Arrival, Doubt, Finding, Group, HeldBy, Limit, Standing, Tally, Thing, Verification,
};

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
/// What is looked at, in a sentence.
pub const THIS: &str = "this identity";
/// What it is held against, in a sentence.
pub const THE_OTHER: &str = "the other one";
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
    let number = count::grouped;
    let mut parts = match against {
        // With something unclear it is not known how many are wanted.
        Against::Set if tally.unclear == 0 => {
            vec![format!("{} of {} held", number(tally.held), number(tally.wanted()))]
        }
        Against::Set => vec![format!("{} held", number(tally.held))],
        Against::Identity => vec![format!("{} on both", number(tally.held))],
    };
    let rest = match against {
        Against::Set => [
            (tally.longer, "held longer than wanted"),
            (tally.sooner, "held shorter than wanted"),
            (tally.through_group, "through a group"),
            (tally.missing, "missing"),
            (tally.extra, "extra"),
            (tally.other_through_group, "through a group on the other"),
            (tally.unclear, "cannot be told"),
        ],
        Against::Identity => [
            (tally.longer, "longer on this one"),
            (tally.sooner, "shorter on this one"),
            (tally.through_group, "through a group on this one"),
            (tally.missing, "only on the other"),
            (tally.extra, "only on this one"),
            (tally.other_through_group, "through a group on the other"),
            (tally.unclear, "cannot be told"),
        ],
    };
    parts.extend(rest.iter().filter(|(rows, _)| *rows > 0).map(|(rows, word)| format!("{} {word}", number(*rows))));
    parts.join(", ")
}

/// The rows that stand in one way, counted.
pub fn only(against: Against, standing: Standing, number: usize) -> String {
    format!("{} ({})", word(against, standing), count::grouped(number))
}

/// How one thing stands, in a word or two.
pub fn finding(against: Against, finding: &Finding) -> &'static str {
    word(against, Standing::of(finding))
}

fn word(against: Against, standing: Standing) -> &'static str {
    match (standing, against) {
        (Standing::Held, Against::Set) => "Held",
        (Standing::Held, Against::Identity) => "On both",
        (Standing::Longer, Against::Set) => "Held longer than wanted",
        (Standing::Longer, Against::Identity) => "Longer on this one",
        (Standing::Sooner, Against::Set) => "Held shorter than wanted",
        (Standing::Sooner, Against::Identity) => "Shorter on this one",
        (Standing::ThroughGroup, Against::Set) => "Through a group",
        (Standing::ThroughGroup, Against::Identity) => "Through a group on this one",
        (Standing::Missing, Against::Set) => "Missing",
        (Standing::Missing, Against::Identity) => "Only on the other",
        (Standing::Extra, Against::Set) => "Extra",
        (Standing::Extra, Against::Identity) => "Only on this one",
        (Standing::OtherThroughGroup, _) => "Through a group on the other",
        (Standing::Unclear, _) => "Cannot tell",
    }
}

/// What is to be known of something that is held, such as when it ends; empty, where that is nothing.
pub fn held(by: &HeldBy) -> String {
    match by.term() {
        Term::Permanent => String::new(),
        Term::Until { end, .. } => review::until(&end.minute()),
        Term::NotKnown => "Whether it ends by itself could not be read.".to_owned(),
    }
}

/// That something is held longer than it is wanted, and what to do.
pub fn longer(by: &HeldBy, wanted: Limit) -> String {
    let held = match by.term() {
        Term::Until { end, .. } => format!("It is held until {}", end.minute()),
        Term::Permanent | Term::NotKnown => "It is held without an end".to_owned(),
    };
    let wanted = match wanted {
        Limit::Hours(hours) => format!("wanted for {}", count::of(usize::from(hours.get()), "hour", "hours")),
        Limit::Until(end) => format!("by the other one until {}", end.minute()),
    };
    format!("{held}, {wanted}. To give it that end, remove it and add it for a limited time.")
}

/// That something ends sooner than it is wanted to.
pub fn sooner(against: Against, end: Timestamp, wanted: Option<Timestamp>) -> String {
    let wanted = match (wanted, against) {
        (Some(wanted), _) => format!("by the other one until {}", wanted.minute()),
        (None, Against::Identity) => "by the other one without an end".to_owned(),
        (None, Against::Set) => "wanted without an end".to_owned(),
    };
    format!("It is held until {}, {wanted}.", end.minute())
}

/// That one of the two has something through a group, and until when.
pub fn arrival(whose: &str, arrival: &Arrival) -> String {
    let group = match &arrival.group {
        Some(Group { id, name }) => format!("the group {}", name.clone().unwrap_or_else(|| id.to_string())),
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
pub const THE_OTHER_HAS: &str = "The other one";

/// Why somebody may want what arrives through a group assigned as well.
pub const ASSIGN_AS_WELL: &str = "Tick it only if it is to be held without the group as well.";

/// Where the other holds a role that ends within the hour.
pub const TIME_OVER: &str = "It ends within the hour, so there is nothing to copy.";

/// Which directory roles arrive through groups, beside those of which the table says so; why that is not known; nothing,
/// where none do. `says` tells the rows that say it of the one whose roles these are.
pub fn through_groups(
    whose: &str,
    access: &RoleAccess,
    table: &Verification,
    says: impl Fn(&Finding) -> bool,
) -> Option<String> {
    let is_told = |role: &HeldRole| {
        table.rows.iter().filter(|row| says(&row.finding)).any(|row| match &row.about {
            About::Thing { thing: Thing::DirectoryRole { role: id, scope }, .. } => {
                (*id, scope) == (role.role, &role.scope)
            }
            About::Thing { .. } | About::Wish(_) => false,
        })
    };
    let arriving = |role: &HeldRole| role.way != WayIn::Direct && !is_told(role);
    let said = |role: &HeldRole| {
        let name = role.definition.as_ref().map(|definition| definition.display_name.clone());
        let way = held_role::way(role.way, access);
        format!(
            "{} ({}, {})",
            name.unwrap_or_else(|| role_name::role(role.role)),
            way,
            held_role::place(&role.scope, access)
        )
    };
    let roles: Vec<String> = access.roles().iter().filter(|role| arriving(role)).map(said).collect();
    let has = format!("Beside what the table shows, {whose} has directory roles through groups: {}.", roles.join("; "));
    let gap = access.gaps().into_iter().find(|(part, _)| *part == RolePart::ThroughGroups);
    let gap = gap.map(|(part, problem)| format!("{} {}", held_role::missing_roles(part), explain(&problem).what));
    match (roles.is_empty(), gap) {
        (true, None) => None,
        (true, Some(gap)) => Some(format!("Of {whose}: {gap}")),
        (false, None) => Some(has),
        (false, Some(gap)) => Some(format!("{has} {gap}")),
    }
}

/// That it is not known which directory roles end by themselves, where one that does would be asked for without an end.
/// Without the licence none does.
pub fn ends_unread(whose: &str, access: &RoleAccess) -> Option<String> {
    let counts = |(part, problem): &(RolePart, Problem)| {
        *part == RolePart::TimeBound && !matches!(problem, Problem::LicenceMissing(_))
    };
    let (part, problem) = access.gaps().into_iter().find(counts)?;
    let (missing, why) = (held_role::missing_roles(part), explain(&problem).what);
    Some(format!("Of {whose}: {missing} {why} A role that ends would be copied without its end."))
}

/// For how long something is asked for; empty, where it is without an end.
pub fn lasting(lasting: Lasting) -> String {
    lasting
        .hours()
        .map_or(String::new(), |hours| format!("For {}.", count::of(usize::from(hours.get()), "hour", "hours")))
}

/// Why it cannot be told, and what to do.
pub fn doubt(doubt: &Doubt) -> String {
    let unread =
        |whose: &str, problem| format!("What {whose} holds could not be read in full. {}", explain(problem).what);
    match doubt {
        Doubt::HeldUnread(problem) => unread("this identity", problem),
        Doubt::OtherUnread(problem) => unread("the other identity", problem),
        Doubt::EndUnread(problem) => {
            format!("It is held, and for how long could not be read. {}", explain(problem).what)
        }
        Doubt::OtherEndUnread(problem) => {
            format!("It is on both, and for how long on the other could not be read. {}", explain(problem).what)
        }
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
    use crate::domain::directory_entry::{DirectoryEntry, EntryKind};
    use crate::domain::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleAssignment};
    use crate::domain::held_role::{GroupRole, Source};
    use crate::domain::ids::ObjectId;
    use crate::domain::listing::Listing;
    use crate::domain::verify::Row;
    use crate::domain::well_known::EXCHANGE_ADMINISTRATOR;

    #[test]
    fn a_result_reads_as_a_line() {
        let tally = |held, missing, extra, unclear| Tally { held, missing, extra, unclear, ..Tally::default() };
        let odd = Tally { longer: 1, sooner: 2, through_group: 3, other_through_group: 1, ..tally(4, 0, 0, 0) };
        for (against, tally, line) in [
            (Against::Set, tally(9, 0, 0, 0), "9 of 9 held"),
            (Against::Set, tally(8, 1, 0, 0), "8 of 9 held, 1 missing"),
            (Against::Set, tally(9, 0, 1_200, 0), "9 of 9 held, 1,200 extra"),
            (Against::Set, tally(7, 1, 0, 1), "7 held, 1 missing, 1 cannot be told"),
            (Against::Identity, tally(3, 2, 1, 0), "3 on both, 2 only on the other, 1 only on this one"),
            (
                Against::Set,
                Tally { other_through_group: 0, ..odd },
                "4 of 10 held, 1 held longer than wanted, 2 held shorter than wanted, 3 through a group",
            ),
            (
                Against::Identity,
                odd,
                "4 on both, 1 longer on this one, 2 shorter on this one, 3 through a group on this one, \
                 1 through a group on the other",
            ),
        ] {
            assert_eq!(summary(against, tally), line);
        }
    }

    #[test]
    fn every_doubt_has_a_sentence_of_its_own() {
        let doubts = [
            Doubt::HeldUnread(Problem::Offline),
            Doubt::OtherUnread(Problem::Offline),
            Doubt::EndUnread(Problem::Offline),
            Doubt::OtherEndUnread(Problem::Offline),
            Doubt::ApiUnread,
            Doubt::NoSuchRole,
            Doubt::Ambiguous,
            Doubt::PerhapsWanted,
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
        let hours = Limit::Hours(std::num::NonZeroU16::new(8).unwrap());
        assert_eq!(
            longer(&by(Term::Permanent), hours),
            "It is held without an end, wanted for 8 hours. To give it that end, remove it and add it for a limited time."
        );
        let on_both = longer(&by(until), Limit::Until(end));
        assert!(on_both.starts_with("It is held until 1970-01-01 00:00 UTC, by the other one until 1970"), "{on_both}");
        assert!(sooner(Against::Set, end, None).ends_with("00:00 UTC, wanted without an end."));
        assert!(sooner(Against::Identity, end, None).ends_with("by the other one without an end."));
        assert_eq!(held(&by(Term::Permanent)), "");
        assert_eq!(held(&by(until)), "It ends by itself at 1970-01-01 00:00 UTC.");
        assert!(held(&by(Term::NotKnown)).contains("could not be read"));
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
        let named = Group { id, name: Some("Operations".to_owned()) };
        assert_eq!(
            through(Some(named), Term::Permanent),
            "This identity has it through the group Operations, and not directly."
        );
        let until = Term::Until { start: None, end: Timestamp::from_millis(0) };
        let said = through(Some(Group { id, name: None }), until);
        assert!(said.contains(&id.to_string()) && said.contains("until 1970-01-01 00:00 UTC"), "{said}");
        assert_eq!(through(None, Term::NotKnown), "This identity has it through a group, and not directly.");
    }

    #[test]
    fn roles_through_groups_are_named_or_said_to_be_unread() {
        let (none, mut table) = (|_: &Finding| false, Verification { rows: Vec::new() });
        let mut access = RoleAccess::pending("8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap());
        access.through_groups = Source::Read(Listing::complete(Vec::new()));
        assert_eq!(through_groups(THIS, &access, &table, none), None);
        let group: ObjectId = "61b0c52f-a902-4769-9a09-c6628335b00a".parse().unwrap();
        access.groups.push(DirectoryEntry {
            id: group,
            kind: EntryKind::Group { role_assignable: Some(true) },
            name: Some("Operations".to_owned()),
        });
        let role = GroupRole {
            group,
            id: "r1".parse().unwrap(),
            role: EXCHANGE_ADMINISTRATOR,
            definition: None,
            scope: DirectoryScope::Tenant,
        };
        access.through_groups = Source::Read(Listing::complete(vec![role]));
        let said = through_groups(THIS, &access, &table, none).unwrap();
        let wanted = "Exchange Administrator (Through the group Operations, The whole tenant).";
        assert!(said.contains("this identity has") && said.ends_with(wanted), "{said}");
        let thing = Thing::DirectoryRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant };
        let about = About::Thing { thing, of: None, label: String::new() };
        let finding = Finding::ThroughGroup(Arrival { group: None, term: Term::Permanent });
        table.rows.push(Row { about, finding, lasting: None });
        let is_told = |finding: &Finding| matches!(finding, Finding::ThroughGroup(_));
        assert_eq!(through_groups(THIS, &access, &table, is_told), None, "what the table says is not said beside it");
        access.scheduled = Source::Failed(Problem::Offline);
        let said = ends_unread(THE_OTHER, &access).unwrap();
        assert!(said.starts_with("Of the other one: Whether roles end by themselves could not be read"), "{said}");
        access.scheduled = Source::Read(Listing::complete(Vec::new()));
        assert_eq!(ends_unread(THE_OTHER, &access), None);
        access.through_groups = Source::Failed(Problem::Offline);
        let said = through_groups(THE_OTHER, &access, &table, none).unwrap();
        assert!(said.starts_with("Of the other one: Roles that come through groups could not be read"), "{said}");
    }
}
