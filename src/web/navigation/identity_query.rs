//! How the list of identities is searched and filtered, as an address says it.

use std::fmt;

use crate::web::navigation::route_text::{encode_into, pairs};

/// How the list of identities is searched and filtered. Empty texts filter nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityQuery {
    /// What is in the search box.
    pub search: String,
    /// Only this kind.
    pub kind: KindFilter,
    /// Only this type of Azure resource, as `Microsoft.Web/sites`.
    pub resource_type: String,
    /// Only this resource group.
    pub group: String,
    /// Only this subscription.
    pub subscription: String,
    /// The order of the rows.
    pub sort: IdentitySort,
}

/// The order of the rows: by a column, one way or the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdentitySort {
    /// The column.
    pub column: IdentityColumn,
    /// Whether the last comes first.
    pub is_descending: bool,
}

/// A column of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdentityColumn {
    /// The name.
    #[default]
    Name,
    /// How it is assigned.
    Kind,
    /// The type of its Azure resource.
    ResourceType,
    /// Its resource group.
    Group,
    /// Its subscription.
    Subscription,
    /// Its highest tier, the most privileged first.
    Tier,
}

/// Which kinds of identities a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KindFilter {
    /// All of them.
    #[default]
    All,
    /// Only system-assigned ones.
    SystemAssigned,
    /// Only user-assigned ones.
    UserAssigned,
    /// Only those of which Azure does not say.
    Unknown,
}

impl IdentityQuery {
    /// Reads the query of an address. What it does not know filters nothing.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in pairs(query) {
            match name.as_str() {
                "q" => read.search = value,
                "type" => read.kind = KindFilter::named(&value),
                "resource" => read.resource_type = value,
                "group" => read.group = value,
                "subscription" => read.subscription = value,
                "sort" => read.sort = IdentitySort::named(&value),
                _ => {}
            }
        }
        read
    }

    /// Whether anything beside the search box narrows the list.
    pub fn is_filtered(&self) -> bool {
        *self != self.without_filters()
    }

    /// The same search in the same order, without a filter.
    pub fn without_filters(&self) -> Self {
        Self { search: self.search.clone(), sort: self.sort, ..Self::default() }
    }
}

/// The query with its `?`, or nothing.
impl fmt::Display for IdentityQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sort = self.sort.word();
        let named = [
            ("q", self.search.as_str()),
            ("type", self.kind.name()),
            ("resource", &self.resource_type),
            ("group", &self.group),
            ("subscription", &self.subscription),
            ("sort", &sort),
        ];
        let mut written = String::new();
        for (name, value) in named.into_iter().filter(|(_, value)| !value.is_empty()) {
            written.push(if written.is_empty() { '?' } else { '&' });
            written.push_str(name);
            written.push('=');
            encode_into(value, &mut written);
        }
        f.write_str(&written)
    }
}

impl IdentitySort {
    /// The order after a click on the head of a column: by it, or the other way round where that is so already.
    pub fn toggled(self, column: IdentityColumn) -> Self {
        Self { column, is_descending: self.column == column && !self.is_descending }
    }

    /// The word that is in an address; none for the order that a list has by itself.
    fn word(self) -> String {
        match (self == Self::default(), self.is_descending) {
            (true, _) => String::new(),
            (false, true) => format!("-{}", self.column.word()),
            (false, false) => self.column.word().to_owned(),
        }
    }

    fn named(word: &str) -> Self {
        let (name, is_descending) = word.strip_prefix('-').map_or((word, false), |name| (name, true));
        let column = IdentityColumn::ALL.into_iter().find(|column| column.word() == name);
        column.map(|column| Self { column, is_descending }).unwrap_or_default()
    }
}

impl IdentityColumn {
    /// Every column, in their order. The last is there once the tenant was reviewed.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Kind, Self::ResourceType, Self::Group, Self::Subscription, Self::Tier];

    const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "type",
            Self::ResourceType => "resource",
            Self::Group => "group",
            Self::Subscription => "subscription",
            Self::Tier => "tier",
        }
    }
}

impl KindFilter {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::All, Self::SystemAssigned, Self::UserAssigned, Self::Unknown];

    /// The word that is in an address and in a form.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::SystemAssigned => "system-assigned",
            Self::UserAssigned => "user-assigned",
            Self::Unknown => "unknown",
        }
    }

    /// The choice with this word; an unknown word filters nothing.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_has_an_address_and_the_usual_one_has_none() {
        for column in IdentityColumn::ALL {
            for is_descending in [false, true] {
                let query = IdentityQuery { sort: IdentitySort { column, is_descending }, ..IdentityQuery::default() };
                let written = query.to_string();
                assert_eq!(IdentityQuery::parse(written.trim_start_matches('?')), query, "{written}");
                assert_eq!(written.is_empty(), query.sort == IdentitySort::default(), "{written}");
            }
        }
        assert_eq!(IdentityQuery::parse("sort=-nothing").sort, IdentitySort::default());
    }

    #[test]
    fn second_click_on_a_column_reverses_the_order() {
        let by_group = IdentitySort::default().toggled(IdentityColumn::Group);
        assert_eq!(by_group, IdentitySort { column: IdentityColumn::Group, is_descending: false });
        assert!(by_group.toggled(IdentityColumn::Group).is_descending);
        assert!(!by_group.toggled(IdentityColumn::Group).toggled(IdentityColumn::Group).is_descending);
    }

    #[test]
    fn neither_search_nor_order_is_a_filter() {
        let sort = IdentitySort { column: IdentityColumn::Kind, is_descending: true };
        let query = IdentityQuery { search: "x".to_owned(), sort, ..IdentityQuery::default() };
        assert!(!query.is_filtered());
        let filtered = IdentityQuery { group: "rg".to_owned(), ..query.clone() };
        assert!(filtered.is_filtered());
        assert_eq!(filtered.without_filters(), query);
    }
}
