//! Names and sentences for Microsoft Graph's app roles, made from the parts of their values.
//!
//! A value is built as `What.Action.Whose`, such as `AccessReview.ReadWrite.All`. A table knows what each *what* is
//! called; the actions and the limits are few and are here. Values that say more than their parts, or that matter more,
//! have their words in the table of roles instead.

use std::collections::BTreeMap;

use super::lines;

const NOUNS: &str = include_str!("tables/graph-nouns.txt");

/// The words that sentences are made of.
pub(super) struct Wording(BTreeMap<&'static str, Noun>);

/// What a value is about.
struct Noun {
    /// For the name of a role.
    short: &'static str,
    /// For its sentence.
    long: &'static str,
    /// Whether "ReadWrite" includes creating and deleting.
    whole_life: bool,
}

/// What is done: for the name, and for the sentence.
struct Verb(&'static str, &'static str);

impl Wording {
    /// The words of the table.
    pub(super) fn read() -> Self {
        Self(lines(NOUNS).filter_map(read_noun).collect())
    }

    /// Name and sentence of a value; nothing where a part of it is unknown.
    pub(super) fn of(&self, value: &str) -> Option<(String, String)> {
        let mut parts = value.split('.');
        let (what, action, limit) = (parts.next()?, parts.next()?, parts.next());
        if let Some((does, place)) = in_teams(action) {
            return of_installation(what, does, place);
        }
        // The noun of what and limit together goes before that of what alone, and then nothing is left to limit.
        let limited = limit.and_then(|limit| self.0.get(format!("{what}.{limit}").as_str()));
        let (noun, limit) = match limited {
            Some(noun) => (noun, None),
            None => (self.0.get(what)?, limit),
        };
        let Verb(title, does) = verb(action, noun.whole_life)?;
        let (which, extent) = match limit {
            None => ("", ", with nobody signed in"),
            Some("All") => ("all ", ", across the whole organization and with nobody signed in"),
            Some("OwnedBy") => ("its own ", ", but only those that it owns and with nobody signed in"),
            Some("ManagedBy") => ("managed ", ", but only those that name it as their manager"),
            Some("WhereInstalled") => ("selected ", ", but only where its Teams app is installed"),
            Some(_) => return None,
        };
        let Noun { short, long, .. } = noun;
        Some((format!("{title} {which}{short}"), format!("The application can {does} {long}{extent}.")))
    }
}

fn read_noun(line: &'static str) -> Option<(&'static str, Noun)> {
    let mut fields = line.split('|');
    let (key, short, long) = (fields.next()?, fields.next()?, fields.next()?);
    let (key, whole_life) = key.strip_suffix('+').map_or((key, false), |key| (key, true));
    Some((key, Noun { short, long, whole_life }))
}

fn verb(action: &str, whole_life: bool) -> Option<Verb> {
    Some(match action {
        "Read" => Verb("Read", "read"),
        "ReadBasic" => Verb("Read basic facts of", "read basic facts of"),
        "ReadUpdate" => Verb("Read and update", "read and change"),
        "ReadWrite" if whole_life => Verb("Read and write", "read, create, change and delete"),
        "ReadWrite" => Verb("Read and write", "read and change"),
        "Create" => Verb("Create", "create"),
        "Delete" => Verb("Delete", "delete"),
        "DeleteRestore" => Verb("Delete and restore", "delete and restore"),
        "EnableDisable" => Verb("Enable and disable", "enable and disable"),
        "Remove" => Verb("Remove", "remove"),
        _ => return None,
    })
}

/// Actions on what is installed in Teams end with the place: `ReadWriteSelfForChat`.
fn in_teams(action: &str) -> Option<(&str, Place)> {
    [
        ("ForChat", Place("any chat", "chats")),
        ("ForTeam", Place("any team", "teams")),
        ("ForUser", Place("any user's Teams", "users")),
    ]
    .into_iter()
    .find_map(|(suffix, place)| Some((action.strip_suffix(suffix)?, place)))
}

/// Where something is installed: for the sentence, and for the name.
struct Place(&'static str, &'static str);

fn of_installation(what: &str, does: &str, Place(place, places): Place) -> Option<(String, String)> {
    let things = match what {
        "TeamsAppInstallation" => "Teams apps",
        "TeamsTab" => "tabs",
        _ => return None,
    };
    let (does, itself) = does.strip_suffix("Self").map_or((does, false), |does| (does, true));
    let (does, chosen) = does.strip_suffix("Selected").map_or((does, false), |does| (does, true));
    let (title, verbs, consent) = match does {
        "Read" => ("Read", "read", false),
        "ReadWrite" => ("Manage", "see, add, change and remove", false),
        "ReadWriteAndConsent" => ("Manage and permit", "see, add, change and remove", true),
        "Manage" => ("Manage and permit", "see, add, change and remove", true),
        _ => return None,
    };
    let object = match (what, itself, chosen) {
        ("TeamsTab", true, _) => "its own tabs",
        (_, true, _) => "itself",
        (_, _, true) => "selected Teams apps",
        _ => things,
    };
    let consent = if consent { ", and can consent to the access asked for there" } else { "" };
    Some((
        format!("{title} {object} for {places}"),
        format!("The application can {verbs} {object} in {place}{consent}."),
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn values_are_put_into_words() {
        let wording = Wording::read();
        let check = |value: &str, name: &str, sentence: &str| {
            assert_eq!(wording.of(value), Some((name.to_owned(), sentence.to_owned())), "{value}");
        };
        check(
            "AccessReview.ReadWrite.All",
            "Read and write all access reviews",
            "The application can read, create, change and delete access reviews with their reviewers, decisions and \
             settings, across the whole organization and with nobody signed in.",
        );
        check(
            "AccessReview.ReadWrite.Membership",
            "Read and write access reviews of groups and apps",
            "The application can read, create, change and delete those access reviews that are about memberships of \
             groups and assignments to apps, with nobody signed in.",
        );
        check(
            "TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All",
            "Manage and permit itself for chats",
            "The application can see, add, change and remove itself in any chat, and can consent to the access \
             asked for there.",
        );
        assert_eq!(wording.of("AccessReview.Levitate.All"), None);
        assert_eq!(wording.of("Nonsense.Read.All"), None);
        assert_eq!(wording.of("AccessReview.Read.Sometimes"), None);
    }

    #[test]
    fn every_noun_is_complete_and_stands_once() {
        let mut keys = BTreeSet::new();
        for line in lines(NOUNS) {
            let fields: Vec<&str> = line.split('|').collect();
            assert_eq!(fields.len(), 3, "{line}");
            assert!(fields.iter().all(|field| !field.is_empty() && field.trim() == *field), "{line}");
            assert!(keys.insert(fields[0].trim_end_matches('+')), "{line}");
        }
    }
}
