//! The address of the review: its view, and what it is filtered by.

use leptos::prelude::*;

use crate::web::navigation::control::Navigation;
use crate::web::navigation::review_address::ReviewAddress;
use crate::web::navigation::route::Route;

/// The address as the views read and set it.
#[derive(Clone, Copy)]
pub struct ReviewLocation {
    /// The address.
    pub address: Memo<ReviewAddress>,
    /// What sets it.
    pub navigation: Navigation,
}

impl ReviewLocation {
    /// Changes the address without a new entry in the history, as while typing.
    pub fn replace(self, edit: impl FnOnce(&mut ReviewAddress)) {
        let mut next = self.address.get_untracked();
        edit(&mut next);
        self.navigation.replace_while_typing(route(&next));
    }
}

/// Where this address leads.
pub fn route(address: &ReviewAddress) -> Route {
    Route::Review(address.to_string())
}
