//! Paths of Azure Resource Manager: built from a template so that no value can leave its place.

use http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but letters, digits and what a part of a path may have as it is.
const IN_A_PART: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'(')
    .remove(b')')
    .remove(b'@')
    .remove(b'$');

/// Everything but letters, digits and what is safe in the value of an option.
const IN_A_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A path with the names in braces replaced, in their order. `{scope}` and `{id}` take several parts, of which none may be
/// empty or consist of dots; every other name takes one.
pub(super) fn fill(template: &str, values: &[&str]) -> Option<String> {
    let mut path = String::new();
    let mut values = values.iter();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        let (name, behind) = after.split_once('}')?;
        let value = values.next()?;
        match name {
            "scope" | "id" => path.push_str(&several(value)?),
            _ => path.push_str(&one(value)?),
        }
        rest = behind;
    }
    path.push_str(rest);
    values.next().is_none().then_some(path)
}

/// A scope or an ID, which begins with a slash; the scope of everything is empty.
fn several(value: &str) -> Option<String> {
    let value = value.strip_suffix('/').unwrap_or(value);
    if value.is_empty() {
        return Some(String::new());
    }
    let mut path = String::new();
    for part in value.strip_prefix('/')?.split('/') {
        path.push('/');
        path.push_str(&one(part)?);
    }
    Some(path)
}

fn one(part: &str) -> Option<String> {
    let is_name = !part.is_empty() && part.bytes().any(|byte| byte != b'.') && !part.chars().any(char::is_control);
    is_name.then(|| utf8_percent_encode(part, IN_A_PART).to_string())
}

/// The value of an option.
pub(super) fn encode_value(value: &str) -> String {
    utf8_percent_encode(value, IN_A_VALUE).to_string()
}

/// Whether a request may go to Azure Resource Manager: its address is relative, begins as the addresses of this program
/// do, names a version, and has nothing that a browser would resolve.
pub fn is_own_address(uri: &Uri) -> bool {
    let Some(path_and_query) = uri.path_and_query() else { return false };
    let relative = uri.scheme().is_none() && uri.authority().is_none();
    let known = ["/providers/", "/subscriptions/", "/subscriptions?"]
        .iter()
        .any(|start| path_and_query.as_str().starts_with(start));
    let parts = |path: &str| path.split('/').skip(1).all(|part| !part.is_empty() && !is_dots(part));
    // The address of an operation comes from the service, which orders its options as it likes.
    let versioned = uri.query().is_some_and(|query| query.split('&').any(|option| option.starts_with("api-version=")));
    relative && known && versioned && parts(uri.path()) && !path_and_query.as_str().contains('\\')
}

/// Whether a browser would resolve this part, in plain or encoded form.
fn is_dots(part: &str) -> bool {
    let plain = part.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUB: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001";

    #[test]
    fn value_cannot_leave_its_place() {
        let filled = |scope: &str| fill("{scope}/providers/x/{name}", &[scope, "n"]);
        assert_eq!(filled("/").as_deref(), Some("/providers/x/n"));
        assert_eq!(filled(SUB), Some(format!("{SUB}/providers/x/n")));
        let odd = format!("{SUB}/resourceGroups/a b?c#d%2fé");
        assert_eq!(filled(&odd), Some(format!("{SUB}/resourceGroups/a%20b%3Fc%23d%252f%C3%A9/providers/x/n")));
        for text in ["x", "https://evil.example", "//evil.example", "/a//b", "/a/../b", "/a/./b", "/a/\nb"] {
            assert_eq!(filled(text), None, "{text:?}");
        }
        assert_eq!(fill("/a/{name}", &["b/c"]).as_deref(), Some("/a/b%2Fc"));
        assert_eq!((fill("/a/{name}", &[]), fill("/a", &["b"])), (None, None));
    }

    #[test]
    fn only_addresses_of_this_program_are_its_own() {
        let own = |text: &str| text.parse::<Uri>().is_ok_and(|uri| is_own_address(&uri));
        assert!(own(crate::azure::ADDRESS));
        assert!(own(&format!("{SUB}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01")));
        for text in [
            "https://evil.example/providers/x?api-version=1",
            "//evil.example/providers/x?api-version=1",
            "/providers/../x?api-version=1",
            "/providers/%2e%2e/x?api-version=1",
            "/providers//x?api-version=1",
            "/providers/x",
            "/batch?api-version=1",
            "/v1.0/me?api-version=1",
        ] {
            assert!(!own(text), "{text}");
        }
    }
}
