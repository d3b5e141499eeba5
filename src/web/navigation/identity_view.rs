//! What of the page of one identity an address points at: one of its parts, or its permissions as they are searched.

use std::fmt;

use domain::search_words::SearchWords;
use domain::tiers::Tier;

use crate::web::navigation::route_text::{encode_into, pairs};

/// What an address points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityView {
    /// The application permissions, as they are searched.
    Permissions(PermissionQuery),
    /// Another part.
    Part(Part),
    /// Everything about Azure.
    Azure,
    /// Everyone who can use it.
    Users,
    /// Everything that happened to it.
    Activity,
}

/// A tab of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The access map, the status and the facts.
    Overview,
    /// Permissions, Entra roles and group memberships.
    Permissions,
    /// Azure roles.
    Azure,
    /// Who can use the identity.
    Users,
    /// Logs and receipts.
    Activity,
}

/// A part of the page, in the order in which they are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The access map.
    AccessMap,
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
const AZURE: &str = "azure";
const USERS: &str = "users";
const ACTIVITY: &str = "activity";

impl Tab {
    /// Every tab, in their order.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Permissions, Self::Azure, Self::Users, Self::Activity];

    /// What its address points at; nothing for the overview, which is the address of the page.
    pub fn view(self) -> Option<IdentityView> {
        match self {
            Self::Overview => None,
            Self::Permissions => Some(IdentityView::Permissions(PermissionQuery::default())),
            Self::Azure => Some(IdentityView::Azure),
            Self::Users => Some(IdentityView::Users),
            Self::Activity => Some(IdentityView::Activity),
        }
    }
}

impl IdentityView {
    /// Reads the last part of a path, and its query.
    pub fn parse(part: &str, query: &str) -> Option<Self> {
        match part {
            PERMISSIONS => Some(Self::Permissions(PermissionQuery::parse(query))),
            AZURE => Some(Self::Azure),
            USERS => Some(Self::Users),
            ACTIVITY => Some(Self::Activity),
            _ => Part::ALL.into_iter().find(|it| it.name() == part).map(Self::Part),
        }
    }

    /// The tab that it is on.
    pub fn tab(&self) -> Tab {
        match self {
            Self::Permissions(_) => Tab::Permissions,
            Self::Part(part) => part.tab(),
            Self::Azure => Tab::Azure,
            Self::Users => Tab::Users,
            Self::Activity => Tab::Activity,
        }
    }

    /// The id of the element that contains the section; nothing for a whole tab.
    pub fn element(&self) -> Option<String> {
        match self {
            Self::Permissions(_) => Some(format!("part-{PERMISSIONS}")),
            Self::Part(part) => Some(part.element()),
            Self::Azure | Self::Users | Self::Activity => None,
        }
    }
}

/// The last part of the path, with the query.
impl fmt::Display for IdentityView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permissions(query) => write!(f, "{PERMISSIONS}{query}"),
            Self::Part(part) => f.write_str(part.name()),
            Self::Azure => f.write_str(AZURE),
            Self::Users => f.write_str(USERS),
            Self::Activity => f.write_str(ACTIVITY),
        }
    }
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 13] = [
        Self::AccessMap,
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

    /// The tab that it is on.
    pub const fn tab(self) -> Tab {
        match self {
            Self::AccessMap | Self::Evidence => Tab::Overview,
            Self::DirectoryRoles | Self::Groups | Self::Owned | Self::Delegated | Self::Elsewhere => Tab::Permissions,
            Self::AzureRoles => Tab::Azure,
            Self::Control | Self::Credentials | Self::Owners => Tab::Users,
            Self::SignIns | Self::Changes => Tab::Activity,
        }
    }

    /// The id of the element that contains it.
    pub fn element(self) -> String {
        format!("part-{}", self.name())
    }

    /// The word that is in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessMap => "map",
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
        for tab in Tab::ALL {
            let parsed = tab.view().and_then(|view| IdentityView::parse(&view.to_string(), ""));
            assert_eq!((parsed.clone(), parsed.map_or(Tab::Overview, |view| view.tab())), (tab.view(), tab));
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
