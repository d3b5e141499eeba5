//! Which names people take for one another: equal ones, and those that only look equal.
//!
//! After the skeletons of Unicode's UTS 39 (<https://www.unicode.org/reports/tr39/#Confusable_Detection>), kept to what
//! looks like a letter, digit or sign of ASCII, and blind to case, to marks that combine and to what draws nothing. The
//! table is small, so that the page can carry it. A test compares it with the standard's table.

use super::sorted_map::SortedMap;

use super::visible_text::is_hidden;

const TABLE: &str = include_str!("lookalikes.txt");

/// How a name relates to the others of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namesake {
    /// Another one has exactly this name.
    Same,
    /// Another one has a name that looks the same.
    Similar,
}

/// Whether a name tells an identity from every other one of the tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uniqueness {
    /// No other identity has the name, nor one that looks like it.
    Unique,
    /// Another identity has it, or one that looks like it.
    Shared(Namesake),
    /// Not known: the identities could not be read, or not all of them.
    Unknown,
}

/// Whether one of these names is equal to a name or looks like it.
pub fn uniqueness_of_name<'a>(name: &str, others: impl IntoIterator<Item = &'a str>) -> Uniqueness {
    let likeness_of_name = likeness(name);
    let mut found = Uniqueness::Unique;
    for other in others {
        if other == name {
            return Uniqueness::Shared(Namesake::Same);
        }
        if likeness(other) == likeness_of_name {
            found = Uniqueness::Shared(Namesake::Similar);
        }
    }
    found
}

/// Whether a character that is no letter or digit of ASCII is drawn like one.
pub fn looks_like_ascii(c: char) -> bool {
    !c.is_ascii() && prototype(c).is_ascii_alphanumeric()
}

/// What a name looks like: two names with the same likeness are easily taken for each other.
pub fn likeness(name: &str) -> String {
    let mut seen = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if c.is_whitespace() {
            gap = !seen.is_empty();
        } else if !is_hidden(c) && !is_mark(c) {
            if std::mem::take(&mut gap) {
                seen.push(' ');
            }
            push(&mut seen, prototype(c));
        }
    }
    seen
}

/// For each name of a list, whether another one is equal to it or looks like it.
pub fn namesakes<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Option<Namesake>> {
    let names: Vec<(String, &str)> = names.into_iter().map(|name| (likeness(name), name)).collect();
    let by_likeness = SortedMap::grouped(names.iter().map(|(likeness, name)| (likeness.as_str(), *name)));
    let relation = |(likeness, name): &(String, &str)| {
        let all = by_likeness.get(likeness.as_str())?;
        match all.iter().filter(|other| *other == name).count() {
            0 | 1 if all.len() == 1 => None,
            0 | 1 => Some(Namesake::Similar),
            _ => Some(Namesake::Same),
        }
    };
    names.iter().map(relation).collect()
}

fn push(seen: &mut String, c: char) {
    match c {
        'I' | '1' | '|' => seen.push('l'),
        '0' => seen.push('o'),
        'm' | 'M' => seen.push_str("rn"),
        c if c.is_ascii() => seen.push(c.to_ascii_lowercase()),
        c => seen.extend(c.to_lowercase()),
    }
}

/// The character of ASCII that this one is taken for; itself, where it is taken for none.
fn prototype(c: char) -> char {
    let code = u32::from(c);
    let letter = |code: u32| char::from_u32(code).unwrap_or(c);
    match code {
        0..=0x7f => c,
        // Letters and signs as wide as those of Chinese.
        0xff01..=0xff5e => letter(code - 0xfee0),
        // Letters for formulas: thirteen alphabets of Latin, five of Greek, five rows of digits.
        0x1d400..=0x1d6a3 => match (code - 0x1d400) % 52 {
            at @ 0..=25 => letter(0x41 + at),
            at => letter(0x61 + at - 26),
        },
        0x1d6a4 => 'i',
        0x1d6a5 => 'j',
        0x1d6a8..=0x1d7c9 => match (code - 0x1d6a8) % 58 {
            at @ 0..=24 => prototype(letter(0x391 + at)),
            at @ 26..=50 => prototype(letter(0x3b1 + at - 26)),
            56 => 'p',
            _ => c,
        },
        0x1d7ca => 'F',
        0x1d7ce..=0x1d7ff => letter(0x30 + (code - 0x1d7ce) % 10),
        _ => in_table(c),
    }
}

fn in_table(c: char) -> char {
    let of = |line: &str| line.chars().skip(1).any(|other| other == c).then(|| line.chars().next()).flatten();
    TABLE.lines().skip(1).find_map(of).unwrap_or(c)
}

/// Marks that are drawn over or under another character, and those that choose how it is drawn.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use unicode_security::confusable_detection::skeleton;

    use super::*;

    #[test]
    fn names_that_look_alike_have_one_likeness() {
        for (name, other) in [
            ("Microsoft Graph", "Μicrosoft Graph"),
            ("Microsoft Graph", "Мicrosоft Grаph"),
            ("Microsoft Graph", "Ｍｉｃｒｏｓｏｆｔ　Ｇｒａｐｈ"),
            ("Microsoft Graph", "𝐌𝐢𝐜𝐫𝐨𝐬𝐨𝐟𝐭 𝐆𝐫𝐚𝐩𝐡"),
            ("Microsoft Graph", "Micro\u{200b}soft  Graph\u{feff}"),
            ("Microsoft Graph", "rnicrosoft graph"),
            ("Microsoft Graph", "M\u{336}icrosoft Graph"),
            ("id-payroll-01", "id-payro11-O1"),
            ("app-prod", "app‐prod"),
            ("O'Brien", "O’Brien"),
        ] {
            assert_eq!(likeness(name), likeness(other), "{other}");
        }
    }

    #[test]
    fn names_that_can_be_told_apart_have_different_ones() {
        let names = ["app-1", "app-2", "app-l2", "func-a", "func-b", "日本", "日木", "Ärger", "id-web", "id-wed", ""];
        let found: std::collections::BTreeSet<_> = names.iter().map(|name| likeness(name)).collect();
        assert_eq!(found.len(), names.len());
    }

    #[test]
    fn a_list_says_which_of_its_names_are_equal_and_which_only_look_so() {
        let found = namesakes(["shop", "shop", "Shop", "ѕhop", "store"]);
        let expected =
            [Some(Namesake::Same), Some(Namesake::Same), Some(Namesake::Similar), Some(Namesake::Similar), None];
        assert_eq!(found, expected);
    }

    #[test]
    fn name_is_compared_with_those_of_others() {
        let check =
            |others: &[&str], expected| assert_eq!(uniqueness_of_name("shop", others.iter().copied()), expected);
        check(&[], Uniqueness::Unique);
        check(&["store", "shop2"], Uniqueness::Unique);
        check(&["ѕhop", "store"], Uniqueness::Shared(Namesake::Similar));
        check(&["Shop", "shop"], Uniqueness::Shared(Namesake::Same));
    }

    /// Every character that the standard takes for one letter or digit of ASCII.
    #[test]
    fn no_letter_that_the_standard_knows_is_missing() {
        let mut compared = 0;
        for c in ('\u{80}'..='\u{1fbef}').filter(|c| !is_hidden(*c)) {
            let standard: String = skeleton(&c.to_string()).collect();
            if standard.len() == 1 && standard.chars().all(|c| c.is_ascii_alphanumeric()) {
                assert_eq!(likeness(&c.to_string()), likeness(&standard), "{c} U+{:04X}", u32::from(c));
                compared += 1;
            }
        }
        assert!(compared > 1_200, "{compared}");
    }

    /// Names as tenants have them, put together from what such names consist of, do not alarm.
    #[test]
    fn ordinary_names_have_different_likenesses() {
        let kinds = ["id", "func", "vm", "aks", "logic", "aa", "ca", "app"];
        let purposes =
            ["billing", "orders", "mail", "backup", "payroll", "identity", "reports", "sync", "intake", "gw"];
        let places = ["prod", "dev", "test", "weu", "neu"];
        let mut names = Vec::new();
        for kind in kinds {
            for purpose in purposes {
                for place in places {
                    for number in 1..=13 {
                        names.push(format!("{kind}-{purpose}-{place}-{number:02}"));
                    }
                }
            }
        }
        assert!(names.len() > 5_000);
        let flagged = namesakes(names.iter().map(String::as_str)).iter().filter(|it| it.is_some()).count();
        assert_eq!(flagged, 0);
    }
}
