//! IIS, and Azure App Service on Windows, which is IIS.

use super::super::headers::Rule;
use std::fmt::Write;

const BEFORE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <defaultDocument>
      <files>
        <clear />
        <add value="index.html" />
      </files>
    </defaultDocument>
    <staticContent>
      <remove fileExtension=".js" />
      <mimeMap fileExtension=".js" mimeType="text/javascript" />
      <remove fileExtension=".json" />
      <mimeMap fileExtension=".json" mimeType="application/json" />
      <remove fileExtension=".wasm" />
      <mimeMap fileExtension=".wasm" mimeType="application/wasm" />
    </staticContent>
"#;

/// A location inherits the headers around it, so each clears them and has all of its own.
/// <https://learn.microsoft.com/iis/configuration/system.webserver/httpprotocol/customheaders/>
pub fn file(rules: &[Rule]) -> String {
    let mut text = String::from(BEFORE);
    for (position, rule) in rules.iter().enumerate() {
        if position > 0 {
            let path = rule.pattern.trim_start_matches('/').trim_end_matches("/*");
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(text, "  <location path=\"{}\">\n    <system.webServer>", escaped(path));
        }
        text.push_str("      <httpProtocol>\n        <customHeaders>\n          <clear />\n");
        for (name, value) in &rule.headers {
            let _ = writeln!(text, "          <add name=\"{name}\" value=\"{}\" />", escaped(value));
        }
        text.push_str("        </customHeaders>\n      </httpProtocol>\n");
        text.push_str(if position > 0 {
            "    </system.webServer>\n  </location>\n"
        } else {
            "  </system.webServer>\n"
        });
    }
    text.push_str("</configuration>\n");
    text
}

/// A text inside an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exception_is_a_location_that_clears_what_it_inherits() {
        let rule =
            |pattern: &str, value: &str| Rule { pattern: pattern.to_owned(), headers: vec![("A", value.to_owned())] };
        let text = file(&[rule("/*", "a \"b\" & c"), rule("/assets/*", "file")]);
        assert!(text.contains(r#"<add name="A" value="a &quot;b&quot; &amp; c" />"#), "{text}");
        let (_, location) = text.split_once("<location path=\"assets\">").unwrap();
        assert!(location.contains("<clear />\n          <add name=\"A\" value=\"file\" />"), "{text}");
    }
}
