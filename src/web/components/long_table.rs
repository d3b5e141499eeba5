//! A table of thousands of rows, of which only those near the screen are drawn.
//!
//! Every row has one link or button that bears the row's id, [`row_id`]. Arrow keys, Page Up and Down, Home and End
//! move between these; the Tab key goes through everything. Screen reader users hear the number of all rows and the
//! place of each. Memory grows with the data and not with the rows drawn.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::web::browser::row_window::RowWindow;
use crate::web::reactive::{dynamic, follow, memo};

/// What tells rows from one another: the place, and a number for what is there. A row is drawn again when either
/// changes.
pub type RowKey = (usize, u64);

/// The id of the element of a row that takes the focus.
pub fn row_id(at: usize) -> String {
    format!("row-{at}")
}

/// The table. `row` draws a whole `tr` with the class `item` and the `aria-rowindex` of [`row_index`].
#[component]
pub fn LongTable(
    /// The class that lays out its columns.
    class: &'static str,
    /// What it is, for screen readers.
    #[prop(into)]
    caption: Signal<String>,
    /// The cells of the head.
    #[prop(into)]
    head: ViewFn,
    /// A number for what is in each row.
    #[prop(into)]
    keys: Signal<Vec<u64>>,
    /// Draws the row at a place.
    row: Callback<usize, AnyView>,
) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let window = drawn_window(body, keys);
    // Its cell spans no columns, for some of them are hidden on narrow screens.
    let spacer = move |after: bool| {
        let height = move || {
            let (before, behind) = window.get().spacers();
            if after { behind } else { before }
        };
        move || {
            (height() > 0).then(|| {
                view! {
                    <tr class="spacer" aria-hidden="true">
                        {html::td().attr("height", height().to_string())}
                    </tr>
                }
            })
        }
    };
    let drawn = move || {
        let keys = keys.read();
        window.get().drawn().filter_map(|at| Some((at, *keys.get(at)?))).collect::<Vec<RowKey>>()
    };
    view! {
        <div class="table-box windowed">
            <table class=format!("long-table {class}") aria-rowcount=move || (keys.read().len() + 1).to_string()>
                <caption class="unseen">{dynamic(move || caption.get())}</caption>
                <thead>
                    <tr aria-rowindex="1">{head.run()}</tr>
                </thead>
                <tbody node_ref=body on:keydown=move |event| move_focus(&event, window.get_untracked(), body)>
                    {spacer(false)} <For each=drawn key=|key| *key children=move |(at, _)| row.run(at) />
                    {spacer(true)}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The place of a row among all rows, for screen readers. The head is the first.
pub fn row_index(at: usize) -> String {
    (at + 2).to_string()
}

/// The window that follows scrolling, resizing and the number of rows.
fn drawn_window(body: NodeRef<html::Tbody>, keys: Signal<Vec<u64>>) -> Memo<RowWindow> {
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
    follow(move || {
        keys.track();
        body.track();
        request_animation_frame(measure);
    });
    memo(move || {
        let (above, screen, row_height) = place.get();
        RowWindow { rows: keys.read().len(), row_height, above, screen }
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
    let found = document().get_element_by_id(&row_id(at)).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    found.is_some_and(|link| link.focus().is_ok())
}

fn row_height(body: &web_sys::HtmlElement) -> f64 {
    let first = body.query_selector("tr.item").ok().flatten();
    first.map_or(41.0, |row| row.get_bounding_client_rect().height())
}

fn screen_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0)
}
