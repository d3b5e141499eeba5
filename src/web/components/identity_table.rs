//! The table of identities, of which every row is one link.

use std::sync::Arc;

use leptos::prelude::*;

use super::identity_row::IdentityRow;
use super::long_table::LongTable;
use crate::web::identity_list::IdentityList;
use crate::web::open_tenant::ReviewedTiers;
use crate::web::text::identities as text;
use domain::guid::Guid;

/// The columns, of which narrow screens show the first.
const COLUMNS: [&str; 6] = [text::NAME, text::KIND, text::RESOURCE, text::GROUP, text::SUBSCRIPTION, text::POWER];

/// The table.
#[component]
pub fn IdentityTable(
    /// All identities.
    list: Signal<Arc<IdentityList>>,
    /// The rows to show, in order.
    rows: Memo<Vec<usize>>,
    /// How powerful they are, where that is known.
    powers: Option<ReviewedTiers>,
) -> impl IntoView {
    let columns = if powers.is_some() { &COLUMNS[..] } else { &COLUMNS[..COLUMNS.len() - 1] };
    let class = if powers.is_some() { "identity-table rated" } else { "identity-table" };
    let keys = Memo::new(move |_| {
        let list = list.read();
        // A namesake may come with a later page of the list.
        let key = |&row: &usize| {
            let id = list.get(row).map_or(0, |it| number(it.id.0));
            id << 1 | u64::from(list.namesake(row).is_some())
        };
        rows.read().iter().map(key).collect::<Vec<u64>>()
    });
    let row = Callback::new(move |at: usize| {
        let list = list.read_untracked();
        let Some(&row) = rows.read_untracked().get(at) else { return ().into_any() };
        let namesake = list.namesake(row);
        let identity = list.get(row).cloned();
        identity
            .map(|identity| {
                let power = powers.as_ref().map(|powers| powers.get(&identity.id).copied());
                view! { <IdentityRow identity namesake power at /> }
            })
            .into_any()
    });
    let head = move || columns.iter().map(|&name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <LongTable
            class
            caption=Signal::derive(move || text::caption(rows.read().len(), list.read().len()))
            head
            keys
            row
        />
    }
}

/// Half of a random id distinguishes identities as well as all of it.
fn number(id: Guid) -> u64 {
    u64::from_le_bytes(id.bytes()[8..].try_into().unwrap_or_default())
}
