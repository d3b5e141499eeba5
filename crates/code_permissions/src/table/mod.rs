//! The facts: which permissions a request, a cmdlet or a command needs.
//!
//! The table is a text of lines, fetched on demand and read once. Lines before the first section are comments (`#`),
//! `date YYYY-MM-DD` and `source KEY|NAME|VERSION|LICENSE`. Then, by section:
//!
//! - `[permissions]`: `NAME LEVEL`, Microsoft's privilege level from 1 to 5, 0 where unknown.
//! - `[profiles]`: `ALTERNATIVES|OTHERS|RESOURCE-SPECIFIC`. Numbers are indexes of permissions in base 36. Alternatives
//!   are separated by commas, permissions that are needed together by `+`; the other lists hold differences.
//! - `[paths]`: `SHARED` (one digit: segments in common with the line before), the other segments with an empty one for
//!   a key, a tab, `METHOD PROFILE .FLAGS` separated by commas, a tab, cmdlets. Methods are `g` GET, `p` POST, `a` PATCH,
//!   `u` PUT, `d` DELETE. A cmdlet is `VERB!` if the verb isn't Get, New, Update, Set or Remove, `SHARED` (one digit:
//!   bytes in common with the noun before), the rest of the noun, and its methods after `:` (in v1.0 and beta), `=`
//!   (in v1.0) or `~` (in beta).
//! - `[conditions]`: one JSON object a line, see [`Condition`].
//! - `[entra]`, `[azuread]`, `[pnp]`, `[exchange]`, `[teams]`: cmdlets of other modules, names front-coded.

mod conditions;
mod graph;
mod modules;
mod read;

pub use conditions::{Condition, Effect, When};
pub use graph::{Method, PathTree, Profile, Requirement};
pub use modules::{EntraCmdlet, ExchangeCmdlet, ExchangeRules, PnpCmdlet, TeamsRules};

use std::collections::HashMap;
use std::fmt;

/// Where facts were taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// One letter.
    pub key: String,
    /// Repository and folder, or package.
    pub name: String,
    /// Commit and date.
    pub version: String,
    /// The license of the source.
    pub license: String,
}

/// A path and a method that a cmdlet sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CmdletTarget {
    /// The method.
    pub method: Method,
    /// The template, such as `/users/{}`.
    pub path: Box<str>,
    /// Whether v1.0 has it.
    pub v1: bool,
}

/// All facts, for lookups by path, by cmdlet and by condition.
#[derive(Debug, Default)]
pub struct Table {
    /// The day on which the facts were collected.
    pub date: String,
    /// What they were collected from.
    pub sources: Vec<Source>,
    /// Paths of Microsoft Graph with what each method needs.
    pub paths: PathTree,
    /// Conditions under which a request needs something else.
    pub conditions: Vec<Condition>,
    pub(crate) permissions: Vec<(Box<str>, u8)>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) cmdlets: HashMap<Box<str>, Vec<CmdletTarget>>,
    pub(crate) entra: HashMap<Box<str>, EntraCmdlet>,
    pub(crate) azure_ad: HashMap<Box<str>, Box<str>>,
    pub(crate) pnp: HashMap<Box<str>, PnpCmdlet>,
    pub(crate) exchange: ExchangeRules,
    pub(crate) teams: TeamsRules,
    pub(crate) levels: HashMap<Box<str>, u8>,
}

/// Why a text is no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// The bytes are not UTF-8.
    NotText,
    /// A section that the table must have is not there.
    MissingSection(&'static str),
    /// A line can't be read; its number, from 1.
    Line(usize),
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => write!(f, "The table isn't UTF-8 text."),
            Self::MissingSection(name) => write!(f, "The table has no section [{name}]."),
            Self::Line(number) => write!(f, "Line {number} of the table can't be read."),
        }
    }
}

impl std::error::Error for TableError {}

impl Table {
    /// Reads the table from the bytes of its file.
    ///
    /// # Errors
    ///
    /// When the bytes are no text, when a section is missing, and when a line doesn't have the form described above.
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        read::read(bytes)
    }

    /// What a method needs at a path template, or at a concrete path below `/v1.0` or `/beta`.
    ///
    /// Keys may be written as in a request (`/users/00000000-…`, `/users('…')`) or as `{}`.
    pub fn requirement(&self, method: Method, path: &str) -> Option<Requirement<'_>> {
        let found = self.paths.find(path, Some(method))?;
        self.requirement_at(method, &found)
    }

    /// What a method needs at the template that [`PathTree::find`] answered.
    pub fn requirement_at(&self, method: Method, template: &str) -> Option<Requirement<'_>> {
        let entry = self.paths.entry(template, method)?;
        let profile = self.profiles.get(entry.profile as usize)?;
        Some(Requirement { table: self, profile, flags: &entry.flags })
    }

    /// The requests that a Graph PowerShell cmdlet sends. The name is compared without case.
    pub fn cmdlet(&self, name: &str) -> Option<&[CmdletTarget]> {
        self.cmdlets.get(name.to_ascii_lowercase().as_str()).map(Vec::as_slice)
    }

    /// Microsoft's privilege level of a Graph application permission, 1 (least) to 5; 3 where unknown.
    pub fn privilege(&self, permission: &str) -> u8 {
        match self.levels.get(permission) {
            Some(0) | None => 3,
            Some(level) => *level,
        }
    }

    pub(crate) fn permission(&self, index: u16) -> &str {
        self.permissions.get(index as usize).map_or("", |(name, _)| name)
    }
}
