//! The reason for a change.

use crate::visible_text::without_hidden;

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// Why a change is made, in the words of the user who makes it: some text, without ends of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// Takes the words without what no one sees; nothing, where none are left or there are too many.
    pub fn new(text: &str) -> Option<Self> {
        let words = without_hidden(text);
        let fits = !words.is_empty() && words.chars().count() <= LONGEST_REASON;
        fits.then_some(Self(words))
    }

    /// The words. Text of a user: shown, never interpreted as markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
