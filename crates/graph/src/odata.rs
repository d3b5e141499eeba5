//! OData queries, written so that a value can never leave its place.
//!
//! <https://learn.microsoft.com/graph/query-parameters>

use std::fmt::Display;

use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::headers::CONSISTENCY_LEVEL;
use super::transport::Request;

/// Everything but letters, digits and what Graph's own links leave as it is. `$` stays, so that the names of the
/// options read as documented; it means nothing inside a value.
const IN_A_VALUE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'$').remove(b',').remove(b'/');

/// A GET request under construction.
#[derive(Clone, Debug)]
pub struct Get {
    path: String,
    options: Vec<(&'static str, String)>,
    eventual: bool,
}

impl Get {
    /// A request for this path, which begins with the version: `/v1.0/me`. It is made of constants and ids only.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), options: Vec::new(), eventual: false }
    }

    /// Asks for these properties only.
    pub fn select(self, properties: &[&str]) -> Self {
        self.option("$select", properties.join(","))
    }

    /// Asks for entries that satisfy a condition. Texts within it must have gone through [`literal`].
    pub fn filter(self, condition: String) -> Self {
        self.option("$filter", condition)
    }

    /// Asks for one related object to be sent along. Lists cannot be had this way: they end at twenty without a word.
    pub fn expand(self, property: &str) -> Self {
        self.option("$expand", property.to_owned())
    }

    /// Asks for pages of this length.
    pub fn top(self, length: u16) -> Self {
        self.option("$top", length.to_string())
    }

    /// Asks for entries of which each word of a text begins a word of this property. An advanced query.
    ///
    /// An ampersand separates words like any other sign, and the service is known to stumble over one however it is
    /// encoded, so a space takes its place.
    ///
    /// <https://learn.microsoft.com/graph/search-query-parameter>
    /// <https://developer.microsoft.com/graph/known-issues>
    pub fn search(self, property: &str, text: &str) -> Self {
        let text = text.replace('&', " ").replace('\\', "\\\\").replace('"', "\\\"");
        self.option("$search", format!("\"{property}:{text}\"")).advanced()
    }

    /// Makes it an advanced query, which some conditions need. Its answer may lag behind writes.
    ///
    /// <https://learn.microsoft.com/graph/aad-advanced-queries>
    pub fn advanced(mut self) -> Self {
        self.eventual = true;
        self.option("$count", "true".to_owned())
    }

    /// The finished request.
    pub fn request(self) -> Request {
        let mut uri = self.path;
        for (at, (name, value)) in self.options.iter().enumerate() {
            uri.push(if at == 0 { '?' } else { '&' });
            uri.push_str(name);
            uri.push('=');
            uri.extend(utf8_percent_encode(value, IN_A_VALUE));
        }
        let mut request = Request::new(Vec::new());
        *request.method_mut() = Method::GET;
        // Paths are constants and ids, values are encoded, so this is a URI; were it not, the request would go to `/`
        // and come back as an error instead of going somewhere else.
        *request.uri_mut() = uri.parse().unwrap_or_default();
        if self.eventual {
            let eventual = http::HeaderValue::from_static("eventual");
            request.headers_mut().insert(&CONSISTENCY_LEVEL, eventual);
        }
        request
    }

    fn option(mut self, name: &'static str, value: String) -> Self {
        self.options.push((name, value));
        self
    }
}

/// A text within a condition: in single quotes, those within it doubled.
pub fn literal(text: impl Display) -> String {
    format!("'{}'", text.to_string().replace('\'', "''"))
}

/// One page of a collection.
#[derive(Debug, Deserialize)]
pub struct Page<'a> {
    /// The entries, not yet read: one that cannot be read must not cost the others.
    #[serde(borrow)]
    pub value: Vec<&'a serde_json::value::RawValue>,
    /// Where the next page is, as the service wrote it.
    #[serde(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
}

/// The complete entries of a page whose text breaks off, as when the service runs into an error while it writes and ends
/// with an error object in the middle of an entry. The rest is missing, so that the list is not complete.
pub fn complete_entries(body: &[u8]) -> Vec<&serde_json::value::RawValue> {
    let Some(start) =
        std::str::from_utf8(body).ok().and_then(|text| Some(text.find("\"value\":[")? + "\"value\":[".len()))
    else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    let mut rest = &body[start..];
    loop {
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<&serde_json::value::RawValue>();
        let Some(Ok(entry)) = values.next() else { return entries };
        // What is no object is no entry; what follows an entry is a comma.
        if !entry.get().starts_with('{') {
            return entries;
        }
        entries.push(entry);
        let Some(next) = rest.get(values.byte_offset()..).and_then(|rest| rest.strip_prefix(b",")) else {
            return entries;
        };
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_place() {
        let check = |name: &str, encoded: &str| {
            let request =
                Get::new("/v1.0/servicePrincipals").filter(format!("displayName eq {}", literal(name))).request();
            let wanted = format!("/v1.0/servicePrincipals?$filter=displayName%20eq%20{encoded}");
            assert_eq!(request.uri().to_string(), wanted, "{name}");
        };
        check("lazy", "%27lazy%27");
        check("O'Brien", "%27O%27%27Brien%27");
        check("a&$top=1#b", "%27a%26$top%3D1%23b%27");
        check("100%+", "%27100%25%2B%27");
        check("\u{202e}\u{1f600}\r\n", "%27%E2%80%AE%F0%9F%98%80%0D%0A%27");
    }

    #[test]
    fn the_complete_entries_of_a_page_that_breaks_off_are_kept() {
        let kept = |body: &str| {
            complete_entries(body.as_bytes()).iter().map(|entry| entry.get().to_owned()).collect::<Vec<_>>()
        };
        let broken = r#"{"@odata.context":"x","value":[{"id":"a"},{"id":"b","subject":{"error":{"code":"x"}}"#;
        assert_eq!(kept(broken), [r#"{"id":"a"}"#]);
        assert_eq!(kept(r#"{"value":[{"id":"a"}{"error":{}}"#), [r#"{"id":"a"}"#]);
        for nothing in
            ["", "{", r#"{"value":["#, r#"{"value":[{"id":"#, r#"{"value":["a","#, r#"{"error":{"code":"x"}}"#]
        {
            assert!(kept(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn a_searched_text_cannot_leave_its_quotes() {
        let check = |text: &str, encoded: &str| {
            let request = Get::new("/v1.0/servicePrincipals").search("displayName", text).request();
            let wanted = format!("/v1.0/servicePrincipals?$search=%22displayName%3A{encoded}%22&$count=true");
            assert_eq!(request.uri().to_string(), wanted, "{text}");
        };
        check("lazy", "lazy");
        check("a\" OR \"b", "a%5C%22%20OR%20%5C%22b");
        check("a\\", "a%5C%5C");
        check("O'Brien & Sons #1", "O%27Brien%20%20%20Sons%20%231");
    }

    #[test]
    fn options_are_written_in_the_order_in_which_they_were_asked_for() {
        let request = Get::new("/v1.0/servicePrincipals").select(&["id", "appId"]).top(999).advanced().request();
        assert_eq!(request.uri().to_string(), "/v1.0/servicePrincipals?$select=id,appId&$top=999&$count=true");
        assert_eq!(request.headers()["consistencylevel"], "eventual");
        assert!(Get::new("/v1.0/me").request().headers().is_empty());
    }
}
