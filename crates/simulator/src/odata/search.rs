//! `$search`: words, not parts of words.
//!
//! Names are divided at spaces, digits, changes of case and signs, and a query's words must each begin one of a name's:
//! <https://learn.microsoft.com/graph/search-query-parameter>.

use super::super::refusal::Refusal;
use super::set::Entity;

/// A `$search`: alternatives of clauses that must all fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Search(Vec<Vec<Clause>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Clause {
    property: String,
    text: String,
}

impl Search {
    /// Reads `"displayName:one two" AND "description:three"`.
    pub(super) fn read(search: &str) -> Result<Self, Refusal> {
        let refused = || {
            Refusal::Malformed(format!(
                "Syntax error: character '{}' is not valid at position 0 in '{search}'.",
                search.chars().next().unwrap_or(' ')
            ))
        };
        let mut alternatives = vec![Vec::new()];
        let mut rest = search.trim();
        loop {
            let (clause, behind) = quoted(rest).ok_or_else(refused)?;
            let (property, text) = clause.split_once(':').ok_or_else(refused)?;
            let clause = Clause { property: property.to_owned(), text: text.to_owned() };
            alternatives.last_mut().ok_or_else(refused)?.push(clause);
            rest = behind.trim_start();
            if rest.is_empty() {
                return Ok(Self(alternatives));
            }
            if let Some(next) = rest.strip_prefix("AND ") {
                rest = next.trim_start();
            } else if let Some(next) = rest.strip_prefix("OR ") {
                alternatives.push(Vec::new());
                rest = next.trim_start();
            } else {
                return Err(refused());
            }
        }
    }

    /// The properties that are searched.
    pub(super) fn properties(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(|clause| clause.property.as_str())
    }

    /// Whether an entry fits.
    pub(super) fn finds(&self, entry: &dyn Entity) -> bool {
        self.0.iter().any(|all| all.iter().all(|clause| clause.fits(entry)))
    }
}

impl Clause {
    fn fits(&self, entry: &dyn Entity) -> bool {
        let value = entry.value(&self.property);
        let Some(value) = value.as_str() else { return false };
        if !self.property.eq_ignore_ascii_case("displayName") && !self.property.eq_ignore_ascii_case("description") {
            return value.to_lowercase().starts_with(&self.text.to_lowercase());
        }
        let words = words(value);
        self.text.split_whitespace().map(str::to_lowercase).all(|sought| {
            words.iter().any(|word| word.starts_with(&sought)) || value.to_lowercase().starts_with(&sought)
        })
    }
}

/// What is in double quotes at the beginning, with `\"` and `\\` undone, and what is behind.
fn quoted(rest: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut letters = rest.strip_prefix('"')?.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => text.push(letters.next()?.1),
            '"' => return Some((text, rest.get(at + 2..)?)),
            _ => text.push(letter),
        }
    }
    None
}

/// The words of a name, in lower case: those between spaces, each also without its signs, and their parts.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for whole in name.split_whitespace() {
        words.push(whole.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase());
        let mut part = String::new();
        let mut before = ' ';
        for letter in whole.chars() {
            let turns = (before.is_lowercase() && letter.is_uppercase())
                || (before.is_alphabetic() && letter.is_numeric())
                || (before.is_numeric() && letter.is_alphabetic());
            if turns || !letter.is_alphanumeric() {
                words.push(std::mem::take(&mut part).to_lowercase());
            }
            if letter.is_alphanumeric() {
                part.push(letter);
            }
            before = letter;
        }
        words.push(part.to_lowercase());
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_divided_as_the_documentation_says() {
        assert_eq!(words("hello123world"), ["hello123world", "hello", "123", "world"]);
        assert_eq!(words("hello-world"), ["helloworld", "hello", "world"]);
        assert_eq!(words("LazyAutomationAccount"), ["lazyautomationaccount", "lazy", "automation", "account"]);
    }

    #[test]
    fn clauses_are_read_with_their_quotes() {
        let search = Search::read(r#""displayName:say \"hi\"" OR "description:x" AND "displayName:y""#).unwrap();
        let texts: Vec<Vec<_>> = search.0.iter().map(|all| all.iter().map(|it| it.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec![r#"say "hi""#], vec!["x", "y"]]);
        for bad in ["displayName:x", r#""displayName:x"#, r#""x""#, r#""displayName:x" "displayName:y""#, ""] {
            assert!(Search::read(bad).is_err(), "{bad}");
        }
    }
}
