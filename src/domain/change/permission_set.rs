//! Permission sets that come with the page: what a usual job needs, by ids that are the same in every tenant.

use super::wish::{Lasting, RoleKey, Wish};
use crate::domain::directory_role::DirectoryScope;
use crate::domain::ids::{AppId, RoleDefinitionId};
use crate::domain::well_known::{EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// A set that comes with the page. Its name and purpose stand with the page's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PermissionSet {
    /// A runbook that manages users, groups, sites and mailboxes of Microsoft 365.
    Microsoft365Automation,
}

enum Entry {
    AppRole(AppId, &'static str),
    DirectoryRole(RoleDefinitionId),
}

impl PermissionSet {
    /// Every set.
    pub const ALL: &'static [Self] = &[Self::Microsoft365Automation];

    /// What the set holds, as wishes.
    pub fn wishes(self) -> Vec<Wish> {
        self.entries()
            .iter()
            .map(|entry| match *entry {
                Entry::AppRole(api, value) => Wish::AppRole { api, role: RoleKey::Value(value.to_owned()) },
                Entry::DirectoryRole(role) => {
                    Wish::DirectoryRole { role, scope: DirectoryScope::Tenant, lasting: Lasting::Permanent }
                }
            })
            .collect()
    }

    fn entries(self) -> &'static [Entry] {
        match self {
            Self::Microsoft365Automation => &[
                Entry::AppRole(MICROSOFT_GRAPH, "UserAuthenticationMethod.Read.All"),
                Entry::AppRole(MICROSOFT_GRAPH, "Group.ReadWrite.All"),
                Entry::AppRole(MICROSOFT_GRAPH, "Directory.Read.All"),
                Entry::AppRole(MICROSOFT_GRAPH, "User.ReadWrite.All"),
                Entry::AppRole(SHAREPOINT_ONLINE, "Sites.FullControl.All"),
                Entry::AppRole(SHAREPOINT_ONLINE, "TermStore.ReadWrite.All"),
                Entry::AppRole(SHAREPOINT_ONLINE, "User.ReadWrite.All"),
                Entry::AppRole(EXCHANGE_ONLINE, "Exchange.ManageAsApp"),
                Entry::DirectoryRole(EXCHANGE_ADMINISTRATOR),
            ],
        }
    }
}
