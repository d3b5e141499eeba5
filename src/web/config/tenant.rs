//! The tenant as a configuration names it.

use std::fmt;
use std::str::FromStr;

use domain::ids::TenantId;

/// Whose people may sign in. It becomes a part of the sign-in address, so nothing else than these gets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TenantName {
    /// The tenant with this id.
    Id(TenantId),
    /// The tenant with this verified domain, in lower case.
    Domain(String),
    /// Any organisation, for a registration that accepts several tenants.
    Organizations,
}

/// The text is neither a tenant id, nor a DNS name with a dot in it, nor `organizations`.
/// `common` and `consumers` are no tenants here: a personal account administers nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATenant;

impl FromStr for TenantName {
    type Err = NotATenant;

    fn from_str(text: &str) -> Result<Self, NotATenant> {
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        if text.eq_ignore_ascii_case("organizations") {
            return Ok(Self::Organizations);
        }
        if is_dns_name(text) { Ok(Self::Domain(text.to_ascii_lowercase())) } else { Err(NotATenant) }
    }
}

impl fmt::Display for TenantName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Domain(name) => f.write_str(name),
            Self::Organizations => f.write_str("organizations"),
        }
    }
}

/// At least two labels of letters, digits and inner hyphens (RFC 1123); international names in their ASCII form.
fn is_dns_name(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenants_are_ids_domains_or_organizations() {
        for (text, shown) in [
            ("3E4C2842-1778-407F-9B3F-2191F10874EC", "3e4c2842-1778-407f-9b3f-2191f10874ec"),
            ("Contoso.onmicrosoft.com", "contoso.onmicrosoft.com"),
            ("a-b.example", "a-b.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("Organizations", "organizations"),
        ] {
            assert_eq!(text.parse::<TenantName>().unwrap().to_string(), shown);
        }
    }

    #[test]
    fn text_that_could_lead_the_sign_in_elsewhere_is_no_tenant() {
        for text in [
            "",
            "common",
            "consumers",
            "contoso",
            ".",
            "..",
            "a..b",
            ".example",
            "contoso.example.",
            "-a.example",
            "a-.example",
            "contoso.example/oauth2",
            "contoso.example?x=1",
            "contoso.example#x",
            "contoso.example:443",
            "contoso.example@evil.example",
            "//evil.example",
            "\\\\evil.example",
            "contoso.example\n",
            " contoso.example",
            "contoso.example%2f",
            "b\u{fc}cher.example",
            "cont\u{202e}oso.example",
        ] {
            assert_eq!(text.parse::<TenantName>(), Err(NotATenant), "{text:?}");
        }
        assert_eq!(format!("{}.example", "a".repeat(64)).parse::<TenantName>(), Err(NotATenant));
        assert_eq!(vec!["abcdefg"; 40].join(".").parse::<TenantName>(), Err(NotATenant));
    }
}
