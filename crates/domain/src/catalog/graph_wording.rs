//! Descriptions of Microsoft Graph's app roles, made from the parts of their values.
//!
//! A value is built as `What.Action.Limit`, such as `AccessReview.ReadWrite.All`. A table has a noun phrase for each
//! *what*; the actions and the limits are few and are listed here. Values that say more than their parts, or that matter
//! more, have their description in the table of roles instead.

use crate::sorted_map::SortedMap;

use super::lines;

const NOUNS: &str = include_str!("tables/graph-nouns.txt");

/// The words that descriptions are made of.
pub(super) struct Wording(SortedMap<&'static str, Noun>);

/// What a value is about.
struct Noun {
    /// The noun phrase for the description.
    phrase: &'static str,
    /// Whether "ReadWrite" includes creating and deleting.
    whole_life: bool,
}

impl Wording {
    /// The words of the table.
    pub(super) fn read() -> Self {
        Self(lines(NOUNS).filter_map(read_noun).collect())
    }

    /// The description of a value; nothing where a part of the value is unknown.
    pub(super) fn of(&self, value: &str) -> Option<String> {
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
        let verbs = verbs(action, noun.whole_life)?;
        let extent = match limit {
            None => "",
            Some("All") => " in your organization",
            Some("OwnedBy") => ", limited to those that the app owns",
            Some("ManagedBy") => ", limited to those that the app manages",
            Some("WhereInstalled") => ", limited to chats and teams where the Teams app is installed",
            Some(_) => return None,
        };
        Some(format!("Allows the app to {verbs} {}{extent}.", noun.phrase))
    }
}

fn read_noun(line: &'static str) -> Option<(&'static str, Noun)> {
    let mut fields = line.split('|');
    let (key, phrase) = (fields.next()?, fields.next()?);
    let (key, whole_life) = key.strip_suffix('+').map_or((key, false), |key| (key, true));
    Some((key, Noun { phrase, whole_life }))
}

fn verbs(action: &str, whole_life: bool) -> Option<&'static str> {
    Some(match action {
        "Read" => "read",
        "ReadBasic" => "read basic properties of",
        "ReadUpdate" => "read and update",
        "ReadWrite" if whole_life => "read, create, update and delete",
        "ReadWrite" => "read and update",
        "Create" => "create",
        "Delete" => "delete",
        "DeleteRestore" => "delete and restore",
        "EnableDisable" => "enable and disable",
        "Remove" => "remove",
        _ => return None,
    })
}

/// Actions on what is installed in Teams end with the place: `ReadWriteSelfForChat`.
fn in_teams(action: &str) -> Option<(&str, &'static str)> {
    [("ForChat", "in any chat"), ("ForTeam", "in any team"), ("ForUser", "for any user")]
        .into_iter()
        .find_map(|(suffix, place)| Some((action.strip_suffix(suffix)?, place)))
}

fn of_installation(what: &str, action: &str, place: &str) -> Option<String> {
    let (things, write) = match what {
        "TeamsAppInstallation" => ("Teams apps", "read, install, update and uninstall"),
        "TeamsTab" => ("tabs", "read, create, update and delete"),
        _ => return None,
    };
    let (action, itself) = action.strip_suffix("Self").map_or((action, false), |action| (action, true));
    let (action, selected) = action.strip_suffix("Selected").map_or((action, false), |action| (action, true));
    let (verbs, consent) = match action {
        "Read" => ("read", false),
        "ReadWrite" => (write, false),
        "ReadWriteAndConsent" | "Manage" => (write, true),
        _ => return None,
    };
    let object = match (what, itself, selected) {
        ("TeamsTab", true, _) => "its own tabs",
        (_, true, _) => "its own Teams app",
        (_, _, true) => "selected Teams apps",
        _ => things,
    };
    let consent = if consent { ", and to consent to the permissions that are requested there" } else { "" };
    Some(format!("Allows the app to {verbs} {object} {place}{consent}."))
}

#[cfg(test)]
mod tests {
    use crate::sorted_set::SortedSet;

    use super::*;

    #[test]
    fn values_are_put_into_words() {
        let wording = Wording::read();
        let check = |value: &str, description: &str| {
            assert_eq!(wording.of(value).as_deref(), Some(description), "{value}");
        };
        check(
            "AccessReview.ReadWrite.All",
            "Allows the app to read, create, update and delete access reviews with reviewers, decisions and settings in \
             your organization.",
        );
        check(
            "AccessReview.ReadWrite.Membership",
            "Allows the app to read, create, update and delete access reviews of group memberships and app assignments.",
        );
        check(
            "TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All",
            "Allows the app to read, install, update and uninstall its own Teams app in any chat, and to consent to the \
             permissions that are requested there.",
        );
        assert_eq!(wording.of("AccessReview.Levitate.All"), None);
        assert_eq!(wording.of("Nonsense.Read.All"), None);
        assert_eq!(wording.of("AccessReview.Read.Sometimes"), None);
    }

    #[test]
    fn every_noun_is_complete_and_stands_once() {
        let mut keys = SortedSet::new();
        for line in lines(NOUNS) {
            let fields: Vec<&str> = line.split('|').collect();
            assert_eq!(fields.len(), 2, "{line}");
            assert!(fields.iter().all(|field| !field.is_empty() && field.trim() == *field), "{line}");
            assert!(keys.insert(fields[0].trim_end_matches('+')), "{line}");
        }
    }
}
