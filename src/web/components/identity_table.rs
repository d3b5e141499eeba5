//! The table of identities: thousands of rows, of which only those near the screen are drawn.
//!
//! Every row is one link. Arrow keys, Page Up and Down, Home and End move between rows; the Tab key goes from link to
//! link. Those who listen hear the number of all rows and the place of each.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::identity_row::IdentityRow;
use crate::web::identity_list::IdentityList;
use crate::web::row_window::RowWindow;
use crate::web::text::identities as text;

/// The columns, of which narrow screens show the first.
const COLUMNS: [&str; 5] = [text::NAME, text::KIND, text::RESOURCE, text::GROUP, text::SUBSCRIPTION];

/// The table.
#[component]
pub fn IdentityTable(
    /// All identities.
    list: Signal<Arc<IdentityList>>,
    /// The rows to show, in order.
    rows: Memo<Vec<usize>>,
) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let window = drawn_window(body, rows);
    let spacer = move |after: bool| {
        let height = move || {
            let (before, behind) = window.get().spacers();
            if after { behind } else { before }
        };
        move || {
            (height() > 0).then(|| {
                view! {
                    <tr class="spacer" aria-hidden="true">
                        {html::td().colspan(COLUMNS.len().to_string()).attr("height", height().to_string())}
                    </tr>
                }
            })
        }
    };
    let drawn = move || {
        let all = rows.read();
        window.get().drawn().filter_map(|at| all.get(at).map(|&row| (at, row))).collect::<Vec<_>>()
    };
    let row = move |(at, row): (usize, usize)| {
        let list = list.read_untracked();
        let namesake = list.namesake(row);
        list.get(row).cloned().map(|identity| view! { <IdentityRow identity namesake at /> })
    };
    view! {
        <div class="table-box windowed">
            <table class="identity-table" aria-rowcount=move || (rows.read().len() + 1).to_string()>
                <caption class="unseen">{move || text::caption(rows.read().len(), list.read().len())}</caption>
                <thead>
                    <tr aria-rowindex="1">
                        {COLUMNS.map(|name| view! { <th scope="col">{name}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody node_ref=body on:keydown=move |event| move_focus(&event, window.get_untracked(), body)>
                    {spacer(false)} <For each=drawn key=move |(at, row)| (*at, list.read_untracked().get(*row).map(|it| it.id)) children=row />
                    {spacer(true)}
                </tbody>
            </table>
        </div>
    }
}

/// The window that follows scrolling, resizing and the number of rows.
fn drawn_window(body: NodeRef<html::Tbody>, rows: Memo<Vec<usize>>) -> Memo<RowWindow> {
    let place = RwSignal::new((0.0, screen_height(), 41.0));
    // The frame it was asked for may come after the page has been left, when there is nothing left to measure.
    let measure = move || {
        if let Some(body) = body.try_get_untracked().flatten() {
            let measured = (-body.get_bounding_client_rect().top(), screen_height(), row_height(&body));
            if place.try_get_untracked().is_some_and(|place| place != measured) {
                place.set(measured);
            }
        }
    };
    let scrolled = window_event_listener(leptos::ev::scroll, move |_| measure());
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
    });
    Effect::new(move |_| {
        rows.track();
        body.track();
        request_animation_frame(measure);
    });
    Memo::new(move |_| {
        let (above, screen, row_height) = place.get();
        RowWindow { rows: rows.read().len(), row_height, above, screen }
    })
}

/// Moves the focus from row to row. The target is scrolled to first, because it may not be drawn yet.
fn move_focus(event: &web_sys::KeyboardEvent, shown: RowWindow, body: NodeRef<html::Tbody>) {
    let Some(at) = focused_row() else { return };
    let last = shown.rows.saturating_sub(1);
    let target = match event.key().as_str() {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at + shown.rows_on_screen(),
        "PageUp" => at.saturating_sub(shown.rows_on_screen()),
        "Home" => 0,
        "End" => last,
        _ => return,
    }
    .min(last);
    event.prevent_default();
    let Some(body) = body.get_untracked() else { return };
    if !focus_row(target) {
        let top =
            body.get_bounding_client_rect().top() + shown.row_height * f64::from(u32::try_from(target).unwrap_or(0));
        window().scroll_by_with_x_and_y(0.0, top - shown.screen / 2.0);
        // The scroll event that draws the rows comes before the second frame.
        request_animation_frame(move || {
            request_animation_frame(move || {
                focus_row(target);
            });
        });
    }
}

fn focused_row() -> Option<usize> {
    document().active_element()?.id().strip_prefix("row-")?.parse().ok()
}

fn focus_row(at: usize) -> bool {
    let link =
        document().get_element_by_id(&format!("row-{at}")).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    link.is_some_and(|link| link.focus().is_ok())
}

fn row_height(body: &web_sys::HtmlElement) -> f64 {
    let first = body.query_selector("tr.item").ok().flatten();
    first.map_or(41.0, |row| row.get_bounding_client_rect().height())
}

fn screen_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0)
}
