//! Cmdlets of modules other than Graph PowerShell.

use super::method::Method;
use std::collections::HashMap;

/// A cmdlet of Microsoft Entra PowerShell.
#[derive(Debug, Default)]
pub struct EntraCmdlet {
    /// Requests that it sends itself.
    pub sends: Vec<(Method, Box<str>)>,
    /// Graph PowerShell cmdlets that it calls.
    pub calls: Vec<Box<str>>,
    /// What the examples of its page connect with: alternatives of delegated permissions.
    pub examples: Vec<Vec<Box<str>>>,
}

/// A cmdlet of PnP PowerShell.
#[derive(Debug, Default)]
pub struct PnpCmdlet {
    /// `graph`, `spo`, `spo-admin`, `azure` and so on; `none` for those that call nothing.
    pub kind: Box<str>,
    /// Alternatives of permissions needed together, as `api/permission`.
    pub required: Vec<Vec<Box<str>>>,
    /// Permissions that its page names.
    pub documented: Vec<Box<str>>,
    /// Whether only a signed-in user can run it.
    pub is_delegated_only: bool,
}

/// Where a cmdlet of Exchange exists.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExchangeCmdlet {
    /// In Exchange Online.
    pub online: bool,
    /// In Security & Compliance PowerShell.
    pub compliance: bool,
    /// On premises only.
    pub on_premises: bool,
    /// About recipients.
    pub recipient: bool,
    /// About protection from threats.
    pub protection: bool,
    /// Not available to an application.
    pub is_delegated_only: bool,
}

/// What the cmdlets of Exchange have in common.
#[derive(Debug, Default)]
pub struct ExchangeRules {
    pub(crate) settings: HashMap<Box<str>, Box<str>>,
    pub(crate) cmdlets: HashMap<Box<str>, ExchangeCmdlet>,
}

impl ExchangeRules {
    /// A setting by its name in the table.
    pub(crate) fn setting(&self, name: &str) -> &str {
        self.settings.get(name).map_or("", |value| value)
    }
}

/// What the cmdlets of the Teams module have in common.
#[derive(Debug, Default)]
pub struct TeamsRules {
    pub(crate) settings: HashMap<Box<str>, Box<str>>,
    pub(crate) cmdlets: HashMap<Box<str>, ()>,
}

impl TeamsRules {
    /// A list by its name in the table.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        self.settings.get(name).map(|value| value.split(',').collect()).unwrap_or_default()
    }

    /// Whether a cmdlet is not available to an application. The list has `*` for any text.
    pub(crate) fn is_delegated_only(&self, name: &str) -> bool {
        self.list("not for applications").iter().any(|pattern| matches_pattern(pattern, name))
    }
}

/// Compares without case; `*` stands for any text.
fn matches_pattern(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_ascii_lowercase(), name.to_ascii_lowercase());
    let mut rest = name.as_str();
    let mut parts = pattern.split('*');
    let Some(first) = parts.next() else { return false };
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}
