//! Texts for the clipboard, written for where they are pasted.
//!
//! Names are chosen by people in the tenant. A list that is pasted into a spreadsheet must not become a formula, and a
//! value that is pasted into a terminal must not bring a second line. The type makes the caller choose the destination.
//! Files have their own writers: [`super::csv`], [`super::markdown`], [`super::script`].

use super::csv::guarded;

/// A text that may go to the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClipboardText(String);

impl ClipboardText {
    /// One value, such as an ID or an address: one line, with nothing hidden in it and nothing that a spreadsheet would
    /// calculate.
    pub fn value(text: &str) -> Self {
        Self(guarded(text))
    }

    /// A table for spreadsheets and mail: cells separated by tabs, rows by line ends.
    pub fn table(columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut text = columns.iter().map(|name| guarded(name)).collect::<Vec<_>>().join("\t");
        for row in rows {
            text.push('\n');
            text.push_str(&row.iter().map(|cell| guarded(cell)).collect::<Vec<_>>().join("\t"));
        }
        Self(text)
    }

    /// The same table with a last line that says something about all of it.
    pub fn with_note(self, note: &str) -> Self {
        Self(format!("{}\n{}", self.0, guarded(note)))
    }

    /// A text of several lines whose writer has escaped every name in it: commands, a script or Markdown.
    pub fn document(text: String) -> Self {
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile_names::HOSTILE_NAMES;

    const CALCULATED: &str = "=+-@＝＋－＠";

    fn begins_calculated(cell: &str) -> bool {
        cell.trim_start().starts_with(|c: char| CALCULATED.contains(c) || c.is_control())
    }

    #[test]
    fn a_hostile_name_stays_one_cell_that_no_spreadsheet_calculates() {
        for name in HOSTILE_NAMES {
            let rows = [vec![(*name).to_owned(), "Tier 0".to_owned(), (*name).to_owned()]];
            let copied = ClipboardText::table(&["Name", "Tier", "Permission"], rows);
            let lines: Vec<&str> = copied.as_str().split('\n').collect();
            assert_eq!(lines.len(), 2, "{name:?}");
            let cells: Vec<&str> = lines[1].split('\t').collect();
            assert_eq!(cells.len(), 3, "{name:?}");
            assert!(cells.iter().all(|cell| !begins_calculated(cell)), "{name:?}: {cells:?}");
        }
        let copied = ClipboardText::table(&["Name"], [vec!["=HYPERLINK(\"https://evil.example\")".to_owned()]]);
        assert_eq!(copied.as_str(), "Name\n'=HYPERLINK(\"https://evil.example\")");
    }

    #[test]
    fn a_hostile_value_is_one_line_without_anything_hidden() {
        for name in HOSTILE_NAMES {
            let value = ClipboardText::value(name);
            assert!(!value.as_str().chars().any(char::is_control) && !begins_calculated(value.as_str()), "{name:?}");
        }
        let id = "8097154c-b14f-4898-928c-16ca80e12dfd";
        assert_eq!(ClipboardText::value(id).as_str(), id);
    }
}
