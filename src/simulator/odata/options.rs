//! The query options of a request.

use percent_encoding::percent_decode_str;

use super::super::refusal::Refusal;

/// What stands behind the `?`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::simulator) struct Options {
    /// `$filter`
    pub filter: Option<String>,
    /// `$search`
    pub search: Option<String>,
    /// `$select`, divided at commas.
    pub select: Option<Vec<String>>,
    /// `$expand`, divided at commas outside of parentheses.
    pub expand: Vec<String>,
    /// `$orderby`
    pub orderby: Option<String>,
    /// `$top`
    pub top: Option<usize>,
    /// `$count`
    pub count: bool,
    /// `$skiptoken`
    pub skiptoken: Option<String>,
    /// The options as they were sent, without the page token: what the address of the next page repeats.
    pub sent: String,
    /// Whether the request has the header `ConsistencyLevel: eventual`.
    pub eventual: bool,
}

impl Options {
    /// Reads the query part of a URI.
    pub(in crate::simulator) fn read(query: &str, eventual: bool) -> Result<Self, Refusal> {
        let mut options = Self { eventual, ..Self::default() };
        let mut sent = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name).to_ascii_lowercase();
            options.take(&name, decode(value))?;
            if name != "$skiptoken" {
                sent.push(pair);
            }
        }
        options.sent = sent.join("&");
        Ok(options)
    }

    /// Whether this is what Graph calls an advanced query.
    pub(in crate::simulator) fn advanced(&self) -> bool {
        self.eventual && self.count
    }

    fn take(&mut self, name: &str, value: String) -> Result<(), Refusal> {
        match name {
            "$filter" => self.filter = Some(value),
            "$search" => self.search = Some(value),
            "$select" => self.select = Some(commas(&value)),
            "$expand" => self.expand = commas(&value),
            "$orderby" => self.orderby = Some(value),
            "$skiptoken" => self.skiptoken = Some(value),
            "$count" => self.count = value == "true",
            "$top" => {
                let top = value.parse().ok().filter(|top| (1..=999).contains(top));
                self.top = Some(top.ok_or_else(|| {
                    Refusal::BadRequest("Invalid page size specified: must be between 1 and 999 inclusive.".into())
                })?);
            }
            _ if name.starts_with('$') => {
                return Err(Refusal::Malformed(format!("The query parameter '{name}' is not supported.")));
            }
            _ => {}
        }
        Ok(())
    }
}

/// Undoes the encoding of a query; a plus sign is a space, as Graph reads it.
fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

fn commas(list: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = list.split(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
