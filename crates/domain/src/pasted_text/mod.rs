//! What a pasted text asks for: scripts, commands, configurations, tables and sentences with permissions in them.
//!
//! A text goes through one [lexer], which knows no language, and a [tree] of brackets and statements. What can be a
//! permission is then looked up in the tables of [known permissions](KnownPermissions), and its position says which API
//! has it, whether it is delegated, and whether it is wanted at all. What no table knows is no permission, unless it
//! has the form of one.
//!
//! Nothing is guessed. Where the text does not say which of several APIs is meant, that is a [`Question`].

mod api_names;
mod api_refs;
mod bindings;
mod characters;
mod evidence;
mod json;
mod known;
mod lexer;
mod lines;
mod mentions;
mod outcome;
mod reading;
mod roles_in_text;
mod shape;
mod statements;
mod tree;

pub use json::to_json;
pub use known::{KnownDirectoryRole, KnownPermissions};
pub use outcome::{MOST, PastedText, Question, SkippedText, TextSkipReason, WantedAppRole};
pub use reading::read;
