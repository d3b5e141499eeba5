//! The response headers of each address, as data; `hosting` writes them in the form of each web host.
//!
//! Every document has every header, so a host that keeps only the most specific rule sends the same as one that merges.

use super::assets;
use super::policy::Policy;
use domain::cloud::Cloud;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a browser may keep of the documents: they are asked for again each time, because they name the other files.
const ALWAYS_ASK: &str = "no-cache";
const NEVER_CHANGES: &str = "public, max-age=31536000, immutable";
const STRICT_TRANSPORT: &str = "max-age=63072000; includeSubDomains; preload";
const NEVER_KEEP: &str = "no-store";
/// Everything a page can be allowed and this one does not need is off.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
     fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), \
     microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), \
     serial=(), usb=(), web-share=(), xr-spatial-tracking=(), clipboard-read=(), clipboard-write=(self)";

/// The headers of the addresses that match a pattern.
pub struct Rule {
    /// `/*` for everything, or the exception.
    pub pattern: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
}

impl Rule {
    /// Names that the general rule sets and this one does not.
    pub fn missing_names<'a>(&self, general: &'a Self) -> Vec<&'a str> {
        let own: BTreeSet<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        general.headers.iter().map(|(name, _)| *name).filter(|name| !own.contains(name)).collect()
    }
}

/// All rules, the general one first; a later one replaces it.
pub fn rules(index: &Policy, redirect: &Policy) -> Vec<Rule> {
    // Together they cut every tie to windows of other origins, and the page can see that it is so
    // (`crossOriginIsolated`).
    let isolation = [
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Embedder-Policy", "require-corp".to_owned()),
    ];
    let rule = |pattern: &str, policy: &Policy, cache: &str| Rule {
        pattern: pattern.to_owned(),
        headers: common(policy, cache),
    };
    let mut rules = vec![
        rule("/*", index, ALWAYS_ASK),
        // The page that Entra returns to must be able to reach the page that asked.
        // <https://learn.microsoft.com/entra/msal/javascript/browser/redirect-bridge>
        rule("/redirect.html", redirect, NEVER_KEEP),
    ];
    rules.iter_mut().take(1).for_each(|rule| rule.headers.extend(isolation.clone()));
    rules.push(Rule { pattern: format!("/{}/*", assets::FOLDER), headers: data(NEVER_CHANGES) });
    rules.push(Rule { pattern: "/config.json".to_owned(), headers: data(ALWAYS_ASK) });
    rules
}

/// What a file needs that is no document. What a script may do is said by the document that runs it; a file that is
/// opened by itself may do nothing. There are many such files, and headers are not compressed over HTTP/1.1.
fn data(cache: &str) -> Vec<(&'static str, String)> {
    [
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("Strict-Transport-Security", STRICT_TRANSPORT.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Cache-Control", cache.to_owned()),
    ]
    .into()
}

fn common(policy: &Policy, cache: &str) -> Vec<(&'static str, String)> {
    [
        ("Content-Security-Policy", policy.header()),
        ("Integrity-Policy", "blocked-destinations=(script)".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("Origin-Agent-Cluster", "?1".to_owned()),
        ("Permissions-Policy", PERMISSIONS.to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Strict-Transport-Security", STRICT_TRANSPORT.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("X-Frame-Options", "DENY".to_owned()),
        ("Cache-Control", cache.to_owned()),
    ]
    .into()
}

/// The headers of each address as Markdown, with a hash that stands for all.
pub fn table() -> String {
    let policy = |cloud| Policy { scripts: vec!["sha384-\u{2026}".to_owned()], cloud };
    let mut table = String::from("| address | header | value |\n| --- | --- | --- |\n");
    for rule in rules(&policy(Some(Cloud::Public)), &policy(None)) {
        for (name, value) in &rule.headers {
            // Writing to a String cannot fail.
            let _ = writeln!(table, "| `{}` | `{name}` | `{value}` |", rule.pattern);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_every_header_but_the_way_back_from_sign_in() {
        let policy = || Policy { scripts: Vec::new(), cloud: None };
        let names = |rule: &Rule| rule.headers.iter().map(|(name, _)| *name).collect::<std::collections::BTreeSet<_>>();
        let rules = rules(&policy(), &policy());
        assert_eq!(rules[1].pattern, "/redirect.html");
        let missing: Vec<_> = names(&rules[0]).difference(&names(&rules[1])).copied().collect();
        assert_eq!(missing, ["Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy"]);
    }

    #[test]
    fn a_file_that_is_no_document_may_do_nothing_by_itself_and_has_short_headers() {
        let policy = || Policy { scripts: Vec::new(), cloud: None };
        for rule in
            rules(&policy(), &policy()).iter().filter(|rule| !["/*", "/redirect.html"].contains(&&*rule.pattern))
        {
            let value = |name: &str| rule.headers.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str());
            assert_eq!(value("Content-Security-Policy"), Some("default-src 'none'; frame-ancestors 'none'"));
            assert_eq!(value("X-Content-Type-Options"), Some("nosniff"));
            assert_eq!(value("Cross-Origin-Resource-Policy"), Some("same-origin"));
            let length: usize = rule.headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
            assert!(length < 350, "{}: {length} bytes", rule.pattern);
        }
    }

    #[test]
    fn of_the_documents_only_the_return_from_sign_in_may_reach_the_page_that_opened_it() {
        let policy = || Policy { scripts: Vec::new(), cloud: None };
        let isolated = |rule: &Rule| rule.headers.iter().any(|(name, _)| *name == "Cross-Origin-Opener-Policy");
        let found: Vec<(String, bool)> =
            rules(&policy(), &policy()).iter().map(|rule| (rule.pattern.clone(), isolated(rule))).collect();
        let expected = [("/*", true), ("/redirect.html", false), ("/assets/*", false), ("/config.json", false)];
        assert_eq!(found, expected.map(|(pattern, isolated)| (pattern.to_owned(), isolated)));
    }
}
