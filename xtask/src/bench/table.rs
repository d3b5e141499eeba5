//! Figures as text for a terminal.

use super::figures::{Row, Section};
use std::fmt::Write;

/// The sections below each other, with a mark at each figure that is not reached.
pub fn table(sections: &[Section]) -> String {
    let rows = sections.iter().flat_map(|section| &section.rows);
    let width = rows.map(|row| row.what.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for section in sections {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\n{}", section.heading);
        for row in &section.rows {
            let _ = writeln!(text, "  {:<width$}  {:>9} {}{}", row.what, row.value, row.unit, goal(row));
        }
    }
    text
}

fn goal(row: &Row) -> String {
    match row.reach {
        Some(reach) if !row.is_reached() => format!("  NOT REACHED: at most {reach}"),
        Some(reach) => format!("  at most {reach}"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_is_not_reached_stands_out() {
        let row = |value| Row::new("files", value, "kB").reach(10);
        let section = Section { heading: "Sizes", how: "", rows: vec![row(10), row(11)] };
        assert_eq!(
            table(&[section]),
            "\nSizes\n  files         10 kB  at most 10\n  files         11 kB  NOT REACHED: at most 10\n"
        );
    }
}
