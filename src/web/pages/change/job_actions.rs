//! How jobs add to the selection.

use leptos::prelude::*;

use super::copy_from::CopySelection;
use domain::change::origin::Origin;
use domain::change::wish::Wish;

/// How a job adds to the selection. Each says how many were new.
#[derive(Clone, Copy)]
pub struct JobActions {
    /// Adds what the user chose.
    pub add: Callback<Vec<Wish>, usize>,
    /// Adds what something else than the user chose.
    pub add_from: Callback<(Origin, Vec<Wish>), usize>,
    /// Adds what another service principal has.
    pub copy: Callback<CopySelection, usize>,
}
