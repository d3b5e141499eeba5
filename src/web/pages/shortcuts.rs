//! The list of keyboard shortcuts.

use leptos::html;
use leptos::prelude::*;

use crate::web::navigation::route::Route;
use crate::web::reactive::handler;
use crate::web::search::command_palette::{CommandPalette, palette_key};
use crate::web::text::palette as text;

/// The list.
#[component]
pub fn ShortcutList() -> impl IntoView {
    let palette = expect_context::<CommandPalette>();
    let close = NodeRef::<html::Button>::new();
    close.on_load(|button| {
        // Esc closes the list all the same.
        let _ = button.focus();
    });
    let row = |(key, does): (&'static str, &'static str)| {
        view! {
            <tr>
                <th scope="row">
                    <kbd>{key}</kbd>
                </th>
                <td>{does}</td>
            </tr>
        }
    };
    let rows = [(palette_key(), text::PALETTE_DOES)].into_iter().chain(text::LIST).map(row).collect_view();
    view! {
        <div class="shortcuts">
            <h2>{text::SHORTCUTS}</h2>
            <table>
                <caption class="unseen">{text::SHORTCUTS}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::KEY}</th>
                        <th scope="col">{text::DOES}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="actions">
                <button node_ref=close type="button" class="button primary" on:click=handler(move || palette.close())>
                    {text::CLOSE}
                </button>
                <a href=Route::Settings.to_string() on:click=handler(move || palette.close())>
                    {text::TO_SETTING}
                </a>
            </div>
        </div>
    }
    .into_any()
}
