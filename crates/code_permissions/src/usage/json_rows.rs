//! Rows in JSON: an array of rows, an answer of `runHuntingQuery` (`schema`, `results`), or an answer of Log Analytics
//! (`tables` with `columns` and `rows`).
//!
//! The text is divided into rows, and each row is parsed alone before the next one is looked for, so that a large file is
//! never in memory as a tree or as a list of its parts.

use super::columns::{Cells, Column, SeenColumns, column};
use super::limits::{MAX_COLUMNS, MAX_JSON_ROW};
use super::log_error::LogError;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// What is read from a JSON text.
pub(super) struct JsonRows {
    /// Which columns the file has.
    pub columns: SeenColumns,
    /// Whether the answer says that it is partial.
    pub is_partial: bool,
}

/// Reads all rows. `add` takes the cells of each, `None` for a row that can't be read, and says whether to go on.
pub(super) fn read(
    text: &str,
    mut add: impl FnMut(Option<Cells<'_>>) -> ControlFlow<()>,
) -> Result<JsonRows, LogError> {
    let mut found = JsonRows { columns: SeenColumns::default(), is_partial: false };
    if text.starts_with('[') {
        objects(text, &mut found.columns, &mut add)?;
        return Ok(found);
    }
    let [error, results, value, tables] = members(text, ["error", "results", "value", "tables"])?;
    found.is_partial = error.is_some_and(|error| error.starts_with('{'));
    if let Some(rows) = results.or(value) {
        objects(rows, &mut found.columns, &mut add)?;
        return Ok(found);
    }
    let mut tables = elements(tables.ok_or(LogError::NoRows)?)?;
    let table = tables.next().ok_or(LogError::NoRows)??;
    arrays(table, &mut found.columns, &mut add)?;
    Ok(found)
}

/// Rows that are objects.
fn objects(
    text: &str,
    columns: &mut SeenColumns,
    add: &mut impl FnMut(Option<Cells<'_>>) -> ControlFlow<()>,
) -> Result<(), LogError> {
    let mut known: HashMap<String, Option<Column>> = HashMap::new();
    for row in elements(text)? {
        let cells = object(row?)?.map(|row| object_cells(row, &mut known, columns));
        if add(cells).is_break() {
            break;
        }
    }
    Ok(())
}

/// The cells of a row that is an object. `known` are the columns of the names that came before.
fn object_cells(
    mut row: Map<String, Value>,
    known: &mut HashMap<String, Option<Column>>,
    columns: &mut SeenColumns,
) -> Cells<'static> {
    // Graph PowerShell keeps the columns of a row in a property.
    if let Some(Value::Object(inner)) = row.remove("AdditionalProperties") {
        row = inner;
    }
    let mut cells = Cells::default();
    for (name, value) in row {
        let column = match known.get(&name) {
            Some(column) => *column,
            None => {
                let column = column(&name);
                if known.len() < MAX_COLUMNS {
                    known.insert(name, column);
                }
                column
            }
        };
        if let Some(column) = column {
            columns.add(column);
            cells.set(column, cell(value));
        }
    }
    cells
}

/// A table whose rows are arrays in the order of its columns.
fn arrays(
    text: &str,
    seen: &mut SeenColumns,
    add: &mut impl FnMut(Option<Cells<'_>>) -> ControlFlow<()>,
) -> Result<(), LogError> {
    let [columns, rows] = members(text, ["columns", "rows"])?;
    let named = |description: Result<&str, LogError>| {
        let description = object(description?)?.ok_or(LogError::DamagedJson)?;
        let is_name = |key: &str| key.eq_ignore_ascii_case("name") || key.eq_ignore_ascii_case("columnname");
        let name = description.iter().find(|(key, _)| is_name(key)).and_then(|(_, name)| name.as_str());
        Ok(name.and_then(column))
    };
    let columns = elements(columns.ok_or(LogError::NoRows)?)?.take(MAX_COLUMNS).map(named);
    let columns: Vec<Option<Column>> = columns.collect::<Result<_, LogError>>()?;
    columns.iter().flatten().for_each(|column| seen.add(*column));
    for row in elements(rows.ok_or(LogError::NoRows)?)? {
        let cells = array(row?)?.map(|row| {
            let mut cells = Cells::default();
            for (column, value) in columns.iter().zip(row) {
                if let Some(column) = column {
                    cells.set(*column, cell(value));
                }
            }
            cells
        });
        if add(cells).is_break() {
            break;
        }
    }
    Ok(())
}

/// Parses an object; `None` where it is damaged or too long to be a row. An error where the text isn't an object: nothing
/// after it is read.
fn object(text: &str) -> Result<Option<Map<String, Value>>, LogError> {
    match text.starts_with('{') {
        true if text.len() > MAX_JSON_ROW => Ok(None),
        true => Ok(serde_json::from_str(text).ok()),
        false => Err(LogError::DamagedJson),
    }
}

/// Parses an array, like [`object`].
fn array(text: &str) -> Result<Option<Vec<Value>>, LogError> {
    match text.starts_with('[') {
        true if text.len() > MAX_JSON_ROW => Ok(None),
        true => Ok(serde_json::from_str(text).ok()),
        false => Err(LogError::DamagedJson),
    }
}

fn cell(value: Value) -> Cow<'static, str> {
    match value {
        Value::String(text) => text.into(),
        Value::Number(number) => number.to_string().into(),
        _ => "".into(),
    }
}

/// The texts of the members of an object that have one of these names, compared without case. The first of each name.
fn members<'a, const N: usize>(text: &'a str, names: [&str; N]) -> Result<[Option<&'a str>; N], LogError> {
    let mut found = [None; N];
    for part in Parts::of(text, '{', '}')? {
        let part = part?;
        let (name, value) = member(part).ok_or(LogError::DamagedJson)?;
        if let Some(index) = names.iter().position(|wanted| wanted.eq_ignore_ascii_case(&name)) {
            found[index].get_or_insert(value);
        }
    }
    Ok(found)
}

/// The name of a member and the text of its value.
fn member(part: &str) -> Option<(String, &str)> {
    let (name, rest) = part.split_at_checked(string_end(part)?)?;
    let (_, value) = rest.split_once(':')?;
    Some((serde_json::from_str(name).ok()?, value.trim()))
}

/// The texts of the elements of an array.
fn elements(text: &str) -> Result<Parts<'_>, LogError> {
    Parts::of(text, '[', ']')
}

/// What is between two brackets, divided at its commas. Brackets and commas inside values and strings don't count.
struct Parts<'a> {
    /// What isn't divided yet; `None` after the last part.
    rest: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str, open: char, close: char) -> Result<Self, LogError> {
        let inner = text.trim().strip_prefix(open).and_then(|text| text.strip_suffix(close));
        inner.map(|inner| Self { rest: Some(inner) }).ok_or(LogError::DamagedJson)
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Result<&'a str, LogError>;

    /// The next part, without blanks around it. Nothing after a comma at the end. An error where a bracket or a string
    /// has no other end, and nothing after it.
    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        let (mut depth, mut is_string, mut is_escaped) = (0usize, false, false);
        for (index, byte) in rest.bytes().enumerate() {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if is_string => is_escaped = true,
                b'"' => is_string = !is_string,
                _ if is_string => {}
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return Some(Err(LogError::DamagedJson)),
                b'}' | b']' => depth -= 1,
                b',' if depth == 0 => {
                    self.rest = rest.get(index + 1..);
                    return Some(rest.get(..index).map(str::trim).ok_or(LogError::DamagedJson));
                }
                _ => {}
            }
        }
        if is_string || depth > 0 {
            return Some(Err(LogError::DamagedJson));
        }
        let last = rest.trim();
        (!last.is_empty()).then_some(Ok(last))
    }
}

/// Where the string at the start of a text ends.
fn string_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uris(text: &str) -> Result<Vec<String>, LogError> {
        let mut uris = Vec::new();
        read(text, |cells| {
            uris.push(cells.map_or("damaged".into(), |cells| cells.get(Column::RequestUri).to_owned()));
            ControlFlow::Continue(())
        })?;
        Ok(uris)
    }

    #[test]
    fn all_forms_give_the_same_rows() {
        let rows = r#"[{"RequestUri":"/a,]}\""},{"requesturi":"/b"}]"#;
        let expected = Ok(vec!["/a,]}\"".to_owned(), "/b".to_owned()]);
        assert_eq!(uris(rows), expected);
        assert_eq!(uris(&format!(r#"{{"schema":[],"results":{rows}}}"#)), expected);
        assert_eq!(uris(&format!(r#"{{"Schema":[{{"Name":"RequestUri"}}], "Results" : {rows} }}"#)), expected);
        let table = r#"{"tables":[{"name":"PrimaryResult","columns":[{"name":"X"},{"name":"RequestUri"}],
            "rows":[[1,"/a,]}\""],[null,"/b"]]}]}"#;
        assert_eq!(uris(table), expected);
        assert_eq!(uris(r#"[{"AdditionalProperties":{"RequestUri":"/a"}}]"#), Ok(vec!["/a".to_owned()]));
    }

    #[test]
    fn damaged_row_does_not_lose_the_others() {
        assert_eq!(uris(r#"[{"RequestUri":"/a"},{"RequestUri" "/b"}]"#), Ok(vec!["/a".into(), "damaged".into()]));
        assert_eq!(uris("[]"), Ok(Vec::new()));
    }

    #[test]
    fn part_that_is_no_row_ends_the_reading() {
        let commas = format!("[{}]", ",".repeat(1_000_000));
        assert_eq!(uris(&commas), Err(LogError::DamagedJson));
        assert_eq!(uris(r#"[{"RequestUri":"/a"},1,{"RequestUri":"/b"}]"#), Err(LogError::DamagedJson));
        let table =
            |columns: &str, rows: &str| uris(&format!(r#"{{"tables":[{{"columns":{columns},"rows":{rows}}}]}}"#));
        assert_eq!(table(r#"[{"name":"RequestUri"}]"#, &commas), Err(LogError::DamagedJson));
        assert_eq!(table(&commas, "[]"), Err(LogError::DamagedJson));
        assert_eq!(uris(&commas.replace('[', "{").replace(']', "}")), Err(LogError::DamagedJson));
        let mut seen = 0;
        let read = read("[{},{},{},,,,]", |_| {
            seen += 1;
            ControlFlow::Continue(())
        });
        assert_eq!((read.err(), seen), (Some(LogError::DamagedJson), 3));
    }

    #[test]
    fn comma_after_the_last_row_adds_no_row() {
        assert_eq!(uris(r#"[{"RequestUri":"/a"}, ]"#), Ok(vec!["/a".into()]));
    }

    #[test]
    fn row_longer_than_a_megabyte_is_unreadable() {
        let row = |length: usize| format!(r#"{{"RequestUri":"/a","X":[{}0]}}"#, "0,".repeat(length));
        let text = format!(r#"[{},{},{{"RequestUri":"/b"}}]"#, row(10), row(MAX_JSON_ROW / 2));
        assert_eq!(uris(&text), Ok(vec!["/a".into(), "damaged".into(), "/b".into()]));
        let zeros = format!("[{}0]", "0,".repeat(MAX_JSON_ROW / 2));
        let table = format!(r#"{{"tables":[{{"columns":[{{"name":"RequestUri"}}],"rows":[{zeros},["/b"]]}}]}}"#);
        assert_eq!(uris(&table), Ok(vec!["damaged".into(), "/b".into()]));
    }

    #[test]
    fn columns_after_the_last_that_is_read_are_left_out() {
        let table = |before: usize| {
            let columns = r#"{"name":"X"},"#.repeat(before);
            let row = "0,".repeat(before);
            uris(&format!(r#"{{"tables":[{{"columns":[{columns}{{"name":"RequestUri"}}],"rows":[[{row}"/a"]]}}]}}"#))
        };
        assert_eq!(table(MAX_COLUMNS - 1), Ok(vec!["/a".to_owned()]));
        assert_eq!(table(MAX_COLUMNS), Ok(vec![String::new()]));
    }

    #[test]
    fn text_that_is_not_rows_is_an_error() {
        assert_eq!(uris(r#"{"a":1}"#), Err(LogError::NoRows));
        assert_eq!(uris(r#"{"results":[{"#), Err(LogError::DamagedJson));
        assert_eq!(uris(r#"[{"a":"b]"#), Err(LogError::DamagedJson));
    }

    #[test]
    fn partial_answer_is_noticed() {
        let text = r#"{"results":[],"error":{"code":"PartialError"}}"#;
        assert!(read(text, |_| ControlFlow::Continue(())).is_ok_and(|found| found.is_partial));
    }
}
