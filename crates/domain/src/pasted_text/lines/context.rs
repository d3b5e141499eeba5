//! The lines around a mention.

use crate::pasted_text::statements::Delegation;

/// What the lines say of one mention.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pasted_text) struct LineContext {
    /// The API on the same line.
    pub api: Option<usize>,
    /// The kind on the same line.
    pub kind: Option<Delegation>,
    /// Whether the line says that it is not wanted.
    pub negated: bool,
    /// The API of the heading above, or of what was named last above.
    pub above: Option<usize>,
    /// The kind of the heading above.
    pub kind_above: Option<Delegation>,
}
