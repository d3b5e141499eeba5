//! The sets in the browser's storage, which all tabs of this page share.

use leptos::prelude::*;

use super::stored::{OwnSetId, PREFIX, key, read_all};
use crate::web::tenant::surroundings::BrowserSurroundings;
use domain::sets::{OwnSet, write_own};
use graph::transport::Surroundings;

/// The user's own sets, as they are in this browser now. Another tab's change shows here as well.
#[derive(Clone, Copy)]
pub struct OwnSets(RwSignal<Vec<(OwnSetId, OwnSet)>>);

/// The browser keeps nothing for this page, or its storage is full: the set can still be saved as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetStorageError;

impl OwnSets {
    /// Reads them, and follows what other tabs do for as long as the part of the page that asked is there.
    pub fn open() -> Self {
        let sets = Self(RwSignal::new(stored()));
        let handle = window_event_listener_untyped("storage", move |_| {
            sets.0.try_set(stored());
        });
        on_cleanup(move || handle.remove());
        sets
    }

    /// All of them, by name.
    pub fn all(self) -> Vec<(OwnSetId, OwnSet)> {
        self.0.get()
    }

    /// One of them, where it is there.
    pub fn get(self, id: OwnSetId) -> Option<OwnSet> {
        self.0.with(|all| all.iter().find(|(of, _)| *of == id).map(|(_, set)| set.clone()))
    }

    /// Keeps a new set.
    pub fn keep(self, set: &OwnSet) -> Result<OwnSetId, SetStorageError> {
        let id = OwnSetId::new(BrowserSurroundings.random());
        self.put(id, set).map(|()| id)
    }

    /// Keeps a set in the place of what is under this id.
    pub fn put(self, id: OwnSetId, set: &OwnSet) -> Result<(), SetStorageError> {
        let text = write_own(set).map_err(|_| SetStorageError)?;
        let kept = storage().is_some_and(|storage| storage.set_item(&key(id), &text).is_ok());
        self.0.set(stored());
        if kept { Ok(()) } else { Err(SetStorageError) }
    }

    /// Forgets a set.
    pub fn remove(self, id: OwnSetId) {
        if let Some(storage) = storage() {
            // One that cannot be removed is still shown.
            let _ = storage.remove_item(&key(id));
        }
        self.0.set(stored());
    }
}

fn stored() -> Vec<(OwnSetId, OwnSet)> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let sets = keys.filter(|key| key.starts_with(PREFIX));
    read_all(sets.filter_map(|key| storage.get_item(&key).ok().flatten().map(|text| (key, text))))
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
