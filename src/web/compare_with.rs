//! What an identity is held against, as an address says it, both ways.

use std::fmt;

use super::route_text::pairs;
use crate::domain::change::permission_set::PermissionSet;
use crate::domain::ids::ServicePrincipalId;

/// What an identity is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareWith {
    /// A permission set that comes with the page.
    Set(PermissionSet),
    /// Another identity. The id may turn out to be that of something else.
    Identity(ServicePrincipalId),
}

impl CompareWith {
    /// Reads the query of an address. What is not known is nothing: the page then asks.
    pub fn parse(query: &str) -> Option<Self> {
        let (_, value) = pairs(query).find(|(name, _)| name == "with")?;
        match value.strip_prefix("set:") {
            Some(word) => PermissionSet::ALL.iter().copied().find(|&set| set_word(set) == word).map(Self::Set),
            None => value.parse().ok().map(Self::Identity),
        }
    }
}

/// As it stands in an address: characters that need no encoding.
impl fmt::Display for CompareWith {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(set) => write!(f, "set:{}", set_word(*set)),
            Self::Identity(id) => write!(f, "{id}"),
        }
    }
}

/// The word for a set in addresses, which people keep: it never changes.
fn set_word(set: PermissionSet) -> &'static str {
    match set {
        PermissionSet::Microsoft365Automation => "microsoft-365-automation",
        PermissionSet::MailSending => "mail-sending",
        PermissionSet::TeamsAutomation => "teams-automation",
        PermissionSet::SharePointSites => "sharepoint-sites",
        PermissionSet::IntuneReports => "intune-reports",
        PermissionSet::ExchangeRecipients => "exchange-recipients",
        PermissionSet::IdentityGovernanceReports => "identity-governance-reports",
        PermissionSet::LogReading => "log-reading",
        PermissionSet::AuditFeed => "audit-feed",
        PermissionSet::SecurityMonitoring => "security-monitoring",
        PermissionSet::DirectoryReports => "directory-reports",
        PermissionSet::CredentialExpiry => "credential-expiry",
        PermissionSet::AccountClosing => "account-closing",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_found_again_by_its_word() {
        for &set in PermissionSet::ALL {
            let written = CompareWith::Set(set).to_string();
            assert_eq!(CompareWith::parse(&format!("with={written}")), Some(CompareWith::Set(set)), "{written}");
        }
    }

    #[test]
    fn what_is_not_known_is_nothing() {
        for query in ["", "with=", "with=set:", "with=set:everything", "with=1", "set=mail-sending"] {
            assert_eq!(CompareWith::parse(query), None, "{query}");
        }
    }
}
