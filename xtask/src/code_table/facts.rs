//! Values of the fact files, which are JSON.

use anyhow::{Context, Result};
use serde_json::{Map, Value};

pub(super) fn strings(value: &Value) -> Result<Vec<&str>> {
    match value {
        Value::Null => Ok(Vec::new()),
        other => array(other)?.iter().map(text).collect(),
    }
}

pub(super) fn numbers(value: &Value) -> Result<Vec<u64>> {
    array(value)?.iter().map(|number| number.as_u64().context("an index is a number")).collect()
}

pub(super) fn array(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().with_context(|| format!("not a list: {value}"))
}

pub(super) fn object(value: &Value) -> Result<&Map<String, Value>> {
    value.as_object().with_context(|| format!("not an object: {value}"))
}

pub(super) fn text(value: &Value) -> Result<&str> {
    value.as_str().with_context(|| format!("not a text: {value}"))
}
