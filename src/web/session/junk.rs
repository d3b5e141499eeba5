//! Which entries of the tab's storage cannot have been written by the sign-in library or by this page.
//!
//! The library reads its entries without asking whether they are what it wrote, and one that it cannot read keeps every
//! later sign-in of the tab from ending, reloads included. So what it would trip over is recognized before it starts.
//! Entries of other pages are none of this page's business.
//!
//! The forms are those of `@azure/msal-browser` 5: lists of keys, and tokens and accounts as JSON.

use domain::json_reader::Json;

/// What every entry of the sign-in library begins with.
pub const OF_THE_LIBRARY: &str = "msal.";
/// What every entry of this page begins with.
const OF_THIS_PAGE: &str = "bestow.";

/// The longest entry that the library writes, in characters, and more. A token has some thousand.
const LONGEST: usize = 200_000;
/// The longest entry that this page writes, and more: a selection of some thousand permissions.
const LONGEST_OF_THIS_PAGE: usize = 1 << 20;

/// Fields of a token or an account that are texts wherever they are.
const TEXTS: [&str; 9] = [
    "homeAccountId",
    "environment",
    "realm",
    "localAccountId",
    "username",
    "clientId",
    "credentialType",
    "secret",
    "target",
];

/// Whether the entry is none that the library or this page wrote.
pub fn is_junk(key: &str, value: &str) -> bool {
    if let Some(name) = key.strip_prefix(OF_THE_LIBRARY) {
        value.len() > LONGEST || is_unreadable(name, value)
    } else {
        key.starts_with(OF_THIS_PAGE) && value.len() > LONGEST_OF_THIS_PAGE
    }
}

/// `name` is the key without the prefix of the library.
fn is_unreadable(name: &str, value: &str) -> bool {
    // The first part is the version of the form, where there is one.
    let form = name.trim_start_matches(|digit: char| digit.is_ascii_digit());
    if form.starts_with('|') {
        return object(value).is_none_or(|entry| !is_token_or_account(&entry));
    }
    match form.trim_start_matches('.') {
        "account.keys" => !is_list_of_keys(Json::read(value).ok().as_ref()),
        form if form.starts_with("token.keys") => object(value).is_none_or(|keys| {
            let lists = ["idToken", "accessToken", "refreshToken"];
            !lists.iter().all(|list| is_list_of_keys(keys.get(list)))
        }),
        "interaction.status" => object(value).is_none(),
        _ => false,
    }
}

fn is_token_or_account(entry: &Json) -> bool {
    let is_text = |name: &str| entry.get(name).is_some_and(|value| value.as_text().is_some());
    let texts = TEXTS.iter().all(|name| entry.get(name).is_none_or(|it| it.as_text().is_some() || *it == Json::Null));
    let whole = if entry.get("credentialType").is_some() {
        is_text("credentialType") && is_text("secret")
    } else {
        is_text("localAccountId") && is_text("realm") && is_text("username")
    };
    texts && whole && is_text("homeAccountId") && is_text("environment")
}

fn is_list_of_keys(value: Option<&Json>) -> bool {
    value.and_then(Json::as_list).is_some_and(|keys| keys.iter().all(|key| key.as_text().is_some()))
}

fn object(value: &str) -> Option<Json> {
    Json::read(value).ok().filter(Json::is_object)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: &str = "4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c01";

    #[test]
    fn what_the_library_writes_is_no_junk() {
        let token_keys = format!("msal.3.token.keys.{CLIENT}");
        let account = r#"{"homeAccountId":"a.b","environment":"login.microsoftonline.com","realm":"b","localAccountId":"a","username":"ada@halden.example","authorityType":"MSSTS","name":"Ada","tenantProfiles":[],"lastUpdatedAt":"1"}"#;
        let token = r#"{"homeAccountId":"a.b","credentialType":"AccessToken","secret":"x","cachedAt":"1","expiresOn":"2","environment":"login.microsoftonline.com","clientId":"c","realm":"b","target":"User.Read","tokenType":"Bearer"}"#;
        for (key, value) in [
            ("msal.version", "5.29.0"),
            ("msal.3.account.keys", r#"["msal.3|a.b|login.microsoftonline.com|b"]"#),
            (&token_keys, r#"{"idToken":["x"],"accessToken":[],"refreshToken":["y"]}"#),
            ("msal.3|a.b|login.microsoftonline.com|b", account),
            ("msal.3|a.b|login.microsoftonline.com|accesstoken|c|b|user.read||", token),
            ("msal.interaction.status", r#"{"clientId":"c","type":"signin"}"#),
            ("msal.c.request.params", "eyJhIjoxfQ=="),
            ("bestow.chosen", "t p"),
            ("of-another-page", "{"),
        ] {
            assert!(!is_junk(key, value), "{key}: {value}");
        }
    }

    #[test]
    fn entry_that_would_stop_the_library_is_junk() {
        let token_keys = format!("msal.3.token.keys.{CLIENT}");
        for (key, value) in [
            ("msal.3.account.keys", "{"),
            ("msal.3.account.keys", "{}"),
            ("msal.3.account.keys", "[1]"),
            ("msal.3.account.keys", ""),
            ("msal.account.keys", "null"),
            ("msal.2.account.keys", "\"x\""),
            (&token_keys, "[]"),
            (&token_keys, r#"{"idToken":1,"accessToken":[],"refreshToken":[]}"#),
            (&token_keys, "\u{0}\u{ffff}"),
            ("msal.3|a.b|login.microsoftonline.com|b", "null"),
            ("msal.3|a.b|login.microsoftonline.com|b", r#"{"homeAccountId":"a.b","environment":"e"}"#),
            ("msal.3|a.b|login.microsoftonline.com|b", r#"{"homeAccountId":1,"environment":"e"}"#),
            ("msal.interaction.status", "signin"),
        ] {
            assert!(is_junk(key, value), "{key}: {value}");
        }
        assert!(is_junk("msal.anything", &"x".repeat(LONGEST + 1)));
        assert!(is_junk("bestow.chosen", &"x".repeat(LONGEST_OF_THIS_PAGE + 1)));
        assert!(!is_junk("of-another-page", &"x".repeat(LONGEST_OF_THIS_PAGE + 1)));
    }
}
