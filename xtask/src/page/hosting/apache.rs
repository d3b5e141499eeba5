//! Apache HTTP Server 2.4.

use super::super::headers::Rule;
use std::fmt::Write;

const BEFORE: &str = "\
# Include this in the <VirtualHost> that serves the folder, or copy it to .htaccess in the folder (AllowOverride FileInfo).
# Requires mod_headers. Without it, Apache reports an error instead of sending pages without these headers.

AddType application/wasm .wasm
<IfModule mod_brotli.c>
  AddOutputFilterByType BROTLI_COMPRESS text/html text/css text/javascript application/javascript application/json application/wasm
</IfModule>
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript application/json application/wasm
</IfModule>

";

/// Directives inside `<If>` come after those around it, so an exception first unsets what it doesn't have. The expression
/// holds below any path, and in `.htaccess`, where sections for locations aren't allowed.
/// <https://httpd.apache.org/docs/2.4/mod/mod_headers.html#header>
pub fn file(rules: &[Rule]) -> String {
    let mut text = String::from(BEFORE);
    let Some((general, exceptions)) = rules.split_first() else { return text };
    directives(&mut text, "", general);
    for rule in exceptions {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "<If \"%{{REQUEST_URI}} =~ m#{}#\">", expression(&rule.pattern));
        for name in rule.missing_names(general) {
            let _ = writeln!(text, "  Header always unset {name}");
        }
        directives(&mut text, "  ", rule);
        text.push_str("</If>\n");
    }
    text
}

fn directives(text: &mut String, indent: &str, rule: &Rule) {
    for (name, value) in &rule.headers {
        // A percent sign begins a format.
        let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
        let _ = writeln!(text, "{indent}Header always set {name} \"{value}\"");
    }
}

/// The pattern as a regular expression for the end of a path.
fn expression(pattern: &str) -> String {
    match pattern.strip_suffix('*') {
        Some(folder) => format!("{}[^/]+$", folder.replace('.', "\\.")),
        None => format!("{}$", pattern.replace('.', "\\.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exception_is_a_section_that_unsets_what_it_does_not_have() {
        let rule = |pattern: &str, headers: &[(&'static str, &str)]| Rule {
            pattern: pattern.to_owned(),
            headers: headers.iter().map(|&(name, value)| (name, value.to_owned())).collect(),
        };
        let text = file(&[rule("/*", &[("A", "50%"), ("B", "\"b\"")]), rule("/redirect.html", &[("A", "special")])]);
        let expected = "Header always set A \"50%%\"\nHeader always set B \"\\\"b\\\"\"\n\
                        <If \"%{REQUEST_URI} =~ m#/redirect\\.html$#\">\n  Header always unset B\n  Header always set A \"special\"\n</If>\n";
        assert!(text.ends_with(expected), "{text}");
    }
}
