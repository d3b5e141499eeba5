//! The list of identities as it is searched, filtered and sorted: plain values in, row numbers out.
//!
//! Made for ten thousand identities and a keystroke: what is compared is lowered once, when the list arrives.

use std::cmp::Ordering;

use crate::web::navigation::identity_query::{IdentityColumn, IdentityQuery, IdentitySort, KindFilter};
use domain::azure_resource::AzureResource;
use domain::id_fragment::IdFragment;
use domain::identity::{IdentityKind, ManagedIdentity};
use domain::likeness::{Namesake, namesakes};
use domain::near_words::NearWords;
use domain::search::SearchTerm;
use domain::sort;
use domain::sorted_set::SortedSet;

/// Identities by name, and the choices that their filters offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityList {
    identities: Vec<ManagedIdentity>,
    lowered: Vec<String>,
    namesakes: Vec<Option<Namesake>>,
    choices: Choices,
}

/// What occurs in a list and can be filtered by, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Types of Azure resources.
    pub resource_types: SortedSet<String>,
    /// Resource groups.
    pub groups: SortedSet<String>,
    /// Subscriptions, by id.
    pub subscriptions: SortedSet<String>,
}

/// The rows that a search finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundIdentities {
    /// The rows, in order; near matches with the fewest typing errors first.
    pub rows: Vec<usize>,
    /// How they match.
    pub kind: MatchKind,
}

/// How identities match a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchKind {
    /// They contain what was searched for.
    #[default]
    Exact,
    /// Their names are a small typing error away from what was searched for.
    Near,
}

/// The most near matches that are worth looking at.
const MOST_NEAR: usize = 20;

impl IdentityList {
    /// Sorts the identities by name, and those of one name by resource and id, so that the order never jumps.
    pub fn new(identities: Vec<ManagedIdentity>) -> Self {
        let resource = |it: &ManagedIdentity| it.resource.as_ref().map(|it| it.id().to_lowercase());
        let mut keyed: Vec<_> =
            identities.into_iter().map(|it| ((it.display_name.to_lowercase(), resource(&it), it.id), it)).collect();
        sort::sort_by(&mut keyed, |(a, _), (b, _)| a.cmp(b));
        let choices = Choices::of(keyed.iter().map(|(_, identity)| identity));
        let lowered = keyed
            .iter()
            .map(|((name, resource, _), _)| format!("{name}\n{}", resource.as_deref().unwrap_or_default()))
            .collect();
        let identities = keyed.into_iter().map(|(_, identity)| identity).collect();
        Self { identities, lowered, namesakes: Vec::new(), choices }
    }

    /// The same list, with the names marked that others have as well, or that look like others'. To be asked of a list
    /// that is read to its end: that is when it is worth the time.
    pub fn with_namesakes(self) -> Self {
        let namesakes = namesakes(self.identities.iter().map(|identity| identity.display_name.as_str()));
        Self { namesakes, ..self }
    }

    /// How the name in this row relates to the others, as far as that is known.
    pub fn namesake(&self, row: usize) -> Option<Namesake> {
        self.namesakes.get(row).copied().flatten()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.identities.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.identities.is_empty()
    }

    /// The identity in this row.
    pub fn get(&self, row: usize) -> Option<&ManagedIdentity> {
        self.identities.get(row)
    }

    /// The first row whose identity is wanted.
    pub fn position(&self, wanted: impl Fn(&ManagedIdentity) -> bool) -> Option<usize> {
        self.identities.iter().position(wanted)
    }

    /// What can be filtered by.
    pub fn choices(&self) -> &Choices {
        &self.choices
    }

    /// All rows in an order. `value` is what a column shows, in lower case; what has none comes last either way.
    pub fn order(&self, sort: IdentitySort, value: &dyn Fn(&ManagedIdentity) -> Option<String>) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.identities.len()).collect();
        if sort.column == IdentityColumn::Name {
            if sort.is_descending {
                rows.reverse();
            }
            return rows;
        }
        let values: Vec<Option<String>> = self.identities.iter().map(value).collect();
        sort::sort_by(&mut rows, |&one, &other| match (&values[one], &values[other]) {
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (one, other) if sort.is_descending => other.cmp(one),
            (one, other) => one.cmp(other),
        });
        rows
    }

    /// The rows that a search finds, in the order of `order`. A part of an ID and names with a typing error are looked
    /// for only where nothing contains what was searched for.
    pub fn find(&self, query: &IdentityQuery, order: &[usize]) -> FoundIdentities {
        let term = SearchTerm::parse(&query.search);
        let words = term.words();
        let mut is_hidden_by_filter = false;
        let mut rows = Vec::new();
        for &row in order {
            let identity = &self.identities[row];
            let is_found = match &term {
                SearchTerm::Name(_) => words.all_in(&self.lowered[row]),
                term => term.matches(identity),
            };
            if is_found && passes(identity, query) {
                rows.push(row);
            } else {
                is_hidden_by_filter |= is_found;
            }
        }
        let exact = |rows| FoundIdentities { rows, kind: MatchKind::Exact };
        match &term {
            SearchTerm::Name(name) if rows.is_empty() && !is_hidden_by_filter => {
                let by_id = self.with_id_fragment(name, query, order);
                if by_id.is_empty() { self.near(name, query, order) } else { exact(by_id) }
            }
            _ => exact(rows),
        }
    }

    /// The rows in whose object ID or client ID a text occurs.
    fn with_id_fragment(&self, text: &str, query: &IdentityQuery, order: &[usize]) -> Vec<usize> {
        let Some(fragment) = IdFragment::parse(text) else { return Vec::new() };
        let fits = |row: &usize| {
            let identity = &self.identities[*row];
            (fragment.is_in(identity.id.0) || fragment.is_in(identity.app_id.0)) && passes(identity, query)
        };
        order.iter().copied().filter(fits).collect()
    }

    /// The rows whose names are a small typing error away.
    fn near(&self, name: &str, query: &IdentityQuery, order: &[usize]) -> FoundIdentities {
        let mut near: Vec<(u32, usize)> = Vec::new();
        if let Some(words) = NearWords::of(name) {
            let edits = |row: usize| words.edits_in(self.lowered[row].split('\n').next().unwrap_or_default());
            let found = order.iter().filter_map(|&row| Some((edits(row)?, row)));
            near.extend(found.filter(|(_, row)| passes(&self.identities[*row], query)));
        }
        sort::sort_by_key(&mut near, |(edits, _)| *edits);
        let rows: Vec<usize> = near.into_iter().take(MOST_NEAR).map(|(_, row)| row).collect();
        let kind = if rows.is_empty() { MatchKind::Exact } else { MatchKind::Near };
        FoundIdentities { rows, kind }
    }
}

impl Choices {
    fn of<'a>(identities: impl Iterator<Item = &'a ManagedIdentity>) -> Self {
        let mut choices = Self::default();
        for resource in identities.filter_map(|identity| identity.resource.as_ref()) {
            choices.resource_types.insert(resource.resource_type().to_lowercase());
            if let Some(subscription) = resource.subscription() {
                choices.subscriptions.insert(subscription.to_string());
            }
            if let Some(group) = resource.resource_group() {
                choices.groups.insert(group.to_lowercase());
            }
        }
        choices
    }
}

/// Azure compares the parts of a resource id without regard to case.
fn passes(identity: &ManagedIdentity, query: &IdentityQuery) -> bool {
    let resource = identity.resource.as_ref();
    let is =
        |wanted: &str, has: Option<&str>| wanted.is_empty() || has.is_some_and(|has| has.eq_ignore_ascii_case(wanted));
    // An id is written out for those alone who ask for one.
    let subscription = || resource.and_then(|it| it.subscription()).map(|id| id.to_string());
    let kind = match query.kind {
        KindFilter::All => true,
        KindFilter::SystemAssigned => identity.kind == IdentityKind::SystemAssigned,
        KindFilter::UserAssigned => identity.kind == IdentityKind::UserAssigned,
        KindFilter::Unknown => identity.kind == IdentityKind::Unknown,
    };
    kind && is(&query.resource_type, resource.map(AzureResource::resource_type))
        && is(&query.group, resource.and_then(AzureResource::resource_group))
        && (query.subscription.is_empty() || is(&query.subscription, subscription().as_deref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::guid::Guid;
    use domain::ids::{AppId, ServicePrincipalId};

    const SUB: &str = "1b87a2f0-0000-4000-8000-000000000001";

    fn identity(number: u8, name: &str, kind: IdentityKind, resource: Option<&str>) -> ManagedIdentity {
        ManagedIdentity {
            id: ServicePrincipalId(Guid::from_bytes([number; 16])),
            app_id: AppId(Guid::from_bytes([number + 100; 16])),
            display_name: name.to_owned(),
            kind,
            resource: resource.and_then(|tail| AzureResource::parse(&format!("/subscriptions/{SUB}{tail}"))),
            enabled: true,
            created: None,
        }
    }

    fn list() -> IdentityList {
        use IdentityKind::{SystemAssigned, Unknown, UserAssigned};
        IdentityList::new(vec![
            identity(4, "shop", SystemAssigned, Some("/resourceGroups/RG-Web/providers/Microsoft.Web/sites/shop")),
            identity(
                3,
                "Shop",
                UserAssigned,
                Some("/resourceGroups/rg-auto/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Shop"),
            ),
            identity(2, "O'Brien & Sons #1", Unknown, None),
            identity(1, "日本 😀", SystemAssigned, None),
        ])
    }

    fn found(query: &IdentityQuery) -> Vec<u8> {
        let list = list();
        let found = list.find(query, &list.order(query.sort, &|_| None));
        assert_eq!(found.kind, MatchKind::Exact);
        numbers(&list, &found.rows)
    }

    fn numbers(list: &IdentityList, rows: &[usize]) -> Vec<u8> {
        rows.iter().map(|&row| list.get(row).unwrap().id.0.bytes()[0]).collect()
    }

    fn search(text: &str) -> IdentityQuery {
        IdentityQuery { search: text.to_owned(), ..IdentityQuery::default() }
    }

    #[test]
    fn a_search_finds_by_words_ids_and_resource() {
        let check = |search: &str, ids: &[u8]| {
            assert_eq!(found(&self::search(search)), ids, "{search}");
        };
        check("", &[2, 3, 4, 1]);
        check("SHOP", &[3, 4]);
        check("shop rg-web", &[4]);
        check("o'brien", &[2]);
        check("& #1", &[2]);
        check("😀", &[1]);
        check("nobody", &[]);
        check("03030303-0303-0303-0303-030303030303", &[3]);
        check("0303", &[3]);
        check("04040404-0404…", &[4]);
        check("6565", &[1]);
        check(&format!("/subscriptions/{SUB}/resourcegroups/rg-web/providers/microsoft.web/sites/SHOP"), &[4]);
    }

    #[test]
    fn filters_narrow_what_is_found() {
        let check = |query: IdentityQuery, ids: &[u8]| assert_eq!(found(&query), ids, "{query:?}");
        check(IdentityQuery { kind: KindFilter::SystemAssigned, ..IdentityQuery::default() }, &[4, 1]);
        check(IdentityQuery { kind: KindFilter::Unknown, ..IdentityQuery::default() }, &[2]);
        check(IdentityQuery { group: "rg-WEB".to_owned(), ..IdentityQuery::default() }, &[4]);
        check(IdentityQuery { resource_type: "microsoft.web/sites".to_owned(), ..IdentityQuery::default() }, &[4]);
        check(IdentityQuery { subscription: SUB.to_owned(), ..IdentityQuery::default() }, &[3, 4]);
        let both = IdentityQuery { search: "shop".to_owned(), kind: KindFilter::UserAssigned, ..Default::default() };
        check(both, &[3]);
    }

    #[test]
    fn typing_error_finds_near_names_only_where_nothing_else_matches() {
        let list = list();
        let order = list.order(IdentitySort::default(), &|_| None);
        let check = |query: &IdentityQuery, kind, ids: &[u8]| {
            let found = list.find(query, &order);
            assert_eq!((found.kind, numbers(&list, &found.rows)), (kind, ids.to_vec()), "{query:?}");
        };
        check(&search("shpo"), MatchKind::Near, &[3, 4]);
        check(&search("brein"), MatchKind::Near, &[2]);
        check(&search("shop"), MatchKind::Exact, &[3, 4]);
        check(&search("orders"), MatchKind::Exact, &[]);
        let kind = KindFilter::UserAssigned;
        check(&IdentityQuery { kind, ..search("shpo") }, MatchKind::Near, &[3]);
        check(&IdentityQuery { kind, ..search("brien") }, MatchKind::Exact, &[]);
    }

    #[test]
    fn rows_are_ordered_by_a_column_and_what_has_no_value_is_last() {
        let list = list();
        let group = |it: &ManagedIdentity| Some(it.resource.as_ref()?.resource_group()?.to_lowercase());
        let check = |is_descending, ids: &[u8]| {
            let sort = IdentitySort { column: IdentityColumn::Group, is_descending };
            assert_eq!(numbers(&list, &list.order(sort, &group)), ids);
        };
        check(false, &[3, 4, 2, 1]);
        check(true, &[4, 3, 2, 1]);
        let by_name = IdentitySort { column: IdentityColumn::Name, is_descending: true };
        assert_eq!(numbers(&list, &list.order(by_name, &group)), [1, 4, 3, 2]);
    }

    #[test]
    fn names_that_are_easily_mistaken_are_marked_in_their_rows() {
        let marks = |list: &IdentityList| (0..list.len()).map(|row| list.namesake(row)).collect::<Vec<_>>();
        assert_eq!(marks(&list()), [None; 4], "before the list is complete");
        let (none, similar) = (None, Some(Namesake::Similar));
        assert_eq!(marks(&list().with_namesakes()), [none, similar, similar, none]);
    }

    #[test]
    fn what_differs_only_in_case_is_one_choice() {
        let mut identities = vec![];
        for (number, group) in [(1, "RG"), (2, "rg")] {
            let tail = format!("/resourceGroups/{group}/providers/Microsoft.Web/sites/s");
            identities.push(identity(number, "s", IdentityKind::SystemAssigned, Some(&tail)));
        }
        let choices = IdentityList::new(identities).choices().clone();
        assert_eq!((choices.groups.len(), choices.resource_types.len(), choices.subscriptions.len()), (1, 1, 1));
    }
}
