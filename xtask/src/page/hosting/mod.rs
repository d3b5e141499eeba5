//! The header rules in the form of each web host: Azure Static Web Apps, Cloudflare Pages, nginx, Apache, Caddy, IIS, and a
//! container with nginx.

mod apache;
mod caddy;
mod container;
mod iis;
#[cfg(test)]
mod read_back;

use super::headers::Rule;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The names of the files that `files` writes. Hosts read them; browsers don't.
pub const FILES: [&str; 8] = [
    "staticwebapp.config.json",
    "_headers",
    "nginx.conf",
    "apache.conf",
    "Caddyfile",
    "web.config",
    "Containerfile",
    container::CONFIGURATION,
];

/// The name and content of each host's file.
pub fn files(rules: &[Rule]) -> Vec<(&'static str, String)> {
    let contents = [
        static_web_apps(rules),
        cloudflare(rules),
        nginx(rules),
        apache::file(rules),
        caddy::file(rules),
        iis::file(rules),
        container::containerfile(),
        container::configuration(),
    ];
    FILES.into_iter().zip(contents).collect()
}

/// A route's headers are added to the global ones; an empty value takes one away.
/// <https://learn.microsoft.com/azure/static-web-apps/configuration#global-headers>
fn static_web_apps(rules: &[Rule]) -> String {
    let Some((general, exceptions)) = rules.split_first() else { return String::new() };
    let routes: Vec<Value> = exceptions
        .iter()
        .map(|rule| {
            let removed = rule.missing_names(general).into_iter().map(|name| (name.to_owned(), Value::from("")));
            let headers: Map<String, Value> = object(rule).into_iter().chain(removed).collect();
            json!({ "route": rule.pattern, "headers": headers })
        })
        .collect();
    let config = json!({
        "routes": routes,
        "globalHeaders": object(general),
        "mimeTypes": { ".wasm": "application/wasm" },
    });
    format!("{config:#}\n")
}

/// Headers of several matching rules are joined, so an exception first detaches what it replaces. Pages redirects a
/// document to its address without `.html`, so an exception for a document is written for both addresses.
/// <https://developers.cloudflare.com/pages/configuration/headers/>
/// <https://developers.cloudflare.com/pages/configuration/serving-pages/#route-matching>
fn cloudflare(rules: &[Rule]) -> String {
    let mut text = String::new();
    for (position, rule) in rules.iter().enumerate() {
        for pattern in std::iter::once(rule.pattern.as_str()).chain(rule.pattern.strip_suffix(".html")) {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(text, "{pattern}");
            if position > 0 {
                for (name, _) in &rules[0].headers {
                    let _ = writeln!(text, "  ! {name}");
                }
            }
            for (name, value) in &rule.headers {
                let _ = writeln!(text, "  {name}: {value}");
            }
            text.push('\n');
        }
    }
    text
}

/// `add_header` in a location replaces those outside it.
/// <https://nginx.org/en/docs/http/ngx_http_headers_module.html>
fn nginx(rules: &[Rule]) -> String {
    let mut text = String::from(
        "# Include this in the server block that serves the folder.\n\
         # The compressed files beside each file are used when the server has the modules for them:\n\
         # gzip_static on; brotli_static on;\n\n",
    );
    for rule in rules {
        let location = match rule.pattern.strip_suffix('*') {
            Some(prefix) => prefix.to_owned(),
            None => format!("= {}", rule.pattern),
        };
        let _ = writeln!(text, "location {location} {{");
        for (name, value) in &rule.headers {
            let _ = writeln!(text, "  add_header {name} \"{value}\" always;");
        }
        text.push_str("}\n");
    }
    text
}

fn object(rule: &Rule) -> Map<String, Value> {
    rule.headers.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> [Rule; 2] {
        let rule = |pattern: &str, headers: &[(&'static str, &str)]| Rule {
            pattern: pattern.to_owned(),
            headers: headers.iter().map(|&(name, value)| (name, value.to_owned())).collect(),
        };
        [rule("/*", &[("A", "general"), ("B", "general")]), rule("/redirect.html", &[("A", "special")])]
    }

    #[test]
    fn an_exception_replaces_and_removes_on_static_web_apps() {
        let config: Value = serde_json::from_str(&static_web_apps(&rules())).unwrap();
        assert_eq!(config["globalHeaders"], json!({ "A": "general", "B": "general" }));
        assert_eq!(config["routes"], json!([{ "route": "/redirect.html", "headers": { "A": "special", "B": "" } }]));
    }

    #[test]
    fn an_exception_detaches_what_is_general_on_cloudflare() {
        let special = |pattern: &str| format!("{pattern}\n  ! A\n  ! B\n  A: special\n\n");
        let expected =
            ["/*\n  A: general\n  B: general\n\n", &special("/redirect.html"), &special("/redirect")].concat();
        assert_eq!(cloudflare(&rules()), expected);
    }

    #[test]
    fn an_exception_is_a_location_of_its_own_on_nginx() {
        let text = nginx(&rules());
        assert!(text.contains("location / {\n  add_header A \"general\" always;"));
        assert!(text.ends_with("location = /redirect.html {\n  add_header A \"special\" always;\n}\n"));
    }
}
