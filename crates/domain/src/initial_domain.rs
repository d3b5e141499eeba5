//! The domain that a tenant got when it was created, such as `contoso.onmicrosoft.com`.

use std::fmt;

/// An initial domain of a tenant: letters, digits and hyphens before one of Microsoft's endings, so that it can be
/// written into code as it is.
///
/// <https://learn.microsoft.com/microsoft-365/admin/setup/domains-faq>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitialDomain(String);

/// The endings, of all clouds.
const ENDINGS: [&str; 4] = [".onmicrosoft.com", ".onmicrosoft.us", ".partner.onmschina.cn", ".onmschina.cn"];

impl InitialDomain {
    /// Reads a domain; `None` if it has another form.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let name = ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending))?;
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (!name.is_empty() && name.len() <= 63 && !name.starts_with('-') && name.chars().all(fits))
            .then(|| Self(lower.clone()))
    }
}

impl fmt::Display for InitialDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile_names::HOSTILE_NAMES;

    #[test]
    fn initial_domains_of_every_cloud_are_read() {
        for text in
            ["Halden.onmicrosoft.com", "a-1.onmicrosoft.us", "halden.partner.onmschina.cn", "halden.onmschina.cn"]
        {
            assert_eq!(InitialDomain::parse(text).unwrap().to_string(), text.to_ascii_lowercase());
        }
    }

    #[test]
    fn other_domains_and_hostile_ones_are_refused() {
        for text in [
            "halden.example",
            ".onmicrosoft.com",
            "a.b.onmicrosoft.com",
            "x'; rm.onmicrosoft.com",
            "-a.onmicrosoft.com",
        ] {
            assert_eq!(InitialDomain::parse(text), None, "{text}");
        }
        for name in HOSTILE_NAMES.iter().filter(|name| !name.chars().all(|c| c.is_ascii_alphanumeric())) {
            assert_eq!(InitialDomain::parse(&format!("{name}.onmicrosoft.com")), None, "{name:?}");
        }
    }
}
