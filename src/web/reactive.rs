//! Views and effects that follow signals, each of one type.
//!
//! Leptos compiles the code around a closure again for every closure. Boxed, all closures have one type, so that the page
//! has that code once.

use leptos::prelude::*;

/// A part of a view that follows signals.
pub type DynamicView = Box<dyn FnMut() -> AnyView + Send>;

/// A part of a view that is drawn again whenever a signal that it reads changes.
pub fn dynamic<V: IntoAny>(mut draw: impl FnMut() -> V + Send + 'static) -> DynamicView {
    Box::new(move || draw().into_any())
}

/// Runs an action now, and again whenever a signal that it reads changes, until the owner ends.
pub fn follow(action: impl FnMut() + 'static) {
    let action: Box<dyn FnMut()> = Box::new(action);
    Effect::new(action);
}

/// A value that follows signals, and tells those who follow it when it has changed.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let compute: Box<dyn Fn() -> T + Send + Sync> = Box::new(compute);
    Memo::new(move |_| compute())
}

/// What happens at an event of an element, whatever the event says.
pub fn handler<E: 'static>(mut action: impl FnMut() + 'static) -> Box<dyn FnMut(E)> {
    Box::new(move |_| action())
}
