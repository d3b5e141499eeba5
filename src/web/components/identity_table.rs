//! The table of identities, of which every row is one link. The heads of the columns sort it.

use std::sync::Arc;

use leptos::prelude::*;

use super::identity_row::{IdentityRow, RowMarks};
use super::long_table::LongTable;
use crate::web::navigation::identity_query::{IdentityColumn, IdentitySort};
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::identity_list::{FoundIdentities, IdentityList, MatchKind};
use crate::web::tenant::open_tenant::ReviewedTiers;
use crate::web::text::identities as text;
use domain::guid::Guid;
use domain::sorted_map::SortedMap;

/// The table.
#[component]
pub fn IdentityTable(
    /// All identities.
    list: Signal<Arc<IdentityList>>,
    /// The rows to show, in order.
    found: Memo<FoundIdentities>,
    /// How powerful they are, where that is known.
    powers: Option<ReviewedTiers>,
    /// The names of subscriptions, where they are known.
    subscriptions: Memo<SortedMap<Guid, String>>,
    /// The order.
    sort: Signal<IdentitySort>,
    /// Sorts by another order.
    set_sort: Callback<IdentitySort>,
) -> impl IntoView {
    let columns = match powers {
        Some(_) => &IdentityColumn::ALL[..],
        None => &IdentityColumn::ALL[..IdentityColumn::ALL.len() - 1],
    };
    let class = if powers.is_some() { "identity-table rated" } else { "identity-table" };
    let keys = memo(move || {
        let (list, found) = (list.read(), found.read());
        let is_near = u64::from(found.kind == MatchKind::Near);
        // A namesake may come with a later page of the list, and names of subscriptions after it.
        let are_named = u64::from(!subscriptions.read().is_empty());
        let key = |&row: &usize| {
            let id = list.get(row).map_or(0, |it| number(it.id.0));
            id << 3 | u64::from(list.namesake(row).is_some()) << 2 | is_near << 1 | are_named
        };
        found.rows.iter().map(key).collect::<Vec<u64>>()
    });
    let row = Callback::new(move |at: usize| {
        let list = list.read_untracked();
        let (row, kind) = found.with_untracked(|found| (found.rows.get(at).copied(), found.kind));
        let Some((row, identity)) = row.and_then(|row| Some((row, list.get(row)?.clone()))) else {
            return ().into_any();
        };
        let power = powers.as_ref().map(|powers| powers.get(&identity.id).copied());
        let marks = RowMarks { namesake: list.namesake(row), is_near: kind == MatchKind::Near };
        let resource = identity.resource.as_ref();
        let subscription = subscriptions.with_untracked(|names| {
            resource.and_then(|resource| text::subscription_of(resource, |id| names.get(&id).cloned()))
        });
        view! { <IdentityRow identity marks subscription power at /> }.into_any()
    });
    let head = move || {
        let head = |&column: &IdentityColumn| view! { <ColumnHead column sort set_sort /> };
        columns.iter().map(head).collect_view()
    };
    view! {
        <LongTable
            class
            caption=Signal::derive(move || text::caption(found.read().rows.len(), list.read().len()))
            head
            keys
            row
        />
    }
}

/// The head of a column, which is a button that sorts by it.
#[component]
fn ColumnHead(column: IdentityColumn, sort: Signal<IdentitySort>, set_sort: Callback<IdentitySort>) -> impl IntoView {
    let is_sorted = move || sort.read().column == column;
    let order = move || is_sorted().then(|| if sort.read().is_descending { "descending" } else { "ascending" });
    let sign = move || is_sorted().then(|| if sort.read().is_descending { text::DESCENDING } else { text::ASCENDING });
    view! {
        <th scope="col" aria-sort=order>
            <button
                type="button"
                class="sort"
                on:click=handler(move || set_sort.run(sort.get_untracked().toggled(column)))
            >
                {text::column(column)}
                <span class="sort-sign" aria-hidden="true">
                    {dynamic(sign)}
                </span>
            </button>
        </th>
    }
}

/// Half of a random id distinguishes identities as well as all of it.
fn number(id: Guid) -> u64 {
    u64::from_le_bytes(id.bytes()[8..].try_into().unwrap_or_default())
}
