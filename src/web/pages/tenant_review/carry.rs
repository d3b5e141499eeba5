//! All rows that fit, to carry elsewhere: on the clipboard or on paper. The table itself draws only those near the
//! screen, so neither the browser's copying nor its printing would see the rest.

use leptos::prelude::*;

use super::desk::ReviewDesk;
use super::pieces::{tier_of_row, tier_of_row_in_words, worst_of_row};
use crate::web::browser::clipboard;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::count::grouped;
use crate::web::text::{identities, region, tenant_review as text};
use crate::web::toasts::Toasts;
use domain::azure_resource::AzureResource;
use domain::clipboard::ClipboardText;
use domain::tenant_review::TenantReview;

/// The columns of what is copied and printed.
const COLUMNS: &[&str] =
    &[text::NAME, text::TIER, text::HIGHEST_PERMISSION, text::HOLDS, identities::GROUP, text::GRANTED];

/// Buttons that copy and print all rows.
#[component]
pub fn Carry(desk: ReviewDesk, rows: Memo<Vec<u32>>) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let printing = RwSignal::new(false);
    let copy = move |_| {
        let Some(review) = desk.snapshot() else { return };
        let lines = rows_for_clipboard(&review, &rows.read_untracked());
        clipboard::copy(toasts, lines.as_str(), region::COPIED, region::NOT_COPIED);
    };
    let print = move |_| {
        printing.set(true);
        // Two frames later everything is drawn; the call comes back when the user is done.
        request_animation_frame(move || {
            request_animation_frame(move || {
                // A browser that does not print has nothing to say about it.
                let _ = window().print();
                printing.try_set(false);
            });
        });
    };
    let paper =
        move || printing.get().then(|| desk.snapshot().map(|review| print_rows(&review, &rows.read_untracked())));
    view! {
        <button type="button" class="button" on:click=copy>
            {text::COPY_ALL}
        </button>
        <button type="button" class="button" on:click=print>
            {text::PRINT_ALL}
        </button>
        {paper}
    }
    .into_any()
}

/// What one row says, in the order of the columns.
fn cells(review: &TenantReview, row: usize) -> [String; 6] {
    let it = &review.rows()[row];
    let group = it.identity.resource.as_ref().and_then(AzureResource::resource_group).unwrap_or_default();
    [
        it.identity.display_name.clone(),
        tier_of_row_in_words(review, row),
        worst_of_row(review, row),
        review.count(row).map_or_else(|| text::UNKNOWN.to_owned(), grouped),
        group.to_owned(),
        review.newest_grant(row).map(|at| at.date()).unwrap_or_default(),
    ]
}

/// A table for spreadsheets.
fn rows_for_clipboard(review: &TenantReview, rows: &[u32]) -> ClipboardText {
    let table = ClipboardText::table(COLUMNS, rows.iter().map(|&row| cells(review, row as usize).to_vec()));
    if review.is_complete() { table } else { table.with_note(text::INCOMPLETE_MEANS) }
}

/// Every row, drawn for paper alone.
fn print_rows(review: &TenantReview, rows: &[u32]) -> AnyView {
    let line = |&row: &u32| {
        let [name, _, worst, holds, group, newest] = cells(review, row as usize).map(|cell| visible(&cell));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{tier_of_row(review, row as usize)}</td>
                <td>{worst}</td>
                <td class="number">{holds}</td>
                <td>{group}</td>
                <td>{newest}</td>
            </tr>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = rows.iter().map(line).collect();
    view! {
        <div class="paper">
            {(!review.is_complete()).then(|| view! { <p class="strong">{text::INCOMPLETE_MEANS}</p> })}
            {super::pieces::table(text::IDENTITIES.to_owned(), COLUMNS, lines)}
        </div>
    }
    .into_any()
}
