//! Which role the user wants to activate next: chosen on the page of their roles, or in a review that lacks the role.
//!
//! It is kept in memory while the tenant is open and is never part of an address, so that no link opens the form.

use leptos::prelude::*;

use crate::web::navigation::route::Route;
use crate::web::tenant::open_tenant::OpenTenant;
use domain::activation::OwnRole;

/// The wish of the user.
#[derive(Clone, Copy)]
pub struct ActivationWish {
    /// The role whose form is open.
    pub role: RwSignal<Option<OwnRole>>,
    /// The review that the user came from.
    pub from: RwSignal<Option<Route>>,
}

impl ActivationWish {
    /// That of the open tenant.
    pub fn here() -> Self {
        let tenant = expect_context::<OpenTenant>();
        tenant.keep(|| Self { role: RwSignal::new(None), from: RwSignal::new(None) })
    }
}
