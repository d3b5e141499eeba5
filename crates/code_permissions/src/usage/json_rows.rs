//! Rows in JSON: an array of rows, an answer of `runHuntingQuery` (`schema`, `results`), or an answer of Log Analytics
//! (`tables` with `columns` and `rows`).
//!
//! The text is divided into rows first and each row is parsed alone, so that a large file is never in memory as a tree.

use super::columns::{Cells, Column, SeenColumns, column};
use super::log::LogError;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// What is read from a JSON text.
pub(super) struct JsonRows {
    /// Which columns the file has.
    pub columns: SeenColumns,
    /// Whether the answer says that it is partial.
    pub is_partial: bool,
}

/// Reads all rows. `add` takes the cells of each; `None` for a row that can't be read.
pub(super) fn read(text: &str, mut add: impl FnMut(Option<Cells<'_>>)) -> Result<JsonRows, LogError> {
    let mut found = JsonRows { columns: SeenColumns::default(), is_partial: false };
    if text.starts_with('[') {
        objects(text, &mut found.columns, &mut add)?;
        return Ok(found);
    }
    let members = members(text).ok_or(LogError::DamagedJson)?;
    found.is_partial = member(&members, "error").is_some_and(|error| error.starts_with('{'));
    if let Some(results) = member(&members, "results").or_else(|| member(&members, "value")) {
        objects(results, &mut found.columns, &mut add)?;
        return Ok(found);
    }
    let tables = member(&members, "tables").ok_or(LogError::NoRows)?;
    let tables = elements(tables).ok_or(LogError::DamagedJson)?;
    let table = tables.first().ok_or(LogError::NoRows)?;
    arrays(table, &mut found.columns, &mut add)?;
    Ok(found)
}

/// Rows that are objects.
fn objects(text: &str, columns: &mut SeenColumns, add: &mut impl FnMut(Option<Cells<'_>>)) -> Result<(), LogError> {
    let mut known: HashMap<String, Option<Column>> = HashMap::new();
    for row in elements(text).ok_or(LogError::DamagedJson)? {
        let Ok(mut row) = serde_json::from_str::<Map<String, Value>>(row) else {
            add(None);
            continue;
        };
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
                    known.insert(name, column);
                    column
                }
            };
            if let Some(column) = column {
                columns.add(column);
                cells.set(column, cell(value));
            }
        }
        add(Some(cells));
    }
    Ok(())
}

/// A table whose rows are arrays in the order of its columns.
fn arrays(text: &str, seen: &mut SeenColumns, add: &mut impl FnMut(Option<Cells<'_>>)) -> Result<(), LogError> {
    let members = members(text).ok_or(LogError::DamagedJson)?;
    let columns = member(&members, "columns").ok_or(LogError::NoRows)?;
    let columns: Vec<Map<String, Value>> = serde_json::from_str(columns).map_err(|_| LogError::DamagedJson)?;
    let named = |description: &Map<String, Value>| {
        let is_name = |key: &&String| key.eq_ignore_ascii_case("name") || key.eq_ignore_ascii_case("columnname");
        let key = description.keys().find(is_name)?;
        column(description.get(key)?.as_str()?)
    };
    let columns: Vec<Option<Column>> = columns.iter().map(named).collect();
    columns.iter().flatten().for_each(|column| seen.add(*column));
    for row in elements(member(&members, "rows").ok_or(LogError::NoRows)?).ok_or(LogError::DamagedJson)? {
        let Ok(row) = serde_json::from_str::<Vec<Value>>(row) else {
            add(None);
            continue;
        };
        let mut cells = Cells::default();
        for (column, value) in columns.iter().zip(row) {
            if let Some(column) = column {
                cells.set(*column, cell(value));
            }
        }
        add(Some(cells));
    }
    Ok(())
}

fn cell(value: Value) -> Cow<'static, str> {
    match value {
        Value::String(text) => text.into(),
        Value::Number(number) => number.to_string().into(),
        _ => "".into(),
    }
}

/// A member by its name, compared without case.
fn member<'a>(members: &[(String, &'a str)], name: &str) -> Option<&'a str> {
    members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}

/// The members of an object: name and text of the value.
fn members(text: &str) -> Option<Vec<(String, &str)>> {
    let parts = divide(text, '{', '}')?;
    let member = |part: &'_ str| -> Option<(String, usize)> {
        let end = string_end(part)?;
        let name = serde_json::from_str(part.get(..end)?).ok()?;
        let colon = part.get(end..)?.find(':')?;
        Some((name, end + colon + 1))
    };
    parts.into_iter().map(|part| member(part).map(|(name, start)| (name, part[start..].trim()))).collect()
}

/// The texts of the elements of an array.
fn elements(text: &str) -> Option<Vec<&str>> {
    divide(text, '[', ']')
}

/// Divides what is between two brackets at its commas. Brackets and commas inside values and strings don't count.
fn divide(text: &str, open: char, close: char) -> Option<Vec<&str>> {
    let inner = text.trim().strip_prefix(open)?.strip_suffix(close)?;
    let mut parts = Vec::new();
    let (mut depth, mut start, mut is_string, mut is_escaped) = (0usize, 0, false, false);
    for (index, byte) in inner.bytes().enumerate() {
        if is_string {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b',' if depth == 0 => {
                parts.push(inner.get(start..index)?.trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    if is_string || depth > 0 {
        return None;
    }
    let last = inner.get(start..)?.trim();
    if !last.is_empty() || !parts.is_empty() {
        parts.push(last);
    }
    Some(parts)
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
            uris.push(cells.map_or("damaged".into(), |cells| cells.get(Column::RequestUri).to_owned()))
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
    fn text_that_is_not_rows_is_an_error() {
        assert_eq!(uris(r#"{"a":1}"#), Err(LogError::NoRows));
        assert_eq!(uris(r#"{"results":[{"#), Err(LogError::DamagedJson));
        assert_eq!(uris(r#"[{"a":"b]"#), Err(LogError::DamagedJson));
    }

    #[test]
    fn partial_answer_is_noticed() {
        let text = r#"{"results":[],"error":{"code":"PartialError"}}"#;
        assert!(read(text, |_| ()).is_ok_and(|found| found.is_partial));
    }
}
