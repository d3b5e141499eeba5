//! A part of an ID, as a user copies it from a narrow column or remembers it.

use super::guid::Guid;

/// The fewest digits that are taken for a part of an ID.
const FEWEST: u32 = 4;

/// Digits that follow one another in an ID. Hyphens don't count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdFragment {
    digits: u128,
    length: u32,
}

impl IdFragment {
    /// Reads a text of hexadecimal digits and hyphens. An ellipsis at either end is what a narrow column shows.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_matches('…').trim_matches('.');
        let (mut digits, mut length) = (0_u128, 0);
        for c in text.chars().filter(|c| *c != '-') {
            let digit = c.to_digit(16).filter(|_| length < 32)?;
            digits = digits << 4 | u128::from(digit);
            length += 1;
        }
        (length >= FEWEST).then_some(Self { digits, length })
    }

    /// Whether the digits are in this ID, one after the other.
    pub fn is_in(self, id: Guid) -> bool {
        let mask = u128::MAX >> (4 * (32 - self.length));
        let mut rest = u128::from_be_bytes(*id.bytes());
        for _ in self.length..=32 {
            if (rest ^ self.digits) & mask == 0 {
                return true;
            }
            rest >>= 4;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_id_is_found_wherever_it_is() {
        let id: Guid = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b".parse().unwrap();
        let is_in = |text: &str| IdFragment::parse(text).is_some_and(|fragment| fragment.is_in(id));
        for text in
            ["5af1b6d2", "5AF1B6D2…", "7f0e", "6d2-7f0e-4c", "5a6b", "b6d27f0e", "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b"]
        {
            assert!(is_in(text), "{text}");
        }
        for text in ["5af1b6d3", "0000", "7f0e4c38", "6b5a"] {
            assert!(!is_in(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_parts_of_ids() {
        for text in ["", "5af", "---", "shop", "5af1 b6d2", "id-5af1", &"a".repeat(33)] {
            assert_eq!(IdFragment::parse(text), None, "{text}");
        }
    }
}
