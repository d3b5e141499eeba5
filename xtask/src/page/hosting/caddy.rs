//! Caddy 2.

use super::super::headers::Rule;
use std::fmt::Write;

const BEFORE: &str = "\
# Serves this folder with Caddy, which gets a certificate for the host name by itself:
#   BESTOW_ADDRESS=bestow.example.com caddy run --config Caddyfile
# Or import this file from your own Caddyfile. BESTOW_ROOT is the folder, if it isn't the working directory.

{$BESTOW_ADDRESS:localhost} {
\troot * {$BESTOW_ROOT:.}
\tfile_server {
\t\tprecompressed br gzip
\t}
";

/// Every rule has a matcher of its own, and the general one excludes the others: Caddy would apply all that match.
/// <https://caddyserver.com/docs/caddyfile/directives/header>
pub fn file(rules: &[Rule]) -> String {
    let mut text = String::from(BEFORE);
    let exceptions: Vec<&str> = rules.iter().skip(1).map(|rule| rule.pattern.as_str()).collect();
    for (position, rule) in rules.iter().enumerate() {
        let (name, paths) = match position {
            0 => ("general".to_owned(), format!("not path {}", exceptions.join(" "))),
            _ => (name(&rule.pattern), format!("path {}", rule.pattern)),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\n\t@{name} {paths}\n\theader @{name} {{");
        for (name, value) in &rule.headers {
            let _ = writeln!(text, "\t\t{name} \"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
        }
        text.push_str("\t}\n");
    }
    text.push_str("}\n");
    text
}

/// A name for the matcher of a pattern: its letters.
fn name(pattern: &str) -> String {
    pattern.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_rule_leaves_the_exceptions_alone() {
        let rule =
            |pattern: &str, value: &str| Rule { pattern: pattern.to_owned(), headers: vec![("A", value.to_owned())] };
        let text = file(&[rule("/*", "general"), rule("/redirect.html", "special"), rule("/assets/*", "file")]);
        assert!(text.contains("@general not path /redirect.html /assets/*\n\theader @general {\n\t\tA \"general\"\n"));
        assert!(text.contains("@redirecthtml path /redirect.html\n\theader @redirecthtml {\n\t\tA \"special\"\n"));
        assert!(text.contains("@assets path /assets/*\n"));
    }
}
