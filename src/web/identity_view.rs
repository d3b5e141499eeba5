//! What of the page of one identity an address points at: one of its parts, or its permissions as they are searched.

use std::fmt;

use domain::search_words::SearchWords;
use domain::tiers::Tier;

use super::route_text::{encode_into, pairs};

/// What an address points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityView {
    /// The application permissions, as they are searched.
    Permissions(PermissionQuery),
    /// Another part.
    Part(Part),
}

/// A part of the page, in the order in which they are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Directory roles by every assignment path.
    DirectoryRoles,
    /// Roles in Azure.
    AzureRoles,
    /// Groups.
    Groups,
    /// What it owns.
    Owned,
    /// Delegated permissions.
    Delegated,
    /// What is still to be done in Exchange and SharePoint.
    Elsewhere,
    /// Who may run code where it lives.
    Control,
    /// Federated credentials.
    Credentials,
    /// Owners.
    Owners,
    /// Its last sign-ins.
    SignIns,
    /// Who changed what.
    Changes,
    /// Files and paper.
    Evidence,
}

/// How the permissions are searched and filtered. An empty text filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionQuery {
    /// What is in the search box.
    pub search: String,
    /// Only these tiers.
    pub tier: TierFilter,
}

/// Which tiers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TierFilter {
    /// All of them.
    #[default]
    All,
    /// One of them.
    Only(Tier),
    /// What has none.
    NotRated,
}

const PERMISSIONS: &str = "permissions";

impl IdentityView {
    /// Reads the last part of a path, and its query.
    pub fn parse(part: &str, query: &str) -> Option<Self> {
        if part == PERMISSIONS {
            return Some(Self::Permissions(PermissionQuery::parse(query)));
        }
        Part::ALL.into_iter().find(|it| it.name() == part).map(Self::Part)
    }

    /// Whether it is a log, which is read for those who look for it.
    pub fn is_log(&self) -> bool {
        matches!(self, Self::Part(Part::SignIns | Part::Changes))
    }

    /// The id of the element that contains the part.
    pub fn element(&self) -> String {
        match self {
            Self::Permissions(_) => format!("part-{PERMISSIONS}"),
            Self::Part(part) => format!("part-{}", part.name()),
        }
    }
}

/// The last part of the path, with the query.
impl fmt::Display for IdentityView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permissions(query) => write!(f, "{PERMISSIONS}{query}"),
            Self::Part(part) => f.write_str(part.name()),
        }
    }
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 12] = [
        Self::DirectoryRoles,
        Self::AzureRoles,
        Self::Groups,
        Self::Owned,
        Self::Delegated,
        Self::Elsewhere,
        Self::Control,
        Self::Credentials,
        Self::Owners,
        Self::SignIns,
        Self::Changes,
        Self::Evidence,
    ];

    /// The word that is in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DirectoryRoles => "directory-roles",
            Self::AzureRoles => "azure-roles",
            Self::Groups => "groups",
            Self::Owned => "owned",
            Self::Delegated => "delegated",
            Self::Elsewhere => "elsewhere",
            Self::Control => "control",
            Self::Credentials => "credentials",
            Self::Owners => "owners",
            Self::SignIns => "sign-ins",
            Self::Changes => "changes",
            Self::Evidence => "evidence",
        }
    }
}

impl PermissionQuery {
    fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in pairs(query) {
            match name.as_str() {
                "q" => read.search = value,
                "tier" => read.tier = TierFilter::named(&value),
                _ => {}
            }
        }
        read
    }

    /// Whether a permission is shown, made for a thousand of them and a keystroke: every word, or a synonym of the word,
    /// has to occur in the permission's text, which is in lower case.
    pub fn shows(&self) -> impl Fn(&str, Option<Tier>) -> bool + use<> {
        let wanted = self.tier;
        let words = SearchWords::with_synonyms(&self.search);
        move |text, tier| {
            let fits = match wanted {
                TierFilter::All => true,
                TierFilter::Only(wanted) => tier == Some(wanted),
                TierFilter::NotRated => tier.is_none(),
            };
            fits && words.all_in(text)
        }
    }
}

/// The query with its `?`, or nothing.
impl fmt::Display for PermissionQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = String::new();
        for (name, value) in [("q", self.search.as_str()), ("tier", self.tier.name())] {
            if !value.is_empty() {
                written.push(if written.is_empty() { '?' } else { '&' });
                written.push_str(name);
                written.push('=');
                encode_into(value, &mut written);
            }
        }
        f.write_str(&written)
    }
}

impl TierFilter {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::All, Self::Only(Tier::Zero), Self::Only(Tier::One), Self::Only(Tier::Two), Self::NotRated];

    /// The word that is in an address and in a form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Only(Tier::Zero) => "0",
            Self::Only(Tier::One) => "1",
            Self::Only(Tier::Two) => "2",
            Self::NotRated => "not-rated",
        }
    }

    /// The choice with this word; an unknown word filters nothing.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.name() == name).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_an_address_of_its_own() {
        for part in Part::ALL {
            assert_eq!(IdentityView::parse(part.name(), ""), Some(IdentityView::Part(part)));
        }
        assert_eq!(IdentityView::parse("change", ""), None);
        assert_eq!(IdentityView::parse("compare", ""), None);
    }

    #[test]
    fn every_word_and_the_tier_have_to_fit() {
        let query = |search: &str, tier| PermissionQuery { search: search.to_owned(), tier };
        let text = "mail.send send mail as any user microsoft graph";
        assert!(query("", TierFilter::All).shows()(text, None));
        assert!(query("GRAPH mail", TierFilter::All).shows()(text, None));
        assert!(query("send emails", TierFilter::All).shows()(text, None));
        assert!(!query("graph files", TierFilter::All).shows()(text, None));
        assert!(query("", TierFilter::Only(Tier::One)).shows()(text, Some(Tier::One)));
        assert!(!query("", TierFilter::Only(Tier::One)).shows()(text, None));
        assert!(query("", TierFilter::NotRated).shows()(text, None));
        assert!(!query("", TierFilter::NotRated).shows()(text, Some(Tier::Zero)));
    }
}
