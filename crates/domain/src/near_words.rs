//! Words that are nearly in a text: a search with a typing error still finds the name that was meant.
//!
//! An edit is a character that is missing, added, replaced, or exchanged with its neighbor. The search is the
//! bit-parallel one of Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003), in
//! its form that finds a word anywhere in a text: a step for each character of the text, whatever the word's length.

/// The longest word that is looked for, in characters: one for each bit.
const LONGEST_WORD: usize = 64;

/// The most words that are looked for.
const MOST_WORDS: usize = 8;

/// The words of a search, prepared once for all texts.
#[derive(Clone, Debug)]
pub struct NearWords(Vec<NearWord>);

/// One word, as the places of each of its characters.
#[derive(Clone, Debug)]
struct NearWord {
    length: u32,
    most_edits: u32,
    /// The places of the characters of ASCII, as bits.
    ascii: Box<[u64; 128]>,
    /// The places of the other characters.
    others: Vec<(char, u64)>,
}

impl NearWords {
    /// The words as typed; case does not count. Nothing, where there are no words, too many, or words that are too long
    /// to be a name.
    pub fn of(typed: &str) -> Option<Self> {
        let lowered = typed.to_lowercase();
        let words: Option<Vec<NearWord>> = lowered.split_whitespace().take(MOST_WORDS + 1).map(NearWord::new).collect();
        words.filter(|words| (1..=MOST_WORDS).contains(&words.len())).map(Self)
    }

    /// How many edits the words are away from parts of this text, which is in lower case. Nothing, where a word is
    /// farther away than a small typing error: one edit for words of four characters or more, two for eight or more.
    pub fn edits_in(&self, lowered: &str) -> Option<u32> {
        self.0.iter().try_fold(0, |sum, word| Some(sum + word.edits_in(lowered)?))
    }
}

impl NearWord {
    fn new(word: &str) -> Option<Self> {
        let mut places = Self { length: 0, most_edits: 0, ascii: Box::new([0; 128]), others: Vec::new() };
        for (at, c) in word.chars().enumerate() {
            if at >= LONGEST_WORD {
                return None;
            }
            places.length += 1;
            let bit = 1 << at;
            match places.ascii.get_mut(c as usize) {
                Some(bits) => *bits |= bit,
                None => match places.others.iter_mut().find(|(other, _)| *other == c) {
                    Some((_, bits)) => *bits |= bit,
                    None => places.others.push((c, bit)),
                },
            }
        }
        places.most_edits = match places.length {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        (places.length > 0).then_some(places)
    }

    fn places_of(&self, c: char) -> u64 {
        match self.ascii.get(c as usize) {
            Some(bits) => *bits,
            None => self.others.iter().find(|(other, _)| *other == c).map_or(0, |(_, bits)| *bits),
        }
    }

    /// The fewest edits that lead from the word to any part of the text, where they are few enough.
    fn edits_in(&self, text: &str) -> Option<u32> {
        let last = 1_u64 << (self.length - 1);
        // Where the distance grows or falls from one place of the word to the next, and where it stays.
        let (mut grows, mut falls, mut stays, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut edits = self.length;
        let mut fewest = edits;
        for c in text.chars() {
            let here = self.places_of(c);
            let exchanged = ((!stays & here) << 1) & before;
            stays = exchanged | ((here & grows).wrapping_add(grows) ^ grows) | here | falls;
            let more = falls | !(stays | grows);
            let fewer = stays & grows;
            if more & last != 0 {
                edits += 1;
            } else if fewer & last != 0 {
                edits -= 1;
            }
            // A part may begin anywhere, so nothing is shifted in.
            let (more, fewer) = (more << 1, fewer << 1);
            grows = fewer | !(stays | more);
            falls = stays & more;
            before = here;
            fewest = fewest.min(edits);
        }
        (fewest <= self.most_edits).then_some(fewest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edits(typed: &str, text: &str) -> Option<u32> {
        NearWords::of(typed).and_then(|words| words.edits_in(text))
    }

    #[test]
    fn small_typing_errors_are_few_edits_away() {
        for (typed, text, wanted) in [
            ("lazy", "lazyautomationaccount", Some(0)),
            ("LAZI", "lazyautomationaccount", Some(1)),
            ("autmation", "lazyautomationaccount", Some(1)),
            ("automatoin", "lazyautomationaccount", Some(1)),
            ("autoomationn", "lazyautomationaccount", Some(2)),
            ("lifecycel aa", "aa-m365-lifecycle", Some(1)),
            ("mailer", "id-mailler-01", Some(1)),
            ("grösßer", "id-größer", Some(1)),
        ] {
            assert_eq!(edits(typed, text), wanted, "{typed}");
        }
    }

    #[test]
    fn distant_and_short_words_are_not_near() {
        for (typed, text) in
            [("abc", "abd"), ("shop", "lazy"), ("payroll", "func-orders"), ("lazy x", "lazy"), ("", "a")]
        {
            assert_eq!(edits(typed, text), None, "{typed}");
        }
        assert!(NearWords::of(&"a".repeat(65)).is_none() && NearWords::of(&"ab ".repeat(9)).is_none());
    }

    /// The same distance by its definition: optimal string alignment of the word with every part of the text.
    fn slow_edits(word: &str, text: &str) -> usize {
        let (word, text): (Vec<char>, Vec<char>) = (word.chars().collect(), text.chars().collect());
        let mut rows: Vec<Vec<usize>> = vec![vec![0; text.len() + 1]];
        for i in 1..=word.len() {
            let mut row = vec![i];
            for j in 1..=text.len() {
                let differs = usize::from(word[i - 1] != text[j - 1]);
                let mut best = (rows[i - 1][j - 1] + differs).min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
                if i > 1 && j > 1 && word[i - 1] == text[j - 2] && word[i - 2] == text[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                row.push(best);
            }
            rows.push(row);
        }
        rows[word.len()].iter().copied().min().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn edits_are_those_of_the_definition(word in "[abcé]{1,12}", text in "[abcé]{0,20}") {
            let near = NearWord::new(&word).unwrap();
            let slow = u32::try_from(slow_edits(&word, &text)).unwrap();
            prop_assert_eq!(near.edits_in(&text), (slow <= near.most_edits).then_some(slow));
        }
    }
}
