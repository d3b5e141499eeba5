//! Tables of which a filter hides rows.
//!
//! A key hides what no longer fits and shows the first screen of what fits again, in one frame. Whatever else it brings
//! back follows in the frames after it: bringing a thousand rows back at once keeps the browser busy for longer than
//! people wait between two keys. Every row is an element of its own all the time, so that the browser's search, printing
//! and screen readers have all of them.

use crate::web::reactive::follow;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Rows shown in the frame of the key: more than a screen has room for.
const FIRST_SCREEN: usize = 40;
/// Rows that each frame after it brings back.
const ROWS_PER_FRAME: usize = 120;

/// Tables whose rows are hidden and shown, counted through all of them. A key creates no new rows and touches only the
/// rows that it changes.
#[component]
pub fn FilteredRows(
    /// Which of the rows are shown.
    shown: Memo<Vec<bool>>,
    /// The tables.
    children: Children,
) -> impl IntoView {
    let tables = NodeRef::<html::Div>::new();
    let rows = StoredValue::new_local(Rows::default());
    follow(move || {
        let wanted = shown.read();
        let Some(tables) = tables.get() else { return };
        let next = rows.try_update_value(|rows| rows.follow(&tables, &wanted));
        if let Some(Some(next)) = next {
            show_later(rows, shown, next);
        }
    });
    view! {
        <div class="region" node_ref=tables>
            {children()}
        </div>
    }
    .into_any()
}

/// Shows more rows with each frame, until all are shown or another key came.
fn show_later(rows: StoredValue<Rows, LocalStorage>, shown: Memo<Vec<bool>>, next: Next) {
    request_animation_frame(move || {
        let Some(wanted) = shown.try_get_untracked() else { return };
        let next = rows.try_update_value(|rows| rows.show_more(&wanted, next));
        if let Some(Some(next)) = next {
            show_later(rows, shown, next);
        }
    });
}

/// The rows of all tables, in the order of the page.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    keys: u32,
}

/// Where the next frame continues, and for which key.
#[derive(Clone, Copy)]
struct Next {
    row: usize,
    key: u32,
}

impl Rows {
    /// Hides what is not wanted any more and shows the first screen of what is. Gives where the next frame continues,
    /// where more is to be shown.
    fn follow(&mut self, tables: &web_sys::HtmlElement, wanted: &[bool]) -> Option<Next> {
        if self.rows.is_empty() {
            self.rows = Row::all_of(tables);
        }
        self.keys = self.keys.wrapping_add(1);
        for (row, wanted) in self.rows.iter_mut().zip(wanted) {
            if !wanted {
                row.show(false);
            }
        }
        let mut room = FIRST_SCREEN;
        self.show_from(0, wanted, |_| {
            room = room.saturating_sub(1);
            room > 0
        })
    }

    /// Shows the rows of one more frame.
    fn show_more(&mut self, wanted: &[bool], next: Next) -> Option<Next> {
        if next.key != self.keys {
            return None;
        }
        let mut room = ROWS_PER_FRAME;
        self.show_from(next.row, wanted, |was_shown| {
            room = room.saturating_sub(usize::from(!was_shown));
            room > 0
        })
    }

    /// Shows wanted rows from a place on, for as long as there is room; `has_room` is told of each whether it was shown
    /// before.
    fn show_from(&mut self, from: usize, wanted: &[bool], mut has_room: impl FnMut(bool) -> bool) -> Option<Next> {
        for (at, row) in self.rows.iter_mut().enumerate().skip(from) {
            if wanted.get(at).copied().unwrap_or_default() {
                let was_shown = row.is_shown;
                row.show(true);
                if !has_room(was_shown) {
                    return Some(Next { row: at + 1, key: self.keys });
                }
            }
        }
        None
    }
}

/// A row, and whether it is shown.
struct Row {
    element: web_sys::HtmlElement,
    is_shown: bool,
}

impl Row {
    fn all_of(tables: &web_sys::HtmlElement) -> Vec<Self> {
        let Ok(found) = tables.query_selector_all("tbody tr") else { return Vec::new() };
        let row = |at| Some(Self { element: found.item(at)?.dyn_into().ok()?, is_shown: true });
        (0..found.length()).filter_map(row).collect()
    }

    fn show(&mut self, wanted: bool) {
        if self.is_shown != wanted {
            self.element.set_hidden(!wanted);
            // Fails only for names that can't be an attribute's.
            let _ = self.element.set_attribute("aria-hidden", if wanted { "false" } else { "true" });
            self.is_shown = wanted;
        }
    }
}
