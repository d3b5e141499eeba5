//! Texts that the tab's storage keeps for one user in one tenant, for a reload: who chose what, and which identities were
//! opened last. They contain IDs and no names of identities, and go with the tab or when the tenant is closed.

/// The part of what was kept that is the owner's. The first line names the user and the tenant: what another one left
/// counts for nothing.
#[cfg(any(target_arch = "wasm32", test))]
fn of_owner<'a>(kept: &'a str, owner: &str) -> &'a str {
    kept.strip_prefix(owner).and_then(|rest| rest.strip_prefix('\n')).unwrap_or_default()
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use crate::web::storage::tab_storage::of_owner;
    use crate::web::tenant::open_tenant::TenantKey;

    /// One of the texts, of the user who has a tenant open.
    pub struct TabText {
        key: &'static str,
        owner: String,
    }

    impl TabText {
        /// The text with this key.
        pub fn open(key: &'static str, tenant: TenantKey) -> Self {
            let owner = match tenant {
                TenantKey::Live(tenant, person) => format!("{tenant} {person}"),
                TenantKey::Sample(_) | TenantKey::Nothing => String::from("sample"),
            };
            Self { key, owner }
        }

        /// What the tab kept; empty, where it kept nothing.
        pub fn read(&self) -> String {
            let kept = storage().and_then(|storage| storage.get_item(self.key).ok().flatten()).unwrap_or_default();
            of_owner(&kept, &self.owner).to_owned()
        }

        /// Keeps this, or nothing any more. Where the browser keeps nothing, a reload begins without it.
        pub fn keep(&self, text: Option<&str>) {
            let Some(storage) = storage() else { return };
            let _ = match text {
                Some(text) => storage.set_item(self.key, &format!("{}\n{text}", self.owner)),
                None => storage.remove_item(self.key),
            };
        }
    }

    fn storage() -> Option<web_sys::Storage> {
        web_sys::window()?.session_storage().ok()?
    }
}

#[cfg(target_arch = "wasm32")]
pub use browser::TabText;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_by_its_owner_only() {
        for (kept, read) in
            [("", ""), ("t p", ""), ("t p\na\nb", "a\nb"), ("t pq\na", ""), ("t q\na", ""), ("\nt p", "")]
        {
            assert_eq!(of_owner(kept, "t p"), read, "{kept:?}");
        }
    }
}
