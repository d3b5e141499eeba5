//! What this page keeps in the browser, counted and deleted.
//!
//! In the storage for texts it keeps the journals of unfinished changes, what was chosen and which identities were opened
//! in this tab, a user's own sets and their settings, each under a key that begins with [`PREFIX`]; in the browser's database receipts, and the key
//! that proves that this browser wrote them. The sign-in library keeps its own entries while someone is signed in; they
//! go with the sign-out.

/// What every key of this page begins with.
pub const PREFIX: &str = "bestow.";
/// Belongs to the sign-in and goes with it.
const OF_THE_SIGN_IN: &str = "bestow.signed-in";

/// How much of each sort is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoredDataCounts {
    /// Journals of changes that were interrupted, or continue in another tab.
    pub journals: usize,
    /// Receipts of changes, of every user.
    pub receipts: usize,
    /// Permission sets of the user's own.
    pub sets: usize,
    /// Selections that were made in this tab and not sent: at most one entry for all.
    pub selections: usize,
    /// The identities that were opened last in this tab: at most one entry for all.
    pub recent: usize,
    /// Settings, such as a configuration that was typed.
    pub settings: usize,
}

impl StoredDataCounts {
    /// Counts keys. Those of others are passed over.
    pub fn of<'a>(keys: impl IntoIterator<Item = &'a str>) -> Self {
        let mut kept = Self::default();
        let keys = keys.into_iter().filter(|key| *key != OF_THE_SIGN_IN);
        for rest in keys.filter_map(|key| key.strip_prefix(PREFIX)) {
            match rest.split('.').next() {
                Some("journal") => kept.journals += 1,
                Some("set" | "sets") => kept.sets += 1,
                Some("chosen") => kept.selections += 1,
                Some("recent") => kept.recent += 1,
                _ => kept.settings += 1,
            }
        }
        kept
    }

    /// Whether nothing is kept.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use crate::web::receipts;
    use crate::web::storage::database;
    use crate::web::storage::kept::{OF_THE_SIGN_IN, PREFIX, StoredDataCounts};

    /// What is kept now, in this tab and for the whole site.
    pub async fn count() -> StoredDataCounts {
        let keys: Vec<String> = storages().iter().flat_map(keys).collect();
        StoredDataCounts { receipts: receipts::count().await, ..StoredDataCounts::of(keys.iter().map(String::as_str)) }
    }

    /// Deletes everything, and what the sign-in library may have left where `nobody` is signed in. Says whether the
    /// browser did it.
    pub async fn delete_all(nobody: bool) -> bool {
        for storage in storages() {
            for key in keys(&storage) {
                let of_the_sign_in = key == OF_THE_SIGN_IN || key.starts_with("msal.");
                if (key.starts_with(PREFIX) && !of_the_sign_in) || (nobody && of_the_sign_in) {
                    // Nothing that this page could do would help where the browser keeps what it was told to forget.
                    let _ = storage.remove_item(&key);
                }
            }
        }
        // A browser that has no database for this page keeps nothing there either.
        database::delete().await.is_ok() || !database::exists().await
    }

    fn storages() -> Vec<web_sys::Storage> {
        let Some(window) = web_sys::window() else { return Vec::new() };
        [window.session_storage(), window.local_storage()].into_iter().filter_map(|it| it.ok().flatten()).collect()
    }

    fn keys(storage: &web_sys::Storage) -> Vec<String> {
        (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten()).collect()
    }
}

#[cfg(target_arch = "wasm32")]
pub use browser::{count, delete_all};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_told_apart_by_its_key() {
        let keys = [
            "bestow.journal.a.b.c.1",
            "bestow.config",
            "bestow.sets.x",
            "bestow.chosen",
            "bestow.recent",
            "bestow.signed-in",
            "msal.token.keys",
            "theme",
        ];
        assert_eq!(
            StoredDataCounts::of(keys),
            StoredDataCounts { journals: 1, receipts: 0, sets: 1, selections: 1, recent: 1, settings: 1 }
        );
        assert!(StoredDataCounts::of(["theme"]).is_empty());
    }
}
