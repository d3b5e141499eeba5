//! Words that administrators type, and the words that Microsoft's names and descriptions use for the same thing.
//!
//! Only what was typed is expanded, once for a search; the texts that are searched stay as they are.

/// Typed words in lower case and in the singular, and what is looked for as well. What is looked for may have spaces.
const SYNONYMS: &[(&[&str], &[&str])] = &[
    (&["email", "e-mail"], &["mail"]),
    (&["licence", "licencing", "licensing"], &["license"]),
    (&["license"], &["licence"]),
    (&["delete"], &["remove"]),
    (&["remove"], &["delete"]),
    (&["change", "edit", "modify", "update", "write"], &["change", "update", "write"]),
    (&["view"], &["read"]),
    (&["mfa", "2fa", "multifactor", "multi-factor"], &["authentication method", "authenticationmethod", "authmethod"]),
    (&["tap"], &["temporary access pass"]),
    (&["pim"], &["privileged"]),
    (&["sharepoint"], &["sites."]),
    (&["onedrive"], &["files."]),
    (&["organisation"], &["organization"]),
];

/// A word in lower case as it was typed, in the singular, and its synonyms.
pub(super) fn alternatives(word: &str) -> Vec<String> {
    let mut all: Vec<String> = [Some(word.to_owned()), singular(word)].into_iter().flatten().collect();
    let rows = SYNONYMS.iter().filter(|(typed, _)| typed.iter().any(|typed| all.iter().any(|word| word == typed)));
    let meant: Vec<String> = rows.flat_map(|(_, meant)| meant.iter().map(|word| (*word).to_owned())).collect();
    all.extend(meant);
    all
}

/// The singular of a plural. Permission values say `User` where an administrator types "users".
fn singular(word: &str) -> Option<String> {
    let is_plain = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_plain || ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        return None;
    }
    match word.strip_suffix("ies") {
        Some(stem) => Some(format!("{stem}y")),
        None => word.strip_suffix('s').map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_its_singular_and_its_synonyms() {
        let check = |word: &str, wanted: &[&str]| assert_eq!(alternatives(word), wanted, "{word}");
        check("emails", &["emails", "email", "mail"]);
        check("licences", &["licences", "licence", "license"]);
        check("policies", &["policies", "policy"]);
        check("access", &["access"]);
        check("status", &["status"]);
        check("sms", &["sms"]);
        check("sites.selected", &["sites.selected"]);
        check("", &[""]);
    }

    #[test]
    fn typed_words_are_singular_and_in_lower_case() {
        for word in SYNONYMS.iter().flat_map(|(typed, _)| *typed) {
            assert_eq!(singular(word), None, "{word}");
            assert_eq!(*word, word.to_lowercase());
        }
    }
}
