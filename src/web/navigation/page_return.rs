//! Restores the scroll position and the focus of a page for a user who comes back to it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::web::navigation::page_positions::{FocusTarget, PagePosition};

/// How many frames the page has to be drawn far enough: about three seconds.
const FRAMES: u32 = 180;

/// Where the user is on the page now.
pub fn position() -> PagePosition {
    let focus = document().active_element().and_then(|element| match element.get_attribute("href") {
        Some(href) => Some(FocusTarget::Link(href)),
        None => Some(FocusTarget::Element(element.id())).filter(|_| !element.id().is_empty()),
    });
    PagePosition { scroll: scrolled(), focus }
}

/// Scrolls and moves the focus as soon as the page is drawn that far. A user who does either themselves meanwhile is left
/// alone.
pub fn restore_position(position: PagePosition, is_still_there: impl Fn() -> bool + 'static) {
    PositionRestore { position, left: FRAMES, seen: scrolled(), is_scrolled: false }.next(is_still_there);
}

/// A position that is being restored.
struct PositionRestore {
    position: PagePosition,
    left: u32,
    /// How far the page was scrolled in the last frame.
    seen: f64,
    is_scrolled: bool,
}

impl PositionRestore {
    fn next(self, is_still_there: impl Fn() -> bool + 'static) {
        request_animation_frame(move || {
            if is_still_there() {
                self.step(is_still_there);
            }
        });
    }

    fn step(mut self, is_still_there: impl Fn() -> bool + 'static) {
        let is_last = self.left == 0;
        let wanted = self.position.scroll;
        if !self.is_scrolled && (scrolled() - self.seen).abs() > 1.0 {
            // The user has scrolled.
            self.is_scrolled = true;
        }
        if !self.is_scrolled && (is_last || longest_scroll() >= wanted) {
            window().scroll_to_with_x_and_y(0.0, wanted);
            self.is_scrolled = true;
        }
        if self.is_scrolled {
            let target = if is_free() { self.target(is_last) } else { None };
            if let Some(target) = &target {
                let before = scrolled();
                // What cannot take the focus leaves it where it is.
                let _ = target.focus();
                window().scroll_to_with_x_and_y(0.0, before);
            }
            if target.is_some() || is_last || !is_free() {
                return;
            }
        } else if is_last {
            return;
        }
        self.seen = scrolled();
        self.left = self.left.saturating_sub(1);
        self.next(is_still_there);
    }

    /// The element that had the focus; the heading of the page if none had it, or if it no longer exists.
    fn target(&self, is_last: bool) -> Option<HtmlElement> {
        let found = self.position.focus.as_ref().and_then(find);
        let heading = || document().query_selector("main h1").ok().flatten();
        let found = found.or_else(|| (is_last || self.position.focus.is_none()).then(heading).flatten());
        found.and_then(|it| it.dyn_into().ok())
    }
}

/// Whether nothing of the page has the focus yet: it stays on the navigation, which is not drawn anew.
fn is_free() -> bool {
    let is_aside = |it: Element| it.tag_name() == "BODY" || it.closest("nav").is_ok_and(|nav| nav.is_some());
    document().active_element().is_none_or(is_aside)
}

fn find(target: &FocusTarget) -> Option<Element> {
    match target {
        FocusTarget::Element(id) => document().get_element_by_id(id),
        FocusTarget::Link(href) => {
            // The same address may also be in the navigation.
            let links = |within: &str| document().query_selector_all(within).ok();
            let all = [links("main a"), links("a")].into_iter().flatten();
            let elements = all.flat_map(|list| (0..list.length()).filter_map(move |at| list.get(at)));
            elements
                .filter_map(|node| node.dyn_into::<Element>().ok())
                .find(|link| link.get_attribute("href").as_deref() == Some(href))
        }
    }
}

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// How far the page can be scrolled.
fn longest_scroll() -> f64 {
    let height = document().document_element().map_or(0, |root| root.scroll_height());
    let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    f64::from(height) - screen
}
