//! What is asked for apart from the review: sign-ins, the log and Azure. Each lives as long as the review.

use leptos::prelude::*;

use super::desk::ReviewDesk;
use crate::web::reading::{RegionSignal, read_into};
use crate::web::region::Region;
use domain::tenant_review::evidence::{AzureInventory, GrantLog, SignIns};

impl ReviewDesk {
    /// Asks when identities signed in last.
    pub fn read_sign_ins(self) {
        let directory = self.tenant().directory();
        let region = self.region(self.sign_ins);
        read_into(region, async move { directory.sign_in_activity().await });
    }

    /// Asks who was given what lately.
    pub fn read_log(self) {
        let directory = self.tenant().directory();
        let region = self.region(self.log);
        read_into(region, async move { directory.grant_log().await });
    }

    /// What is known of grants, for as long as `act` takes.
    pub fn with_grant_log<U>(self, act: impl FnOnce(Option<&GrantLog>) -> U) -> U {
        match self.log.get() {
            None => act(None),
            Some(region) => region.with(|region| act(region.shown().map(|read| &read.value))),
        }
    }

    /// Asks what Azure has.
    pub fn read_azure(self) {
        let directory = self.tenant().directory();
        let region = self.region(self.azure);
        read_into(region, async move { directory.azure_inventory().await });
    }

    /// The region of something that is requested separately. It lives as long as the review.
    fn region<T: 'static>(self, of: RwSignal<Option<RegionSignal<T>>, LocalStorage>) -> RegionSignal<T> {
        of.get_untracked().unwrap_or_else(|| {
            let region = self.tenant().owned(|| RwSignal::new_local(Region::Reading(None)));
            of.set(Some(region));
            region
        })
    }

    /// What is known of sign-ins, for as long as `act` takes.
    pub fn with_sign_ins<U>(self, act: impl FnOnce(Option<&SignIns>) -> U) -> U {
        match self.sign_ins.get() {
            None => act(None),
            Some(region) => region.with(|region| act(region.shown().map(|read| &read.value))),
        }
    }

    /// What is known of Azure, for as long as `act` takes.
    pub fn with_azure<U>(self, act: impl FnOnce(Option<&AzureInventory>) -> U) -> U {
        match self.azure.get() {
            None => act(None),
            Some(region) => region.with(|region| act(region.shown().map(|read| &read.value))),
        }
    }
}
