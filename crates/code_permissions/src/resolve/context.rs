//! What the requests of a script have in common.

use crate::json_text::read_json;
use crate::table::Table;
use crate::value::Value;

/// How many bytes of bodies are read, for all requests together.
const MAX_BODY_BYTES: usize = 4_000_000;

/// Reads bodies within a limit, and knows how the script connects.
pub(crate) struct Context<'t> {
    pub table: &'t Table,
    pub connects_to_compliance: bool,
    body_bytes: usize,
}

impl<'t> Context<'t> {
    /// A context for one script.
    pub fn new(table: &'t Table, connects_to_compliance: bool) -> Self {
        Self { table, connects_to_compliance, body_bytes: 0 }
    }

    /// A body as a record, from a record or from JSON.
    pub fn body(&mut self, body: &Value) -> Value {
        match body {
            Value::Text(texts) => {
                let Some(text) = texts.first() else { return Value::Unknown };
                self.body_bytes = self.body_bytes.saturating_add(text.len());
                if self.body_bytes > MAX_BODY_BYTES {
                    return Value::Unknown;
                }
                read_json(text).map(|node| node.value()).unwrap_or_default()
            }
            other => other.clone(),
        }
    }
}
