//! The elements of a list: the properties of their type, and which of them can be used in a filter.

use serde_json::Value;

/// The type of a property, as far as a filter cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PropertyType {
    /// `Edm.String`.
    Text,
    /// `Edm.Guid`, whose literals are written without quotes.
    Guid,
    /// `Edm.Boolean`.
    Flag,
    /// `Edm.DateTimeOffset`.
    Time,
    /// A collection, or a complex value.
    Other,
}

/// A property of a type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Property {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: PropertyType,
    /// The operators and functions that `$filter` takes on it, separated by spaces.
    pub filter: &'static str,
    /// Whether it is left out unless it is asked for by name.
    pub on_request: bool,
    /// Whether only a derived type declares it. Such an entry shows the property, but a list of the base type refuses
    /// it in `$select` and `$filter`.
    pub derived: bool,
}

impl Property {
    /// A property that lists cannot be asked by.
    pub(crate) const fn plain(name: &'static str, kind: PropertyType) -> Self {
        Self { name, kind, filter: "", on_request: false, derived: false }
    }

    /// A property with the operators that `$filter` takes on it.
    pub(crate) const fn asked(name: &'static str, kind: PropertyType, filter: &'static str) -> Self {
        Self { name, kind, filter, on_request: false, derived: false }
    }

    /// The same property, left out unless it is asked for by name.
    pub(crate) const fn on_request(self) -> Self {
        Self { on_request: true, ..self }
    }

    /// The same property, declared by a derived type only.
    pub(crate) const fn derived(self) -> Self {
        Self { derived: true, ..self }
    }
}

/// A related object or list that `$expand` adds to an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Navigation {
    /// Its name.
    pub name: &'static str,
    /// The type that it leads to, whose properties a nested `$select` may name.
    pub target: &'static EntitySet,
}

/// A list of one type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntitySet {
    /// The type without its namespace: `servicePrincipal`.
    pub type_name: &'static str,
    /// The properties of the type that the simulator knows.
    pub properties: &'static [Property],
    /// What `@odata.context` says behind `$metadata#`.
    pub context: &'static str,
    /// Whether it is a list of directory objects, with advanced queries and the limits that go with them.
    pub directory: bool,
    /// How many a page has unless `$top` says otherwise.
    pub page: usize,
    /// The largest `$top`.
    pub largest_page: usize,
    /// What `$expand` can add.
    pub navigation: &'static [Navigation],
    /// How many navigation properties one request may expand.
    pub expansions: usize,
}

impl EntitySet {
    /// What most lists have in common. Directory-backed lists expand one property in a request.
    pub(crate) const BASE: Self = Self {
        type_name: "",
        properties: &[],
        context: "",
        directory: false,
        page: 100,
        largest_page: 999,
        navigation: &[],
        expansions: 1,
    };

    /// A property that the type declares, and no derived type.
    pub(crate) fn property(&self, name: &str) -> Option<&'static Property> {
        self.properties.iter().find(|property| property.name.eq_ignore_ascii_case(name) && !property.derived)
    }
}

/// An entry of a list.
pub(crate) trait Entity {
    /// What the list is ordered by where it is not told otherwise, and what a page token remembers.
    fn key(&self) -> String;
    /// Whether the entry's own type has the property. In a list of several types not every entry has every one.
    fn has(&self, _property: &str) -> bool {
        true
    }
    /// The wire value of a property; null where there is none.
    fn value(&self, property: &str) -> Value;
}
