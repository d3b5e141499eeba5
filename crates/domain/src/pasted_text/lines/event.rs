//! The parts of a line that say something of the mentions on it.

use crate::pasted_text::statements::Delegation;

/// Something on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Mention(usize),
    Api { api: usize, closed: bool },
    Kind { kind: Delegation, leads: bool },
    End,
}
