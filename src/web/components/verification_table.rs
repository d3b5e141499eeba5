//! The permissions that an identity has and should have, in one table.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::name_cell::NameCell;
use super::stacked_table::StackedTable;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::compare::{self as text, ComparisonKind};
use crate::web::text::comparison::{names, note};
use crate::web::text::{remove, standing};
use domain::change::wish::Wish;
use domain::sorted_set::SortedSet;
use domain::verify::{ComparisonFinding, ComparisonResult, ComparisonRow};

/// The rows of a comparison.
#[component]
pub fn VerificationTable(
    /// The rows, wanted ones first.
    rows: Vec<ComparisonRow>,
    /// What the identity was compared with.
    against: ComparisonKind,
    /// The result in one line, which names the table.
    caption: String,
    /// What is ticked to be put right; nothing, where nothing can be.
    ticked: Option<RwSignal<SortedSet<Wish>>>,
) -> impl IntoView {
    let row = move |row| view! { <VerificationRow row against ticked /> };
    view! {
        <StackedTable class="verification" caption columns=&[text::WHAT, text::FINDING, text::NOTES]>
            {rows.into_iter().map(row).collect_view()}
        </StackedTable>
    }
    .into_any()
}

#[component]
fn VerificationRow(
    row: ComparisonRow,
    against: ComparisonKind,
    ticked: Option<RwSignal<SortedSet<Wish>>>,
) -> impl IntoView {
    let (label, of) = names(&row.about);
    let (label, of) = (visible(&label), visible(&of));
    let name = remove::role_of(&label, &of);
    let tick = ticked.zip(row.correction()).map(|(ticked, wish)| tick_box(ticked, wish, &name));
    let why_tick = (tick.is_some() && matches!(row.finding, ComparisonFinding::ThroughGroup(_)))
        .then_some(standing::ASSIGN_AS_WELL);
    let what = view! {
        <span>
            <NameCell name=label of />
        </span>
    };
    let tone = match (ComparisonResult::of(&row.finding), against) {
        (ComparisonResult::Held, _) => Tone::Good,
        (ComparisonResult::Missing, ComparisonKind::Set) => Tone::Bad,
        (ComparisonResult::Unclear, _) => Tone::Warn,
        (_, ComparisonKind::Set) => Tone::Warn,
        (_, ComparisonKind::Identity) => Tone::Info,
    };
    view! {
        <tr>
            <th scope="row">
                {match tick {
                    Some(tick) => view! { <label class="pick">{tick} {what}</label> }.into_any(),
                    None => what.into_any(),
                }}
            </th>
            <td>
                <Badge tone text=standing::finding(against, &row.finding) />
            </td>
            <td class="soft">
                <bdi>{visible(&note(against, &row))}</bdi>
                {why_tick.map(|why| view! { <p class="hint">{why}</p> })}
            </td>
        </tr>
    }
}

/// The box before a row that can be put right.
fn tick_box(ticked: RwSignal<SortedSet<Wish>>, wish: Wish, name: &str) -> AnyView {
    let shown = wish.clone();
    view! {
        <input
            type="checkbox"
            aria-label=remove::select(name)
            prop:checked=move || ticked.read().contains(&shown)
            on:change:target=move |event| {
                ticked.update(|ticked| {
                    if event.target().checked() {
                        ticked.insert(wish.clone());
                    } else {
                        ticked.remove(&wish);
                    }
                });
            }
        />
    }
    .into_any()
}
