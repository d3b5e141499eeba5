//! A table of plain texts, for what is only read.

use leptos::prelude::*;

use super::stacked_table::StackedTable;
use crate::web::tenant::tenant_text::visible;

/// Rows of texts, the first of each being what the row is about. Texts may come from the tenant.
#[component]
pub fn TextTable(
    /// What the table is, for screen readers.
    caption: &'static str,
    /// The columns.
    columns: &'static [&'static str],
    /// The rows, as long as the columns.
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    view! {
        <StackedTable class="texts" caption columns>
            {rows.into_iter().map(|cells| row(&cells, columns)).collect_view()}
        </StackedTable>
    }
    .into_any()
}

/// Where a row is a block of its own, each cell says which column it is of.
fn row(cells: &[String], columns: &'static [&'static str]) -> impl IntoView + use<> {
    let text = |cell: &String| view! { <bdi>{visible(cell)}</bdi> };
    let first = cells.first().map(|cell| view! { <th scope="row" class="strong">{text(cell)}</th> });
    let rest = cells.iter().zip(columns).skip(1);
    let rest = rest.map(|(cell, &name)| view! { <td data-label=name>{text(cell)}</td> }).collect_view();
    view! { <tr>{first} {rest}</tr> }
}
