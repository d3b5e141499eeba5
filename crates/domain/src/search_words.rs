//! The words of a search, looked for in thousands of texts at each keystroke.

use memchr::memmem::Finder;

use super::search_synonyms::alternatives;

/// Words that must all occur in a text, in any order and as parts of longer ones. They are prepared once for all texts.
#[derive(Clone, Debug)]
pub struct SearchWords(Vec<Word>);

/// One word of a search: any of its alternatives may occur.
#[derive(Clone, Debug)]
struct Word(Vec<Finder<'static>>);

impl SearchWords {
    /// The words of a name, as typed; case does not count.
    pub fn of(typed: &str) -> Self {
        Self::new(typed, |word| vec![word.to_owned()])
    }

    /// The words of a search for permissions: plurals and synonyms count, so that "send emails" finds `Mail.Send`.
    pub fn with_synonyms(typed: &str) -> Self {
        Self::new(typed, alternatives)
    }

    fn new(typed: &str, alternatives: impl Fn(&str) -> Vec<String>) -> Self {
        let finder = |text: String| Finder::new(text.as_bytes()).into_owned();
        let word = |word: &str| Word(alternatives(word).into_iter().map(finder).collect());
        Self(typed.to_lowercase().split_whitespace().map(word).collect())
    }

    /// Whether each occurs in this text, which is in lower case. No words occur everywhere.
    pub fn all_in(&self, lowered: &str) -> bool {
        self.0.iter().all(|word| word.is_in(lowered))
    }

    /// Whether each occurs in one of these texts, which are in lower case.
    pub fn all_in_any(&self, lowered: &[String]) -> bool {
        self.0.iter().all(|word| lowered.iter().any(|text| word.is_in(text)))
    }

    /// How many words of a permission's value were not searched for, where every searched word is a whole word of the
    /// value: none of `Mail.Send` for "send email", one of `User.Read.All` for "read users".
    pub fn words_left(&self, value: &str) -> Option<usize> {
        let words = words_of(value);
        let is_whole = |searched: &Word| words.iter().any(|word| searched.is(word));
        self.0.iter().all(is_whole).then(|| words.len().saturating_sub(self.0.len()))
    }
}

impl Word {
    fn is_in(&self, lowered: &str) -> bool {
        self.0.iter().any(|finder| finder.find(lowered.as_bytes()).is_some())
    }

    fn is(&self, word: &str) -> bool {
        self.0.iter().any(|finder| finder.needle().eq_ignore_ascii_case(word.as_bytes()))
    }
}

/// The words of a value such as `User-Mail.ReadWrite.All`: it is divided at signs and where a capital follows a small
/// letter.
fn words_of(value: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut before) = (0, ' ');
    for (at, c) in value.char_indices() {
        if !c.is_alphanumeric() {
            words.push(&value[start..at]);
            start = at + c.len_utf8();
        } else if c.is_uppercase() && before.is_lowercase() {
            words.push(&value[start..at]);
            start = at;
        }
        before = c;
    }
    words.push(&value[start..]);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_occur_and_neither_order_nor_case_counts() {
        let fits = |typed: &str| SearchWords::of(typed).all_in("mail.send send mail as any user åse");
        assert!(fits("") && fits("  ") && fits("USER mail.s") && fits("ÅSE"));
        assert!(!fits("user mails") && !fits("mail.send files"));
        assert!(!fits("email"), "names are searched as typed");
    }

    #[test]
    fn synonyms_and_plurals_count_where_permissions_are_searched() {
        let fits = |typed: &str| SearchWords::with_synonyms(typed).all_in("mail.send send mail as any user");
        assert!(fits("") && fits("Send Emails") && fits("users e-mail") && fits("mail.send"));
        assert!(!fits("read emails") && !fits("files"));
    }

    #[test]
    fn a_value_has_words() {
        let check = |value: &str, words: &[&str]| assert_eq!(words_of(value), words, "{value}");
        check("User.Read.All", &["User", "Read", "All"]);
        check("User-Mail.ReadWrite.All", &["User", "Mail", "Read", "Write", "All"]);
        check("full_access_as_app", &["full", "access", "as", "app"]);
        check("License Administrator", &["License", "Administrator"]);
        check("", &[]);
    }

    #[test]
    fn words_that_were_not_searched_for_are_counted() {
        let left = |typed: &str, value: &str| SearchWords::with_synonyms(typed).words_left(value);
        assert_eq!(left("send email", "Mail.Send"), Some(0));
        assert_eq!(left("read users", "User.Read.All"), Some(1));
        assert_eq!(left("read users", "User.ReadWrite.All"), Some(2));
        assert_eq!(left("read users", "Mail.Read"), None);
    }
}
