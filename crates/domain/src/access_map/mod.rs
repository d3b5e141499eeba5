//! The access map of an identity: who can use it, and what it reaches, as a picture that a person can show to others.
//!
//! [`AccessMap`] says what is known. [`Layout`] groups it into few nodes and places them, [`Drawing`] makes shapes and
//! texts of them, and [`svg_file`] writes a file. The page draws the same shapes. Names are passed in as they are to be
//! shown.

mod contents;
mod drawing;
#[cfg(test)]
mod example;
mod gathered;
mod grouping;
mod layout;
mod svg_file;
mod text_width;

pub use contents::{AccessMap, Branch, BranchContents, Knowledge, MapEntry, MapEntryKind, MapGap, MapSide};
pub use drawing::{Caption, Card, Drawing, Ink, Mark, Role, Tone};
pub use gathered::GatheredEntries;
pub use grouping::{Content, Node};
pub use layout::{Layout, MapShape};
pub use svg_file::svg_file;
