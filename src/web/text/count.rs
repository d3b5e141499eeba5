//! Numbers in sentences.

use std::num::NonZeroU16;

/// A number with its noun, as `1 identity` and `12,580 identities`.
pub fn of(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number with a comma between each three digits.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// What is behind a text of which no more is shown.
pub fn cut(most: usize) -> String {
    format!("… ⟨cut after {} characters⟩", grouped(most))
}

/// A number of hours.
pub fn hours(hours: NonZeroU16) -> String {
    of(usize::from(hours.get()), "hour", "hours")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, written) in [(0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (12580, "12,580")] {
            assert_eq!(grouped(number), written);
        }
        assert_eq!(of(1, "identity", "identities"), "1 identity");
        assert_eq!(of(0, "identity", "identities"), "0 identities");
    }
}
