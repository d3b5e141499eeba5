//! The query options of a request.

use domain::sorted_set::SortedSet;

use percent_encoding::percent_decode_str;

use super::super::refusal::Refusal;

/// A navigation property to expand: `roleDefinition($select=id,displayName)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expansion {
    /// The name of the navigation property.
    pub name: String,
    /// The nested `$select`.
    pub select: Option<Vec<String>>,
    /// The nested `$expand`, of one property.
    pub expand: Option<String>,
}

/// The names of OData's options, which need their dollar sign in v1.0. Without it they are not options, and the service
/// ignores them as it ignores every parameter that it does not know.
const OPTIONS: [&str; 9] = ["filter", "search", "select", "expand", "orderby", "top", "skip", "count", "skiptoken"];

/// What is behind the `?`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// `$filter`
    pub filter: Option<String>,
    /// `$search`
    pub search: Option<String>,
    /// `$select`, divided at commas.
    pub select: Option<Vec<String>>,
    /// `$expand`
    pub expand: Vec<Expansion>,
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
    pub(crate) fn read(query: &str, eventual: bool) -> Result<Self, Refusal> {
        let mut options = Self { eventual, ..Self::default() };
        let mut sent = Vec::new();
        let mut seen = SortedSet::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name).to_ascii_lowercase();
            if name.starts_with('$') && !seen.insert(name.clone()) {
                return Err(Refusal::Malformed(format!(
                    "Query option '{name}' was specified more than once, but it must be specified at most once."
                )));
            }
            options.take(&name, decode(value))?;
            if name != "$skiptoken" {
                sent.push(pair);
            }
        }
        options.sent = sent.join("&");
        Ok(options)
    }

    /// Whether this is what Graph calls an advanced query.
    pub(crate) fn advanced(&self) -> bool {
        self.eventual && self.count
    }

    fn take(&mut self, name: &str, value: String) -> Result<(), Refusal> {
        match name {
            "$filter" => self.filter = Some(value),
            "$search" => self.search = Some(value),
            "$select" => self.select = Some(commas(&value)),
            "$expand" => self.expand = commas(&value).iter().map(|it| expansion(it)).collect::<Result<_, _>>()?,
            "$orderby" => self.orderby = Some(value),
            "$skiptoken" => self.skiptoken = Some(value),
            "$count" => {
                self.count = match value.as_str() {
                    "true" => true,
                    "false" => false,
                    _ => {
                        return Err(Refusal::Malformed(format!(
                            "Invalid value '{value}' for $count query option found. Valid values are 'true' and 'false'."
                        )));
                    }
                }
            }
            "$top" => {
                self.top = Some(value.parse().map_err(|_| {
                    Refusal::Malformed(format!(
                        "Invalid value '{value}' for $top query option found. The $top query option requires a non-negative integer value."
                    ))
                })?);
            }
            "$skip" => return Err(Refusal::BadRequest("'$skip' is not supported by the service.".into())),
            _ if OPTIONS.contains(&name) => {
                return Err(Refusal::NotImplemented(format!("the query parameter '{name}' without a dollar sign")));
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

/// Directory objects take `$select` inside of `$expand`, and nothing else; policies take a nested `$expand` as well.
///
/// <https://learn.microsoft.com/graph/query-parameters#expand-parameter>
fn expansion(text: &str) -> Result<Expansion, Refusal> {
    let Some((name, nested)) = text.split_once('(') else {
        return Ok(Expansion { name: text.to_owned(), select: None, expand: None });
    };
    let malformed = || Refusal::Malformed(format!("Parsing OData Select and Expand failed: Syntax error in '{text}'."));
    let nested = nested.strip_suffix(')').ok_or_else(malformed)?;
    if let Some(further) = nested.trim().strip_prefix("$expand=").filter(|name| !name.contains([';', '$', '(', ','])) {
        return Ok(Expansion { name: name.trim().to_owned(), select: None, expand: Some(further.trim().to_owned()) });
    }
    let names = nested.trim().strip_prefix("$select=").filter(|names| !names.contains([';', '$', '(']));
    let names = names.ok_or_else(|| {
        Refusal::UnsupportedQuery(format!("Only $select is supported inside of $expand, not '{nested}'."))
    })?;
    Ok(Expansion { name: name.trim().to_owned(), select: Some(commas(names)), expand: None })
}
