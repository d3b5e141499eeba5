//! Patterns of actions, as roles and conditions have them.

/// Whether a pattern of a role stands for an action: in any case, `*` for any text.
pub(super) fn is_matched(pattern: &str, action: &str) -> bool {
    fn matched(pattern: &[u8], action: &[u8]) -> bool {
        match (pattern.first(), action.first()) {
            (None, None) => true,
            (Some(b'*'), _) => matched(&pattern[1..], action) || !action.is_empty() && matched(pattern, &action[1..]),
            (Some(one), Some(other)) if one.eq_ignore_ascii_case(other) => matched(&pattern[1..], &action[1..]),
            _ => false,
        }
    }
    matched(pattern.as_bytes(), action.as_bytes())
}
