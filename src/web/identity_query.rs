//! How the list of identities is searched and filtered, as an address says it.

use std::fmt;

use super::route_text::{encode_into, pairs};

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
                _ => {}
            }
        }
        read
    }

    /// Whether anything beside the search box narrows the list.
    pub fn is_filtered(&self) -> bool {
        Self { search: String::new(), ..self.clone() } != Self::default()
    }
}

/// The query with its `?`, or nothing.
impl fmt::Display for IdentityQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [
            ("q", self.search.as_str()),
            ("type", self.kind.name()),
            ("resource", &self.resource_type),
            ("group", &self.group),
            ("subscription", &self.subscription),
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
