//! Headings that take the focus when what is below them is new, so that the keyboard and screen reader users are where
//! the page is.

use leptos::html;
use leptos::prelude::*;

use crate::web::navigation::control::Navigation;
use crate::web::reactive::{dynamic, follow};
use crate::web::text;

/// The heading of a page. It also names the browser's tab.
#[component]
pub fn PageHeading(
    /// The heading, which may become known only later.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let navigation = expect_context::<Navigation>();
    let moved = navigation.has_moved();
    heading.on_load(move |element| {
        if moved {
            take_focus(navigation, &element);
        }
    });
    follow(move || document().set_title(&text::frame::title(&text.get())));
    view! {
        <h1 node_ref=heading tabindex="-1">
            <bdi>{dynamic(move || text.get())}</bdi>
        </h1>
    }
}

/// The heading of a step within a page, which takes the focus when the step begins.
#[component]
pub fn StepHeading(
    /// The heading.
    text: &'static str,
    /// Whether the step followed another one.
    takes_focus: bool,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(move |element| {
        if takes_focus {
            take_focus(navigation, &element);
        }
    });
    view! {
        <h2 node_ref=heading tabindex="-1">
            {text}
        </h2>
    }
}

/// Moves the focus to what is new, and the page to its top. A user who has come back is brought to where they were.
pub(super) fn take_focus(navigation: Navigation, element: &web_sys::HtmlElement) {
    if navigation.is_back() {
        return;
    }
    // A heading that cannot take the focus is still a heading.
    let _ = element.focus();
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
