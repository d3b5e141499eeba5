//! The table of delegated permissions: in which registration each is, and whether it can change something.

use graph::registration::{EXTRAS, operator, reader};
use std::fmt::Write;

/// A row for each permission of Microsoft Graph.
pub fn table() -> String {
    let reader = reader().scopes;
    let mut table = String::from(
        "| delegated permission of Microsoft Graph | ID | Bestow (reader) | Bestow (changes) |\n| --- | --- | --- | --- |\n",
    );
    for scope in operator().scopes {
        let in_reader = if reader.contains(&scope) { "yes" } else { "no" };
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| `{scope}` | `{}` | {in_reader} | yes |", scope.id());
    }
    for extra in EXTRAS {
        let (scope, option) = (extra.scope, extra.option);
        let _ = writeln!(table, "| `{scope}` | `{}` | no | only with `--{option}` |", scope.id());
    }
    table
}
