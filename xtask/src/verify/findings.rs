//! What a comparison found.

use std::fmt;

/// Everything that was compared, and what differs.
pub struct Findings {
    release: String,
    compared: usize,
    headers: usize,
    differences: Vec<String>,
    notes: Vec<String>,
}

impl Findings {
    /// Nothing compared yet.
    pub fn new(version: &str, cloud: &str) -> Self {
        let release = format!("release {version} for the cloud {cloud}");
        Self { release, compared: 0, headers: 0, differences: Vec::new(), notes: Vec::new() }
    }

    /// A file was compared with its hash.
    pub fn compared(&mut self, path: &str, is_same: bool) {
        self.compared += 1;
        if !is_same {
            self.differences.push(format!("{path} differs from the release"));
        }
    }

    /// A file is not there. Those that only tell hosts what to do need not be.
    pub fn missing(&mut self, path: &str, status: u16, is_optional: bool) {
        let text = match status {
            200 => format!("{path} returns another file"),
            _ => format!("{path} isn't served (status {status})"),
        };
        if is_optional { self.notes.push(text) } else { self.differences.push(text) }
    }

    /// A header was compared.
    pub fn header(&mut self, path: &str, name: &str, wanted: &str, sent: Option<&str>) {
        self.headers += 1;
        match sent {
            Some(sent) if same(wanted, sent) => {}
            Some(sent) => self.differences.push(format!("{path} sends {name}: {sent}\n    instead of {wanted}")),
            None => self.differences.push(format!("{path} doesn't send {name}")),
        }
    }

    /// Whether nothing differs.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty() && self.compared > 0
    }
}

/// Hosts put spaces where they like.
fn same(wanted: &str, sent: &str) -> bool {
    let squeezed =
        |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace("; ", ";").replace(", ", ",");
    squeezed(wanted) == squeezed(sent)
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "DIFFERS  {difference}")?;
        }
        for note in &self.notes {
            writeln!(f, "note     {note}")?;
        }
        writeln!(f, "{} files and {} headers compared with {}", self.compared, self.headers, self.release)?;
        if self.is_clean() { writeln!(f, "The deployment serves this release as it is.") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_a_missing_one_and_another_header_are_told_and_spaces_are_not() {
        let mut findings = Findings::new("1.0.0", "public");
        findings.compared("/", true);
        findings.header("/", "x", "a; b, c", Some("a;b,c"));
        findings.missing("/_headers", 404, true);
        assert!(findings.is_clean());
        findings.compared("/redirect.html", false);
        findings.missing("/assets/a.js", 404, false);
        findings.header("/", "x", "a", None);
        findings.header("/", "y", "a", Some("b"));
        let told = findings.to_string();
        assert!(!findings.is_clean());
        assert_eq!(told.matches("DIFFERS").count(), 4, "{told}");
    }

    #[test]
    fn nothing_compared_is_not_clean() {
        assert!(!Findings::new("1.0.0", "public").is_clean());
    }
}
