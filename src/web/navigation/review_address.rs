//! The views of the tenant review as the query of an address, both ways. What cannot be read is left out: an address
//! filters and never fails.

use std::fmt;

use crate::web::navigation::route_text::{encode_into, pairs};
use domain::directory_role::DirectoryScope;
use domain::identity::IdentityKind;
use domain::tenant_review::PermissionKey;
use domain::tenant_review::filter::{Activity, Age, Filter, PermissionOwner, Sort, TierFilter};
use domain::tenant_review::findings::FindingKind;
use domain::tiers::Tier;

/// What is shown of the review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewAddress {
    /// Which view.
    pub view: View,
    /// What is filtered by.
    pub filter: Filter,
    /// The order.
    pub sort: Sort,
    /// Only the identities of this finding.
    pub finding: Option<FindingKind>,
}

/// A view of the review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The table of identities.
    #[default]
    Identities,
    /// The findings.
    Findings,
    /// The view *Who has access*.
    Who,
    /// What changed since a saved review.
    Drift,
    /// What differs from what should be.
    Desired,
    /// Charts, and files to save.
    Report,
}

impl View {
    /// Every view, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Identities, Self::Findings, Self::Who, Self::Drift, Self::Desired, Self::Report];

    fn word(self) -> &'static str {
        match self {
            Self::Identities => "",
            Self::Findings => "findings",
            Self::Who => "who",
            Self::Drift => "changes",
            Self::Desired => "desired",
            Self::Report => "report",
        }
    }
}

impl ReviewAddress {
    /// A view without a filter.
    pub fn of(view: View) -> Self {
        Self { view, ..Self::default() }
    }

    /// Reads a query.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in pairs(query) {
            let filter = &mut read.filter;
            match name.as_str() {
                "view" => read.view = View::ALL.into_iter().find(|view| view.word() == value).unwrap_or_default(),
                "q" => filter.search = value,
                "tier" => filter.tier = tier(&value),
                "of" if value == "directory" => filter.of = Some(PermissionOwner::Directory),
                "of" => filter.of = value.parse().ok().map(PermissionOwner::Api),
                "has" => filter.thing = parse_permission(&value),
                "type" => filter.kind = KINDS.iter().find(|(_, word)| *word == value).map(|(kind, _)| *kind),
                "subscription" => filter.subscription = value.parse().ok(),
                "group" => filter.group = value,
                "granted" => filter.granted = age(&value),
                "signed-in" => filter.activity = activity(&value),
                "sort" => {
                    read.sort = SORTS.iter().find(|(_, word)| *word == value).map_or(Sort::Tier, |(sort, _)| *sort)
                }
                "finding" => read.finding = FindingKind::named(&value),
                _ => {}
            }
        }
        read
    }
}

/// The query without a `?`; nothing where nothing is set.
impl fmt::Display for ReviewAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filter = &self.filter;
        let named = [
            ("view", self.view.word().to_owned()),
            ("q", filter.search.clone()),
            ("tier", filter.tier.map(tier_word).unwrap_or_default().to_owned()),
            ("of", filter.of.map(of_word).unwrap_or_default()),
            ("has", filter.thing.as_ref().map(permission_word).unwrap_or_default()),
            ("type", filter.kind.map(kind_word).unwrap_or_default().to_owned()),
            ("subscription", filter.subscription.map(|id| id.to_string()).unwrap_or_default()),
            ("group", filter.group.clone()),
            ("granted", filter.granted.map(age_word).unwrap_or_default()),
            ("signed-in", filter.activity.map(activity_word).unwrap_or_default()),
            ("sort", sort_word(self.sort).to_owned()),
            ("finding", self.finding.map(FindingKind::word).unwrap_or_default().to_owned()),
        ];
        let mut written = String::new();
        for (name, value) in named.iter().filter(|(_, value)| !value.is_empty()) {
            if !written.is_empty() {
                written.push('&');
            }
            written.push_str(name);
            written.push('=');
            encode_into(value, &mut written);
        }
        f.write_str(&written)
    }
}

const KINDS: [(IdentityKind, &str); 3] = [
    (IdentityKind::SystemAssigned, "system-assigned"),
    (IdentityKind::UserAssigned, "user-assigned"),
    (IdentityKind::Unknown, "unknown"),
];

const SORTS: [(Sort, &str); 4] =
    [(Sort::Tier, ""), (Sort::Name, "name"), (Sort::Count, "count"), (Sort::Newest, "newest")];

const TIERS: [(TierFilter, &str); 5] = [
    (TierFilter::Is(Tier::Zero), "0"),
    (TierFilter::Is(Tier::One), "1"),
    (TierFilter::Is(Tier::Two), "2"),
    (TierFilter::NotRated, "not-rated"),
    (TierFilter::HoldsNothing, "nothing"),
];

/// The word for a kind, in addresses and in forms.
pub fn kind_word(kind: IdentityKind) -> &'static str {
    KINDS.iter().find(|(it, _)| *it == kind).map_or("", |(_, word)| word)
}

/// The word for an order, in addresses and in forms.
pub fn sort_word(sort: Sort) -> &'static str {
    SORTS.iter().find(|(it, _)| *it == sort).map_or("", |(_, word)| word)
}

/// The word for a tier, in addresses and in forms.
pub fn tier_word(tier: TierFilter) -> &'static str {
    TIERS.iter().find(|(it, _)| *it == tier).map_or("", |(_, word)| word)
}

fn tier(word: &str) -> Option<TierFilter> {
    TIERS.iter().find(|(_, it)| *it == word).map(|(tier, _)| *tier)
}

/// The word for an API or the directory, in addresses and in forms.
pub fn of_word(of: PermissionOwner) -> String {
    match of {
        PermissionOwner::Api(id) => id.to_string(),
        PermissionOwner::Directory => "directory".to_owned(),
    }
}

/// The word for a permission, in addresses and in forms.
pub fn permission_word(key: &PermissionKey) -> String {
    match key {
        PermissionKey::AppRole(api, role) => format!("{api}:{role}"),
        PermissionKey::DirectoryRole(role, scope) => format!("{role}{scope}"),
    }
}

fn parse_permission(word: &str) -> Option<PermissionKey> {
    if let Some((api, role)) = word.split_once(':') {
        return Some(PermissionKey::AppRole(api.parse().ok()?, role.parse().ok()?));
    }
    // A GUID, then the scope as it is written, which is empty where the service named none.
    let (role, scope) = word.split_at_checked(36)?;
    Some(PermissionKey::DirectoryRole(role.parse().ok()?, DirectoryScope::parse(scope)))
}

/// The word for an age, in addresses and in forms.
pub fn age_word(age: Age) -> String {
    match age {
        Age::Within(days) => days.to_string(),
        Age::Before(days) => format!("before-{days}"),
    }
}

fn age(word: &str) -> Option<Age> {
    match word.strip_prefix("before-") {
        Some(days) => days.parse().ok().map(Age::Before),
        None => word.parse().ok().map(Age::Within),
    }
}

/// The word for an activity, in addresses and in forms.
pub fn activity_word(activity: Activity) -> String {
    match activity {
        Activity::Within(days) => age_word(Age::Within(days)),
        Activity::Before(days) => age_word(Age::Before(days)),
        Activity::NotKnown => "unknown".to_owned(),
    }
}

fn activity(word: &str) -> Option<Activity> {
    match age(word) {
        Some(Age::Within(days)) => Some(Activity::Within(days)),
        Some(Age::Before(days)) => Some(Activity::Before(days)),
        None => (word == "unknown").then_some(Activity::NotKnown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::text::tenant_review as text;
    use domain::ids::{AppRoleId, RoleDefinitionId, ServicePrincipalId};

    const ID: &str = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b";

    #[test]
    fn an_address_is_written_as_it_was_read() {
        let app_role = PermissionKey::AppRole(ServicePrincipalId::known(ID), AppRoleId::known(ID));
        let in_unit = DirectoryScope::parse(&format!("/administrativeUnits/{ID}"));
        let directory_role = PermissionKey::DirectoryRole(RoleDefinitionId::known(ID), in_unit);
        let all = Filter {
            search: "a&b=c #1 😀".to_owned(),
            tier: Some(TierFilter::Is(Tier::Zero)),
            of: Some(PermissionOwner::Api(ServicePrincipalId::known(ID))),
            thing: Some(app_role),
            kind: Some(IdentityKind::UserAssigned),
            subscription: ID.parse().ok(),
            group: "rg (old)".to_owned(),
            granted: Some(Age::Within(30)),
            activity: Some(Activity::Before(90)),
        };
        let other = Filter {
            tier: Some(TierFilter::HoldsNothing),
            of: Some(PermissionOwner::Directory),
            thing: Some(directory_role),
            granted: Some(Age::Before(365)),
            activity: Some(Activity::NotKnown),
            ..Filter::default()
        };
        for filter in [Filter::default(), all, other] {
            for view in View::ALL {
                for sort in [Sort::Tier, Sort::Name, Sort::Count, Sort::Newest] {
                    let finding = (sort == Sort::Name).then_some(FindingKind::Twins);
                    let address = ReviewAddress { view, filter: filter.clone(), sort, finding };
                    assert_eq!(ReviewAddress::parse(&address.to_string()), address, "{address}");
                }
            }
        }
        assert_eq!(ReviewAddress::default().to_string(), "");
    }

    #[test]
    fn what_cannot_be_read_filters_nothing() {
        let query = "view=x&tier=9&of=x&has=x&has=a:b&has=x/&type=x&subscription=1&granted=x&signed-in=x&sort=x&finding=x&other=1";
        assert_eq!(ReviewAddress::parse(query), ReviewAddress::default());
    }

    #[test]
    fn every_choice_that_is_offered_is_understood() {
        for (word, _) in text::GRANTED_CHOICES {
            assert_eq!(age(word).map(age_word).as_deref(), Some(word));
        }
        for (word, _) in text::ACTIVITY_CHOICES {
            assert_eq!(activity(word).map(activity_word).as_deref(), Some(word));
        }
        for (word, _) in text::SORTS {
            assert!(SORTS.iter().any(|(_, it)| *it == word), "{word}");
        }
    }
}
