//! Rows as text.

use super::Row;
use std::fmt::Write;

/// The rows below each other, with a mark at each that is not reached.
pub fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.what.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for row in rows {
        let reach = match row.reach {
            Some(reach) if !row.is_reached() => format!("  NOT REACHED: at most {reach}"),
            Some(reach) => format!("  at most {reach}"),
            None => String::new(),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:<width$}  {:>9} {}{reach}", row.what, row.value, row.unit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_is_not_reached_stands_out() {
        let row = |value| Row { what: "files".to_owned(), value, unit: "kB", reach: Some(10) };
        assert_eq!(
            table(&[row(10), row(11)]),
            "files         10 kB  at most 10\nfiles         11 kB  NOT REACHED: at most 10\n"
        );
    }
}
