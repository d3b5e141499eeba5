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
mod facts;
mod method;
mod modules;
mod paths;
mod read;
mod requirement;

pub use conditions::{Condition, Effect, When};
pub use facts::{CmdletTarget, Source, Table};
pub use method::Method;
pub use modules::{EntraCmdlet, ExchangeCmdlet, ExchangeRules, PnpCmdlet, TeamsRules};
pub use paths::PathTree;
pub use read::TableError;
pub use requirement::{Profile, Requirement};
