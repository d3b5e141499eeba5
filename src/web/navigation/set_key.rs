//! Which permission set an address means, both ways.

use std::fmt;

use crate::web::own_sets::OwnSetId;
use domain::change::permission_set::PermissionSet;

/// A permission set: one that comes with the page, or one of the user's own in this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetKey {
    /// One that comes with the page.
    BuiltIn(PermissionSet),
    /// One of the user's own. It may be deleted, or be in another browser.
    Own(OwnSetId),
}

impl SetKey {
    /// The set with this word, where there may be one.
    pub fn parse(word: &str) -> Option<Self> {
        match word.strip_prefix("own-") {
            Some(id) => OwnSetId::parse(id).map(Self::Own),
            None => PermissionSet::ALL.iter().copied().find(|&set| set_word(set) == word).map(Self::BuiltIn),
        }
    }
}

/// As it is in an address: characters that need no encoding.
impl fmt::Display for SetKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn(set) => f.write_str(set_word(*set)),
            Self::Own(id) => write!(f, "own-{id}"),
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
        PermissionSet::AzureSqlServer => "azure-sql-server",
        PermissionSet::ArcSqlServer => "arc-sql-server",
        PermissionSet::MaesterTests => "maester-tests",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_found_again_by_its_word() {
        let built_in = PermissionSet::ALL.iter().map(|&set| SetKey::BuiltIn(set));
        for key in built_in.chain([SetKey::Own(OwnSetId::new(0)), SetKey::Own(OwnSetId::new(u64::MAX))]) {
            assert_eq!(SetKey::parse(&key.to_string()), Some(key), "{key}");
        }
    }

    #[test]
    fn what_is_not_known_is_nothing() {
        for word in
            ["", "everything", "own-", "own-xyz", "own-00000000000000000", "own-+000000000000000", "Mail-Sending"]
        {
            assert_eq!(SetKey::parse(word), None, "{word}");
        }
    }
}
