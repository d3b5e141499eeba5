//! The words of a search, looked for in thousands of texts at each keystroke.

use memchr::memmem::Finder;

/// Words that must all occur in a text, in any order and as parts of longer ones. They are prepared once for all texts.
#[derive(Clone, Debug)]
pub struct SearchWords(Vec<Finder<'static>>);

impl SearchWords {
    /// The words of what a user typed; case does not count.
    pub fn of(typed: &str) -> Self {
        Self(typed.to_lowercase().split_whitespace().map(|word| Finder::new(word).into_owned()).collect())
    }

    /// Whether each occurs in this text, which is in lower case. No words occur everywhere.
    pub fn all_in(&self, lowered: &str) -> bool {
        self.0.iter().all(|word| word.find(lowered.as_bytes()).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_occur_and_neither_order_nor_case_counts() {
        let fits = |typed: &str| SearchWords::of(typed).all_in("mail.send send mail as any user åse");
        assert!(fits("") && fits("  ") && fits("USER mail.s") && fits("ÅSE"));
        assert!(!fits("user mails") && !fits("mail.send files"));
    }
}
